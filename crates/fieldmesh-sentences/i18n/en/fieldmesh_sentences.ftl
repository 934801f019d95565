# What window and command line both say. The same keys and variables stand in every language.

## Words

another-program = another program
area = area of { $n } points
attachment = attachment
attachments = attachments
category = category
compared = compared
date = date
device = device
fix-altitude = altitude { $n } m
fix-heading = heading { $n }°
fix-manual = set by hand
fix-mocked = made up by another program
fix-provider = from { $name }
fix-speed = { $n } m/s
imported-from = imported from
last-change = last change
last-synchronized = last synchronized
located = located
mark-attachments = { $n ->
    [one] 1 attachment
   *[other] { $n } attachments
}
mark-conflict = conflict
mark-deleted = deleted
mark-deletion-held = deleted elsewhere, waiting for you
name = name
never = never
not-deleted = not deleted
notes = notes
observations = observations
open-mark = open: no secrecy
other-data = different data
place = place
recorded-by = recorded by
same-data = same data as this device
second-hand = according to others, synchronized { $when } with { $with }
second-hand-held = { $n ->
    [one] 1 observation
   *[other] { $n } observations
}
track = track of { $n } points

## Bytes

bytes = { $n } B
bytes-kilo = { $n } kB
bytes-mega = { $n } MB
bytes-giga = { $n } GB
bytes-tera = { $n } TB

## Projects and configurations

config-warnings = { $n ->
    [one] One thing was left out or is kept differently:
   *[other] { $n } things were left out or are kept differently:
}
diff-category-added = + category { $name }
diff-category-removed = - category { $name }
diff-category-tags = ~ category { $name }: tags { $before } → { $after }
diff-field-added = + field { $name }
diff-field-changed = ~ field { $name }: { $changes }
diff-field-removed = - field { $name }
diff-more = … and { $n } more
diff-options-added = new options: { $options }
diff-options-removed = options gone: { $options }
diff-presentation = Data means the same under both; they differ in names, texts, looks, order or version.
diff-same = They are the same.
diff-tag-key = stored under { $after }, not { $before }
diff-type = { $after }, not { $before }
invite-caption = { $name } · Fieldmesh invite. Whoever has this picture is a member: keep it secret.
invite-warning = Whoever has this invite is a member of { $name } and can read everything: treat it like a key.
no-configuration = no configuration yet
open-warning = This project is open: no secrecy. Anyone who knows its name can read and write it.
project-created = Project { $name } is ready on this device.
project-joined = This device is now in the project { $name }.

## Devices

clock-ahead = clock ahead by { $time } or more
clock-behind = clock behind by { $time } or more
compared-on = Compared on { $at }.
not-compared = Not compared yet.
span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
span-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
span-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}

## Observations

conflict = { $n ->
    [2] conflict in { $field }: two values
   *[other] conflict in { $field }: { $n } values
}
deleted = Deleted. It disappears from the list everywhere it is synchronized. It stays in the history, and whoever has a copy can restore it.
deleted-at = deleted on { $at }
imported = { $added } added, { $present } were here already.
exported = { $n ->
    [one] 1 observation written: { $file }
   *[other] { $n } observations written: { $file }
}
no-observations = No observations.
only-here = { $n ->
    [one] 1 observation exists only here.
   *[other] { $n } observations exist only here.
}
originals-only-here = { $n ->
    [one] 1 original is only on this device.
   *[other] { $n } originals are only on this device.
}
photos-damaged = { $n ->
    [one] 1 photo or preview was damaged here and put aside. It comes again from a device that has it.
   *[other] { $n } photos or previews were damaged here and put aside. They come again from devices that have them.
}
photos-everything = Photos and other files are synchronized in full.
photos-missing = { $n ->
    [one] 1 photo or preview is not on this device yet. It comes from a device that has it.
   *[other] { $n } photos or previews are not on this device yet. They come from devices that have them.
}
photos-nothing = No photos are synchronized to this device.
photos-previews = Previews of photos are synchronized to this device; originals stay on the devices that have them.
resolved = { $n ->
    [0] Resolved. No conflict is left in this observation.
    [one] Resolved. 1 conflict is left in this observation.
   *[other] Resolved. { $n } conflicts are left in this observation.
}
restored = Restored.
saved = Saved.
skipped = Feature { $number } was left out: { $reason }
status-attachments = Attachments: { $present } of { $referenced } on this device, { $size }
status-observations = Observations: { $live }; deleted: { $deleted }; in conflict: { $conflicted }
status-unread = { $n ->
    [one] 1 part is of a newer version: it is kept and handed on, shown as far as it is understood, and not changed here.
   *[other] { $n } parts are of a newer version: they are kept and handed on, shown as far as they are understood, and not changed here.
}
version-added = added: { $name }
version-back = It is what it was at that version. The versions since stay in the history.
version-clock-ahead = Dated later than a change that was made after it: one of the two clocks was wrong.
version-clock-behind = Dated earlier than a change that was made before it: one of the two clocks was wrong.
version-recorded = recorded
version-removed = removed: { $name }
version-restored = restored
version-same = nothing that is shown here
version-settled = { $change } (conflict settled)
written = Written: { $file }

