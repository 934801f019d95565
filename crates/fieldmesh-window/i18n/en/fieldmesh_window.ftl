# What the window says. The same keys and variables stand in every language.

## Around every screen

browse = Browse…
close = Close
language = Language
mode-observations = Observations
mode-project = Project
mode-synchronize = Synchronize
open-no-secrecy = Open project: no secrecy. Anyone who knows its name can read and write it.
opening = Opening …

## Observations

observations-about-came = This came with the synchronization.
observations-about-came-deleted = These were deleted on another device. Nobody has lost them yet: they can be restored.
observations-about-conflicts = Here the same thing was changed on two devices. Open one and choose what is right.
observations-about-deleted = These were deleted. They stay in the history and can be restored.
observations-about-new = This came or was changed since you last looked.
observations-any-day = Any day
observations-cancel = Cancel
observations-category = Category: { $name }
observations-category-any = All categories
observations-clear = Clear the filter
observations-count = { $n ->
    [one] { $shown } observation
   *[other] { $shown } observations
}
observations-count-of = { $n ->
    [one] { $shown } of { $all } observation
   *[other] { $shown } of { $all } observations
}
observations-date-from = From
observations-date-help = Year, month, day: 2026-11-22
observations-date-until = Until
observations-dates = Dates
observations-dates-from = From { $day }
observations-dates-until = Until { $day }
observations-kept = Show: { $name }
observations-kept-all = All
observations-kept-came = What came
observations-kept-came-deleted = Deleted elsewhere
observations-kept-conflicts = Conflicts ({ $n })
observations-kept-deleted = Deleted
observations-kept-new = New ({ $n })
observations-last-month = Last 30 days
observations-last-week = Last 7 days
observations-list = List of observations
observations-mark-seen = Mark all as seen
observations-new = New observation
observations-no-category = Without category
observations-none = No observations yet.
observations-none-hint = What you record here appears in this list and on the map.
observations-nothing-fits = Nothing fits the filter.
observations-reading = Reading …
observations-record-first = Record the first one
observations-restore-all = Restore all …
observations-restore-means = They return to the list everywhere this project is synchronized.
observations-restore-question = { $n ->
    [one] Restore { $count } observation?
   *[other] Restore { $count } observations?
}
observations-restore-yes = Restore
observations-row-conflict = in conflict
observations-row-deleted = deleted
observations-row-new = new
observations-row-photos = { $n ->
    [one] { $n } photo or file
   *[other] { $n } photos or files
}
observations-search = Search
observations-show-all = Show everything
observations-synchronize = Synchronize with a colleague
observations-today = Today
