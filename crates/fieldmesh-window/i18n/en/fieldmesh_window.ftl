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
observations-about-conflicts = Here the same thing was changed on two devices. Open one and choose what is right.
observations-about-deleted = These were deleted. They stay in the history and can be restored.
observations-about-duplicates = These were imported from the same source on more than one device. Those of one source lie side by side: open them, and delete what is there twice.
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
observations-held-accept = Leave them deleted
observations-kept = Show: { $name }
observations-kept-all = All
observations-kept-came = What came
observations-kept-conflicts = Conflicts ({ $n })
observations-kept-deleted = Deleted
observations-kept-duplicates = Possible duplicates
observations-kept-held = Deleted elsewhere ({ $n })
observations-kept-new = New ({ $n })
observations-last-month = Last 30 days
observations-last-week = Last 7 days
observations-list = List of observations
observations-map = { $n ->
    [one] Map with { $count } observation
   *[other] Map with { $count } observations
}
observations-map-borders = Borders of countries
observations-map-borders-mean = Many borders are contested. These are how one publisher, Natural Earth, draws them.
observations-map-click = Click on the map where it is.
observations-map-east = E
observations-map-farther = Zoom out
observations-map-fit = Show all observations
observations-map-layers = Layers of the map
observations-map-nearer = Zoom in
observations-map-north = N
observations-map-own = A map of your own
observations-map-own-elsewhere = Its coordinates are not longitude and latitude in degrees. Export it again as WGS 84.
observations-map-own-empty = There is nothing in this file that can be drawn.
observations-map-own-file = GeoJSON file
observations-map-own-means = Territories, rivers or paths, shown under the observations until this project is closed. They stay on this laptop.
observations-map-own-not-geojson = This file is not GeoJSON.
observations-map-own-remove = Remove it from the map
observations-map-own-shown = { $file } is shown.
observations-map-own-shown-partly = { $n ->
    [one] { $file } is shown. { $n } shape was left out: it is not on the map.
   *[other] { $file } is shown. { $n } shapes were left out: they are not on the map.
}
observations-map-own-too-large = This file is larger than { $n } MiB.
observations-map-own-too-much = This file has too many points to be drawn.
observations-map-own-unreadable = This file cannot be read.
observations-map-place-here = Set the place here
observations-map-record = Record on the map
observations-map-record-here = Record here
observations-map-south = S
observations-map-this-part = Only this area
observations-map-this-part-means = The list shows only what is on this part of the map.
observations-map-west = W
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
observations-unread = The observations could not be read.

## First start

start-back = Back
start-builtin = The built-in one: 25 categories in four languages
start-by-file = A sync file
start-by-file-hint = It ends in .fieldmesh. If its project is new to this laptop, the invite is asked for next; then the file is synchronized by itself.
start-by-invite = An invite
start-by-invite-hint = A colleague makes it on their laptop: Project › Invite. Paste the text, or choose the file they gave you.
start-configuration = Configuration
start-configuration-field = Configuration file
start-configuration-hint = The categories and questions for what people record. It can be changed later.
start-create = Start the project
start-current = Open now
start-device = This laptop is called
start-device-hint = Others see this name when you synchronize.
start-file-field = Sync file (.fieldmesh)
start-forget-file = Go on without the file
start-from-file = From a file of Mapeo, CoMapeo or Fieldmesh
start-invite-field = Invite text, or an invite file
start-join = Join my team
start-join-hint = Colleagues have a project already, and give me an invite.
start-join-now = Join
start-nearby = A device nearby
start-nearby-hint = Sit together: your colleague opens Project › Invite and gives you the text or the file, on a stick for example. Then both open Synchronize, on the same Wi-Fi.
start-new = Start a new project
start-new-hint = I am the first, and invite the others afterwards.
start-no-secrecy = open: no secrecy
start-open = Open
start-open-file = Open the file
start-open-named = Open { $name }
start-open-project = Open project: no secrecy
start-open-warning = Anyone who knows the name of the project can read and write everything in it, also in sync files. This cannot be changed later. Choose it only for what everybody may know.
start-project-name = Name of the project
start-project-name-hint = For example the territory, or the work it is for.
start-projects = Projects on this laptop
start-sample = Look around with sample data
start-sample-hint = 60 invented observations to try everything with. They stay on this laptop.
start-secrecy = Who can read it
start-secret = Only those who have an invite
start-waiting = { $file } waits for an invite: this laptop has no key for it. Get the invite of its project from whoever gave you the file. Once you have joined, the file is synchronized by itself.
start-welcome = Welcome to Fieldmesh
start-welcome-hint = What you record stays on this laptop until you synchronize it with your team.