## What was typed

accuracy = accuracy
accuracy-range = The accuracy { $given } is not a number of metres.
altitude = altitude
heading = heading
latitude = latitude
latitude-range = The latitude { $given } is not between -90 and 90.
longitude = longitude
longitude-range = The longitude { $given } is not between -180 and 180.
not-a-date = { $key }: { $given } is not a date; write it as in 2026-11-22.
not-a-date-time = { $key }: { $given } is not a date and time; write it as in 2026-11-22T09:30.
not-a-number = The { $name } { $given } is not a number; decimals are written with a point, as in -1.48.
not-an-option = { $key } cannot be { $given }. Its options: { $known }
problem-category = The configuration has no category { $category }; it is kept as it is.
problem-kind = { $field } asks for another kind of answer; yours is kept as it is.
problem-option = { $value } is not an option of { $field }; it is kept as it is.
problem-range = { $value } is out of the range of { $field }; it is kept as it is.

## Sync files

file-configuration-adopted = This project now uses the configuration { $name }.
file-configuration-given = The file now has the configuration { $name }.
file-created = Written and checked: { $file }, { $size }, { $n ->
    [one] 1 observation
   *[other] { $n } observations
}. You can remove the stick now.
file-damaged = This file is damaged at byte { $at }.
file-everything = Everything
file-for-mail = For mail
file-info =
    { $project }: { $n ->
        [one] 1 observation
       *[other] { $n } observations
    }, { $attachments ->
        [one] 1 attachment
       *[other] { $attachments } attachments
    }, { $size }
      written by { $writer } on { $created }
      configuration: { $configuration }
      { $contents }
file-left-out = { $n ->
    [one] Of one attachment not even a preview is in this file: { $names }
   *[other] Of { $n } attachments not even a preview is in this file: { $names }
}
file-newer-configuration = The file has a newer edition of the configuration, { $theirs }; this project uses { $ours }.
file-other-configuration = The file has another configuration, { $theirs }; this project uses { $ours }.
file-same = { $n ->
    [one] This device and the file now hold the same observation.
   *[other] This device and the file now hold the same { $n } observations.
}
file-unfinished = The last writing to this file was interrupted; the state before it is whole.
file-verified = Every record and attachment in it was read and checked.
file-visit = synchronized with { $name } on { $at }
file-was-unfinished = The last writing to this file was interrupted. What was whole was used, and the rest was replaced.
file-whole = The file is whole.
file-without-photos = Without photos

## What came of a synchronization

data-words = Data words: { $words }
except-attachments = { $n ->
    [one] Complete except 1 attachment, which did not arrive whole.
   *[other] Complete except { $n } attachments, which did not arrive whole.
}
except-shards = { $n ->
    [one] Complete except one part, which one side does not accept.
   *[other] Complete except { $n } parts, which one side does not accept.
}
given = Went: { $new } new, { $changed } changed, { $deleted } deleted.
held-deletions = { $n ->
    [one] 1 observation was deleted on another device. It stays in the list until you answer.
   *[other] { $n } observations were deleted on other devices. They stay in the list until you answer.
}
moved = Came: { $new } new, { $changed } changed, { $deleted } deleted, { $conflicts } in conflict.
nothing-new = Nothing new came.
photos-coming = { $n ->
    [one] 1 photo or other attachment comes from another device at the moment.
   *[other] { $n } photos or other attachments come from another device at the moment.
}
photos-kept-apart = No photos or other attachments: they stay on the devices that have them.
photos-on-both = { $n ->
    [one] The one photo or other attachment is on both.
   *[other] All { $n } photos and other attachments are on both.
}
photos-on-neither = { $n ->
    [one] 1 photo or other attachment is on neither; another device has it, perhaps.
   *[other] { $n } photos or other attachments are on neither; other devices have them, perhaps.
}
photos-previews-only = Only previews of photos: originals and large attachments stay on the devices that have them.
sync-same = { $n ->
    [one] Both hold the same observation.
   *[other] Both hold the same { $n } observations.
}
sync-with = Synchronized with { $name }.

## Synchronizations of the past