## Project

project-about = About
project-about-hint = Field observations on laptops that are mostly offline. No account, no server.
project-activity = Activity
project-activity-hint = What every synchronization did. The command line shows older ones: fieldmesh activity.
project-activity-title = Synchronizations of this laptop
project-another = Open another project…
project-appearance = Appearance
project-as-system = As the system is set
project-cancel = Cancel
project-clock-known = Its card dates a synchronization with this laptop in the future, or before the project was here. Only dates are wrong: nothing else depends on a clock.
project-configuration = Configuration
project-configuration-hint = The categories and questions of this project. All its members use the same.
project-configuration-path = Configuration file
project-configuration-title = Configuration in use
project-copied = This laptop was copied from another
project-copied-hint = Copies of one device refuse each other. One of them must become a device of its own.
project-copied-now = Copied
project-copy = Copy text
project-copy-diagnostics = Copy diagnostics
project-copy-receipt = Copy the receipt
project-counts = { $categories } categories, { $fields } fields
project-dark = Dark
project-data = Import and export
project-data-hint = GeoJSON is read and written by Mapeo, CoMapeo, QGIS and many others.
project-data-title = GeoJSON in and out
project-device-name = Name of this laptop
project-device-name-hint = Others see this name when you synchronize.
project-devices = Devices
project-devices-hint = Who has what, as far as this laptop knows.
project-devices-title = Devices of this project
project-diagnostics = Diagnostics
project-diagnostics-hint = For a message to whoever helps you. No key, no observation and no name of a person is in it.
project-diagnostics-shown = What is copied
project-differs = What is different now
project-differs-hint = Observations keep what they were recorded with. The other members are offered this configuration when you synchronize.
project-differs-not = Data means the same as before.
project-export = Export
project-export-hint = What the list of observations shows now is written: { $shown } of { $all }. Photos stay here.
project-export-now = Export
project-export-path = File to write (.geojson)
project-fingerprint = Fingerprint
project-fingerprint-hint = the same on two laptops means the same configuration
project-hide-receipt = Hide receipt { $number }
project-holds =
    { $n ->
        [one] One observation
       *[other] { $n } observations
    }
project-identity = To be compared
project-identity-hint = Before the first synchronization others see these characters and words, and compare them with this screen.
project-import = Import
project-import-configuration = Import a configuration…
project-import-configuration-hint = A file of Mapeo (.mapeosettings), CoMapeo (.comapeocat) or Fieldmesh. Observations stay as they are.
project-import-hint = Importing the same file again adds nothing twice.
project-import-now = Import
project-import-path = File to read (.geojson)
project-invite = Invite
project-invite-code = The invite as a QR code
project-invite-file = As a file
project-invite-file-hint = It also holds the configuration. Hand it over on a stick, and delete it there afterwards.
project-invite-hide = Hide
project-invite-hint = Your colleague opens Fieldmesh and chooses Join my team.
project-invite-path = File to write
project-invite-show = Show text and QR code
project-invite-text = As text or QR code
project-invite-text-hint = Look around before you show it.
project-invite-title = Invite a colleague
project-invite-warning = Whoever has this invite is a member and can read everything: treat it like a key.
project-invite-write = Write the file
project-last = Last synchronized { $when }: both held { $n } observations.
project-last-back = Last synchronized { $when }; since then it went back to an earlier state.
project-licence = Free software, under the MIT License or the Apache License 2.0, as you choose.
project-light = Light
project-looks = Language and appearance
project-looks-hint = For this laptop alone.
project-looks-title = How this window looks
project-nameless = A device without a name
project-never = Not synchronized yet.
project-no-activity = Nothing was synchronized yet.
project-no-configuration = None yet. It arrives with the first synchronization, or import one below.
project-no-devices = No other device is known yet. What is here is only here: invite a colleague, and synchronize.
project-only-here =
    { $n ->
        [0] Everything is on another device too.
        [one] One observation exists only here.
       *[other] { $n } observations exist only here.
    }
project-photos = Photos on this laptop
project-photos-everything = Everything: photos as they were taken
project-photos-hint = For this project, at any time, from the next synchronization on. What is here stays.
project-photos-previews = Previews only: smaller; originals stay on other devices
project-projects = Other projects
project-projects-hint = Each project has its own members, key and data.
project-projects-title = Projects on this laptop
project-protects = What it protects
project-protects-not = What it does not protect
project-protects-not-text = A stolen laptop tells everything: use disk encryption. Somebody on the same network learns that a device with this program is there, and how much it moves. Deleting hides an observation; it stays in the history, and whoever has a copy can restore it. Names of authors are what devices say of themselves.
project-protects-text = Sync files and everything on the network are encrypted with the key of the project: without the invite nobody reads them. Nothing is sent to anybody but devices of the project. Nothing that was recorded is overwritten.
project-rename = Rename
project-renew = Make this a device of its own…
project-renew-explained = It gets a new ID and new words; colleagues compare them once more. Nothing is lost.
project-renew-question = Make this laptop a device of its own?
project-renew-yes = Make it its own
project-show-receipt = Show receipt { $number }
project-sources = Licence and sources
project-sources-text = Letters: Noto Sans, SIL Open Font License. Land on the map: Natural Earth, public domain.
project-stop = Stop
project-this-device = This device
project-this-device-title = This laptop, as others see it
project-this-laptop = This laptop: { $name }
project-version = version { $version }
project-working = Working…

## One observation

detail-according = Names and times as the devices give them.
detail-and = { $before } and { $last }
detail-as-it-was = As it was on { $at }, written by { $who }
detail-back-to-now = Back to now
detail-captured-under = Recorded under the configuration { $name }
detail-category = Category
detail-changed = Last changed by
detail-close = Close this observation
detail-conflict-answer = { $who } answered “{ $field }” differently. Both are kept until somebody chooses.
detail-conflict-category = { $who } chose different categories. Both are kept until somebody chooses.
detail-conflict-deleted = Deleted
detail-conflict-deletion = { $deleter } deleted it while { $editor } changed it. Nothing is lost: choose what is right.
detail-conflict-edited = Changed, and kept
detail-conflict-notes = { $who } wrote different notes. Both are kept until somebody chooses.
detail-conflict-place = { $who } wrote different places. Both are kept until somebody chooses.
detail-conflict-time = { $who } wrote different times. Both are kept until somebody chooses.
detail-delete = Delete
detail-delete-means = It disappears from the list everywhere it is synchronized. It stays in the history, and whoever has a copy can restore it.
detail-delete-no = Keep it
detail-delete-question = Delete this observation?
detail-delete-yes = Delete it
detail-deleted = Deleted on { $at }
detail-deleted-means = It is in the history and can be restored.
detail-deletion = Deletion
detail-edit = Edit
detail-history = History
detail-history-close = Close the history
detail-keep = Keep this one
detail-keep-deleted = Keep deleted
detail-keep-nothing = Leave it empty
detail-no-place = No place
detail-not-deleted = not deleted
detail-notes = Notes
detail-nothing = nothing
detail-observed-at = Seen at
detail-other-program = Another program
detail-photo = Photo
detail-photo-absent = Not on this device
detail-photo-after = Next
detail-photo-before = Previous
detail-photo-none = This file is no picture that can be shown here.
detail-photo-only = There is none.
detail-photo-replace = There is a file { $file } already. Replace it?
detail-photo-replace-no = Leave it
detail-photo-replace-yes = Replace it
detail-photo-save = Save as…
detail-photo-save-now = Save the file
detail-photo-save-path = File to write
detail-place = Place
detail-problem-category = The category “{ $category }” is not in this configuration.
detail-problem-date = { $field }: this is no date like 2026-11-22.
detail-problem-date-time = { $field }: this is no date and time like 2026-11-22T14:30.
detail-problem-kind = { $field }: the answer does not fit the question.
detail-problem-number = { $field }: this is no number.
detail-problem-option = { $field }: “{ $value }” is none of the options.
detail-problem-other = An answer does not fit this configuration.
detail-problem-range = { $field }: { $value } is outside what is expected.
detail-recorded = Recorded by
detail-restore = Restore
detail-restore-version = Restore this version
detail-restore-version-means = What differs from it now is written as it was then, as one new version. Nothing is lost: what it is now stays in the history.
detail-restore-version-no = Leave it as it is
detail-restore-version-question = Restore the version of { $at }, written by { $who }?
detail-restore-version-yes = Restore it
detail-saved = Saved on this laptop.
detail-show-on-map = Show on the map
detail-show-version = Show as it was
detail-unanswered = { $n ->
    [one] { $n } question without an answer
   *[other] { $n } questions without an answer
}
detail-unasked = Other tags
detail-version-added = Added: { $name }
detail-version-deleted = Deleted
detail-version-newest = This is how it is now.
detail-version-recorded = Recorded
detail-version-removed = Removed: { $name }
detail-version-restored = Restored
detail-version-same = Nothing that is shown here changed.
detail-version-settled = The conflict was settled.
detail-version-shown = It is shown already.
detail-write-other = Write another value