activity-created = { $n ->
    [one] 1 observation written and checked.
   *[other] { $n } observations written and checked.
}
by-file = the sync file { $file }
by-network = the local network
by-some-file = a sync file
ended-early = Ended early. { $why } What had arrived was kept.
receipt-by = By: { $how }
receipt-digest = Digest: { $digest }
receipt-here = This device: { $name }, { $id }
receipt-received = Received: { $n ->
    [one] 1 attachment
   *[other] { $n } attachments
}, { $size }
receipt-sent = Sent: { $n ->
    [one] 1 attachment
   *[other] { $n } attachments
}, { $size }
receipt-title = Synchronization { $number } of the project { $project }
receipt-when = Ended on { $at }; it took { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
} in all.
receipt-with = With: { $name }, { $id }
receipt-wrote = Wrote { $how }.

## Devices nearby

network-cable = Cable { $name }
network-wifi = Wi-Fi { $name }
sync-asking = is this the device?
sync-broken = { $name }: { $why }
sync-gone = gone
sync-last-different = last synchronized { $at }; different data
sync-last-never = last: never
sync-looking = Looking for devices of this project …
sync-nearby = Devices nearby
sync-new-here = new here
sync-newer-configuration = same project, newer edition of the configuration ({ $name })
sync-not-compared = { $name } ({ $short }) was never compared with its own screen.
sync-offered = same project, other configuration ({ $name }); asks this device to use it
sync-older-configuration = same project, older edition of the configuration ({ $name })
sync-other-configuration = same project, other configuration ({ $name })
sync-other-key = NOT the device known by this name
sync-others = { $n ->
    [one] 1 other Fieldmesh device is near and belongs to another project.
   *[other] { $n } other Fieldmesh devices are near and belong to other projects.
}
sync-question =
    All data is shared in both directions. { $name } gets your { $ours ->
        [one] 1 observation
       *[other] { $ours } observations
    }, you get its { $theirs ->
        [one] 1 observation
       *[other] { $theirs } observations
    }.
    Is this the device?  { $short } · { $words }
    The same must stand on its screen.
sync-waiting = waiting until somebody agrees there

## Addresses that lead to nobody

sync-busy = { $host } does not take calls now.
sync-itself = { $host } is this device.
sync-newer = { $host } has a newer version of the program; update this one.
sync-not-member = { $host } does not hold the key of this project.
sync-not-this-program = Another program answers at { $host }.
sync-older = { $host } has an older version of the program, which must be updated.
sync-unreachable = { $host } cannot be reached.

## Long work

progress = { $stage }: { $done } of { $total }
progress-attachments = Photos and other attachments { $done } of { $total }
progress-photos = Photos { $done } of { $total }
stage-importing = Reading the file
stage-rebuilding = Making the tables anew
stage-receiving-attachments = Taking attachments
stage-receiving-records = Taking observations
stage-sending-attachments = Giving attachments
stage-sending-records = Giving observations
stage-verifying = Checking
stage-working = Working

## Errors; the kinds are those of `fieldmesh::ErrorKind`

error-internal = The program made a mistake and stopped.
error-io = The disk or the system did not do what was asked.
error-no-such-file = There is no such file.
error-file-exists = There is a file of that name already.
error-disk-full = The disk is full.
error-read-only = This place cannot be written to.
error-in-use = Another program is using it.
error-damaged = The data is damaged and was not used.
error-newer-version = This was written by a newer version of the program.
error-no-display = There is no display here that a window can be shown on.
error-no-project = This device is in no project yet.
error-no-such-project = This device holds no such project.
error-choose-project = Several projects fit.
error-project-exists = This device is in that project already.
error-invalid-name = This name cannot be used.
error-no-such-device = There is no such device.
error-choose-device = Several devices fit.
error-mistyped-device = The ID or the words of the device have a typing error.
error-no-such-observation = There is no such observation.
error-ambiguous-id = Several begin like that.
error-invalid-id = This is not an id.
error-invalid-value = This value cannot be used.
error-nothing-to-do = This changes nothing.
error-full = This observation has no room for more changes.
error-attachment-too-large = This file is too large to attach.
error-attachment-missing = The attachment is not on this device.
error-not-an-invite = This is not an invite.
error-not-a-configuration = This is no configuration, or it has a fault.
error-not-for-comapeo = CoMapeo has no form for this configuration.
error-not-geojson = This is not a GeoJSON feature collection.
error-not-a-shard = This is not a part with observations that another program saved.
error-no-such-shard = This project has no such part.
error-not-a-sync-file = This is not a sync file of this program.
error-other-project = This belongs to another project.
error-other-configuration = The other side has another configuration.
error-copied-device = This is a copy of one device.
error-protocol = The other side answered in a way that makes no sense.
error-over-budget = This is larger than the program accepts.
error-incomplete = Complete except for some parts.
error-cancelled = Stopped.
error-nobody-found = Nobody of this project was found.
error-unreachable = It cannot be reached.
error-not-compared = Nobody has said yet that this is the device it says to be.
error-interrupted = The other side went away before the end.