## The form

form-attaching = { $n ->
    [one] Taking { $n } file …
   *[other] Taking { $n } files …
}
form-cancel = Cancel
form-category-change = Change
form-category-none = No category has such a name.
form-category-search = Search the categories
form-edit = Edit the observation
form-fault-earth = There is no such place: latitude goes from -90 to 90, longitude from -180 to 180.
form-fault-empty = Nothing to save yet: choose a category, or write something.
form-fault-latitude = The latitude is no number like -1.48.
form-fault-longitude = The longitude is no number like -77.26.
form-fault-number = This is no number.
form-fault-place = Not saved yet: look at the place below.
form-latitude = Latitude
form-leave-means = What was typed here is lost.
form-leave-no = Go on writing
form-leave-question = Leave without saving?
form-leave-yes = Leave without saving
form-longitude = Longitude
form-new = New observation
form-no-answer = No answer
form-no-configuration = This project has no categories yet: they come with a configuration.
form-overtaken = This was changed on another device meanwhile: { $fields }. Saving puts what stands here in its place; theirs stays in the history.
form-photo-drop = Or drop files onto this window.
form-photo-path = Photo or file
form-photo-place = The photo was taken at { $place }.
form-photo-place-time = The photo was taken at { $place } on { $time }.
form-photo-time = The photo was taken on { $time }.
form-photos = Photos and files
form-place-click = Click on the map where it is.
form-place-on-map = Choose on the map
form-place-replace = Put a point in its place
form-place-type = Type it instead
form-problems-kept = It can be saved all the same.
form-remove = Remove
form-save = Save
form-saving = Saving …
form-time-remove = Remove the time
form-use-place = Use place
form-use-time = Use time

## Synchronize

sync-address = Address of the other device
sync-all = Synchronize with all
sync-all-none = No device is here that is ready and holds other data.
sync-asked = { $name } was asked to use the configuration of this laptop. The person there decides.
sync-button = Synchronize
sync-cancel = Cancel
sync-carry-back = { $n ->
    [one] 1 of them is new for { $name }, which wrote this file: carry it back and choose “Sync from a file” there.
   *[other] { $n } of them are new for { $name }, which wrote this file: carry it back and choose “Sync from a file” there.
}
sync-carry-on = { $n ->
    [one] 1 of them is new for { $name }, which used this file before: carry it there and choose “Sync from a file”.
   *[other] { $n } of them are new for { $name }, which used this file before: carry it there and choose “Sync from a file”.
}
sync-configuration = configuration { $name }
sync-configuration-apart = Neither of the two follows from the other: the people of the project decide which one all use.
sync-configuration-awaited = The other configuration has not arrived yet.
sync-configuration-both = There: { $theirs }. Here: { $ours }.
sync-configuration-differences = What changes here with the configuration of { $name }:
sync-configuration-kept = No observation is lost, whichever you choose.
sync-configuration-newer = { $name } has a newer edition of your configuration.
sync-configuration-older = { $name } has an older edition of your configuration.
sync-configuration-title = { $name } uses another configuration
sync-connect = Connect
sync-create = Create
sync-create-file = Create a sync file
sync-create-where = Name and place of the new sync file
sync-devices = Devices nearby
sync-ended-file = Synchronized with the file { $name }
sync-ended-device = Synchronized with { $name }
sync-file = Sync file
sync-file-open-project = This project is open: the file has no secrecy.
sync-file-size = About { $size }: all observations, and all photos that are on this laptop.
sync-file-size-mail = About { $size }: all observations, and previews of photos. Originals and large attachments stay here.
sync-forget = Forget
sync-forget-address = Forget { $address }
sync-from-file = Sync from a file
sync-give-ours = Ask them to use mine
sync-help-address = Type the address that stands at the top of the other screen.
sync-help-apart = Guest networks keep devices apart: use another network.
sync-help-file = Or carry a sync file on a stick.
sync-help-hotspot = No Wi-Fi? Switch on the hotspot of a phone or of a laptop, and connect both to it.
sync-help-nobody = Nobody is found yet. What helps:
sync-help-screen = Open Synchronize on both devices.
sync-help-wifi = Connect both devices to the same Wi-Fi. No internet is needed.
sync-last-days = { $n ->
    [0] Last synchronized today; different
    [one] Last synchronized 1 day ago; different
   *[other] Last synchronized { $n } days ago; different
}
sync-laptop = Laptop
sync-listens = Type this address on a device that does not find this one.
sync-no-network = Not connected to any network
sync-not-an-address = This is not an address. Write it as it stands at the top of the other screen, such as { $example }.
sync-not-this-one = Not this one
sync-open = Open
sync-open-project = Configuration of this project
sync-opening = Opening the network …
sync-others-title = Another project is near
sync-others-way = If it is a colleague: on one of the two, open Project → Invite. On the other, choose Join my team.
sync-phone = Phone
sync-photos-here = { $n ->
    [one] 1 photo has yet to come to this laptop.
   *[other] { $n } photos have yet to come to this laptop.
}
sync-photos-there = { $n ->
    [one] 1 photo of this laptop has yet to go to the other side.
   *[other] { $n } photos of this laptop have yet to go to the other side.
}
sync-question-counts = { $name } gets your { $ours ->
    [one] 1 observation
   *[other] { $ours } observations
}, you get its { $theirs ->
    [one] 1 observation
   *[other] { $theirs } observations
}.
sync-question-device = Is this the device?
sync-question-invited = { $name } wants to synchronize with this laptop.
sync-question-screen = The same must stand on its screen.
sync-question-stranger = This is NOT the { $name } you know.
sync-question-stranger-known = The { $name } you know is { $known }. Go on only if you know why: it was installed anew, perhaps.
sync-question-title = All data is shared in both directions.
sync-renew = Make this one a device of its own
sync-renew-offer = This laptop and { $name } are copies of one device. Make this one a device of its own? Nothing is lost.
sync-restore = Restore
sync-same-data = Same data as this laptop
sync-see-them = See them
sync-stop = Stop
sync-stop-with = Stop with { $name }
sync-this-laptop = This laptop: { $name }
sync-try-again = Try again
sync-type-address = Type address
sync-undiscoverable = Devices do not find each other by themselves here. Type the address of the other device, or use a sync file.
sync-use-theirs = Use their configuration
sync-view-what-came = View what came
sync-what-to-do = What to do
sync-what-to-do-about = What to do about { $name }
sync-what-to-do-others = What to do about other projects
sync-with-device = Synchronize with { $name }
sync-without-network = Without a network:
sync-words-meaning = The same four words on both screens mean the same data.
sync-working-file = Leave the stick in until this is done.

## Notices

notice-about = { $what }: { $about }
notice-configuration-used = This project now uses the configuration { $name }.
notice-configuration-warnings = { $n ->
    [one] One thing of the file was left out or is kept differently.
   *[other] { $n } things of the file were left out or are kept differently.
}
notice-details = Details
notice-file-created = Written and checked. { $size }. You can remove the stick now.
notice-file-open = This project is open: the file has no secrecy. Anyone who knows the name of the project can read it.
notice-give-ours = Give mine to the file
notice-import-skipped = { $n ->
    [one] 1 entry of the file was left out.
   *[other] { $n } entries of the file were left out.
}
notice-invite-offer = Ask a member of its project for an invite. When you have joined, this file is synchronized by itself.
notice-join = Join with an invite
notice-news = Messages
notice-not-attached = The photo or file was not attached
notice-not-configured = The configuration was not changed
notice-not-created = The sync file was not written
notice-not-done = Something was not done
notice-not-exported = Nothing was exported
notice-not-imported = The file was not imported
notice-not-invited = No invite was made
notice-not-joined = You are not in the project yet
notice-not-named = The device was not changed
notice-not-opened = The project was not opened
notice-not-opened-network = The network was not opened
notice-not-read = Not everything could be read
notice-not-saved = Not saved
notice-not-synchronized = Not synchronized
notice-not-synchronized-file = Not synchronized with the file
notice-not-written-attachment = The photo or file was not written
notice-renew-offer = This laptop and another one are copies of one device. Make this one a device of its own? Nothing is lost.
notice-switch = Switch to { $name }
notice-switch-offer = This file belongs to your project { $name }. Switch to it?
notice-undo = Undo
notice-use-theirs = Use the one of the file

## Hints: what to do next, for each kind of error

hint-internal = What was saved is safe. If it happens again, copy the diagnostics under Project and send them to whoever helps you.
hint-io = Check the disk or the stick and try again. Nothing half-done is kept.
hint-no-such-file = Check the name and the folder, or choose the file with Browse….
hint-file-exists = Choose another name, or move the old file away.
hint-disk-full = Make room, then do the same again; it continues.
hint-read-only = Choose another folder, or allow writing on the stick.
hint-in-use = Close the other program or window, or wait until it has finished, and try again.
hint-damaged = Nothing was changed. If it is a file, ask for it again or copy it again.
hint-newer-version = Update Fieldmesh on this laptop. Nothing was changed.
hint-no-display = Start Fieldmesh where there is a screen. On a terminal, fieldmesh --help shows what it does without a window.
hint-no-project = Choose Join my team or Start a new project.
hint-no-such-project = Choose Join my team: a member can invite you.
hint-choose-project = Choose the project you mean in the list.
hint-project-exists = Open it from the list of projects.
hint-invalid-name = A name has 1 to 100 characters.
hint-no-such-device = Open Synchronize on that device.
hint-choose-device = Type more of its ID, or its four words.
hint-mistyped-device = Compare it with the screen of that device, and type it again.
hint-no-such-observation = Choose it in the list again.
hint-ambiguous-id = Type more of it.
hint-invalid-id = Choose it in the list.
hint-invalid-value = Nothing was changed. Correct it and save again.
hint-nothing-to-do = Change something first.
hint-full = Record a new observation in its place.
hint-attachment-too-large = Attach a smaller one, of at most 100 MB.
hint-attachment-missing = Synchronize with a device that has it.
hint-not-an-invite = Ask for the invite again, and copy it whole.
hint-not-a-configuration = Choose a configuration of Mapeo (.mapeosettings), of CoMapeo (.comapeocat) or of Fieldmesh.
hint-not-for-comapeo = Nothing was written. With a name that ends in .json it is written as a file of Fieldmesh.
hint-not-geojson = Export it as GeoJSON from the program that made it.
hint-not-a-shard = Nothing was changed; save it again in the program that wrote it.
hint-no-such-shard = It belongs to another project, or has not come to this laptop yet: synchronize first.
hint-not-a-sync-file = Nothing was changed. The name of a sync file ends in .fieldmesh.
hint-other-project = Nothing was changed. If it is a project of your team, ask a member for an invite: Project → Invite.
hint-other-configuration = Nothing was changed. Choose What to do: use theirs, or ask them to use yours.
hint-copied-device = Make this one a device of its own, under Project. Nothing is lost.
hint-protocol = Try again; what arrived is kept.
hint-nobody-found = Open Synchronize on the other device, on the same Wi-Fi. Or choose Type address, or Create a sync file.
hint-unreachable = Check that Synchronize is open there and that both are on the same Wi-Fi.
hint-not-compared = Press Synchronize again, and compare the ID and the four words with the other screen.
hint-interrupted = What arrived is kept. Press Synchronize again; it continues.
hint-over-budget = Nothing was changed. Ask for the file to be written again.
hint-incomplete = The rest is safe. Synchronize again; if it stays so, create a new sync file.
hint-cancelled = Everything so far is kept. Do the same again to go on.
