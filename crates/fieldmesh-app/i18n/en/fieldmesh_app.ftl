# What the command line says. The same keys and variables stand in every language.

orientation =
    Fieldmesh keeps field observations on this computer and synchronizes them with other members of a project,
    without internet.

    See it work:        fieldmesh demo
    Start a project:    fieldmesh project create "Río Napo"
    Join a project:     fieldmesh project join INVITE

    fieldmesh --help    lists every command.

## Lines around an error

error-line = error: { $message }
next-line = next: { $hint }
warning = note: { $text }

## Words in tables and lists

accuracy = accuracy
another-program = another program
area = area
attachment = attachment
category = category
compared = compared
date = date
device = device
field = field
fields = fields
heads = heads
imported-from = imported from
last-change = last change
last-synchronized = last synchronized
latitude = latitude
longitude = longitude
mark-attachments = { $n ->
    [one] 1 attachment
   *[other] { $n } attachments
}
mark-conflict = conflict
mark-deleted = deleted
name = name
never = never
not-deleted = not deleted
notes = notes
observations = observations
open-mark = open: no secrecy
options = options
other-data = different data
place = place
recorded-by = recorded by
same-data = same data as this device
second-hand = told by others
shard-kind = kind
track = track of { $n } points
type = type
version = version

## Projects, configuration, device

config-not-here = not on this device
config-other-key = This archive holds the key of another project. To start or join that one: fieldmesh project create NAME --config FILE
config-unknown = There is no file { $given }, and no configuration of this project has a fingerprint that begins so.
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
invite-written = Invite written: { $file }
fingerprint = fingerprint
no-configuration = no configuration yet
no-projects = This device is in no project yet. Start one: fieldmesh project create NAME
open-warning = This project is open: no secrecy. Anyone who knows its name can read and write it.
project-created = Project { $name } is ready on this device.
project-joined = This device is now in the project { $name }.
project-summary =
    { $name }
      id: { $id }
      configuration: { $configuration }
project-used = Commands now mean the project { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = To compare: the other device must show the same eight characters and, in the same language, the same four words for this one, with “fieldmesh peers { $short }”.
compared-on = Compared on { $at }.
not-compared = Not compared yet.
written = Written: { $file }

## Observations

saved = Saved.
deleted = Deleted. It disappears from the list everywhere it is synchronized. It stays in the history, and whoever has a copy can restore it.
deleted-at = deleted on { $at }
restored = Restored.
resolved = { $n ->
    [0] Resolved. No conflict is left in this observation.
    [one] Resolved. 1 conflict is left in this observation.
   *[other] Resolved. { $n } conflicts are left in this observation.
}
conflict = { $n ->
    [2] conflict in { $field }: two values
   *[other] conflict in { $field }: { $n } values
}
resolve-with = resolve with: { $command }
no-observations = No observations.
more-observations = { $shown } of { $total } shown; --limit shows more.
see-conflicts = Conflicts: fieldmesh observation list --conflicts
only-here = { $n ->
    [one] 1 observation exists only here.
   *[other] { $n } observations exist only here.
}

## What was typed

mistyped-group = Group { $group } of this ID, { $text }, has a typing error.
mistyped-length = This is not a whole ID: it has { $have } characters, an ID has 65.
mistyped-word = Word { $position }, { $word }, is not one of the words.
mistyped-word-near = Word { $position }, { $word }, is not one of the words. Spelt alike: { $near }
several-devices = Several devices fit { $given }: { $devices }
unknown-device = No device of this project fits { $given }.
unknown-device-near = No device of this project fits { $given }. Spelt alike: { $devices }
not-a-language = { $given } is not one of the languages en, es, pt, fr.
not-an-assignment = { $given } does not read as KEY=VALUE.
not-json = The value of { $key } is not JSON: { $cause }
not-a-plain-value = The value of { $key } has to be a text, a number, true, false, null or a list of these.
not-a-date = { $key }: { $given } is not a date; write it as in 2026-11-22.
not-a-date-time = { $key }: { $given } is not a date and time; write it as in 2026-11-22T09:30.
not-a-number = The { $name } { $given } is not a number; decimals are written with a point, as in -1.48.
not-a-time = { $given } is not a time; write 2026-11-22T09:30:00-05:00, or for a filter just 2026-11-22.
not-a-box = { $given } is not a box; write west,south,east,north in degrees, as in -78,-2,-77,-1.
problem-category = The configuration has no category { $category }; it is kept as it is.
problem-kind = { $field } asks for another kind of answer; yours is kept as it is.
problem-option = { $value } is not an option of { $field }; it is kept as it is.
problem-range = { $value } is out of the range of { $field }; it is kept as it is.
not-an-option = { $key } cannot be { $given }. Its options: { $known }
not-in-conflict = { $key } is not in conflict in this observation.
not-yes-or-no = { $given } is neither true nor false.
latitude-range = The latitude { $given } is not between -90 and 90.
longitude-range = The longitude { $given } is not between -180 and 180.
accuracy-range = The accuracy { $given } is not a number of metres.
no-such-attachment = No attachment of this observation begins with { $given }.
no-such-version = No version of this observation begins with { $given }.
ambiguous-hash = Several begin with { $given }.

## Sync files

file-created = Written and checked: { $file }, { $size }, { $n ->
    [one] 1 observation
   *[other] { $n } observations
}. You can remove the stick now.
file-same = { $n ->
    [one] This device and the file now hold the same observation.
   *[other] This device and the file now hold the same { $n } observations.
}
file-carry-back = { $n ->
    [one] 1 of them is new for { $name }, which wrote this file: carry it back and run “fieldmesh syncfile sync” there.
   *[other] { $n } of them are new for { $name }, which wrote this file: carry it back and run “fieldmesh syncfile sync” there.
}
file-carry-on = { $n ->
    [one] 1 of them is new for { $name }, which synchronized with this file before: carry it on and run “fieldmesh syncfile sync” there.
   *[other] { $n } of them are new for { $name }, which synchronized with this file before: carry it on and run “fieldmesh syncfile sync” there.
}
file-configuration-adopted = This project now uses the configuration { $name }.
file-configuration-given = The file now has the configuration { $name }.
file-newer-configuration = The file has a newer edition of the configuration, { $theirs }; this project uses { $ours }.
file-other-configuration = The file has another configuration, { $theirs }; this project uses { $ours }.
file-was-unfinished = The last writing to this file was interrupted. What was whole was used, and the rest was replaced.
nothing-new = Nothing new came.
moved = Came: { $new } new, { $changed } changed, { $deleted } deleted, { $conflicts } in conflict.
given = Went: { $new } new, { $changed } changed, { $deleted } deleted.
many-deleted = { $n ->
    [one] 1 observation was deleted by others.
   *[other] { $n } observations were deleted by others.
} See them: fieldmesh observation list --deleted. Undo: fieldmesh observation restore ID
photos-on-both = All photos and other attachments are on both.
photos-on-neither = { $n ->
    [one] 1 photo or other attachment is on neither.
   *[other] { $n } photos or other attachments are on neither.
}
data-words = Data words: { $words }
except-shards = { $n ->
    [one] Complete except one part, which one side does not accept.
   *[other] Complete except { $n } parts, which one side does not accept.
}
except-attachments = { $n ->
    [one] Complete except 1 attachment, which did not arrive whole.
   *[other] Complete except { $n } attachments, which did not arrive whole.
}

## Synchronizing over the local network

sync-this-device = { $name }  { $short }  { $words }   listening at { $address }
sync-nearby = Devices nearby
sync-looking = Looking for devices of this project …
sync-nobody =
    Nobody is found yet. Is Synchronize open on the other device, and is it on the same Wi-Fi?
    Guest networks keep devices apart: try a hotspot, or type the address with --with HOST:PORT.
    Without any network, use a sync file: fieldmesh syncfile create FILE
sync-new-here = new here
sync-other-key = NOT the device known by this name
sync-gone = gone
sync-asking = is this the device?
sync-waiting = waiting until somebody agrees there
sync-last-never = last: never
sync-last-different = last synchronized { $at }; different data
sync-other-configuration = same project, other configuration ({ $name })
sync-offered = same project, other configuration ({ $name }); asks this device to use it
sync-newer-configuration = same project, newer edition of the configuration ({ $name })
sync-older-configuration = same project, older edition of the configuration ({ $name })
sync-others = { $n ->
    [one] 1 other Fieldmesh device is near and belongs to another project.
   *[other] { $n } other Fieldmesh devices are near and belong to other projects.
}
sync-keys = A number synchronizes with that device, a with all; s stops, q leaves.
sync-keys-configuration = A number synchronizes with that device, a with all; t uses their configuration, m asks them to use mine; s stops, q leaves.
sync-question =
    All data is shared in both directions. { $name } gets your { $ours ->
        [one] 1 observation
       *[other] { $ours } observations
    }, you get its { $theirs ->
        [one] 1 observation
       *[other] { $theirs } observations
    }.
    Is this the device?  { $short } · { $words }
    The same must stand on its screen.  y yes, n no
sync-with = Synchronized with { $name }.
sync-same = { $n ->
    [one] Both hold the same observation.
   *[other] Both hold the same { $n } observations.
}
sync-broken = { $name }: { $why }
sync-not-compared = { $name } ({ $short }) was never compared with its own screen.
sync-no-discovery = Devices cannot find each other on this network; type the address with --with HOST:PORT.
sync-no-host = There is no address { $host }.
sync-not-member = { $host } does not hold the key of this project.
sync-newer = { $host } has a newer version of the program; update this one.
sync-older = { $host } has an older version of the program, which must be updated.
sync-not-this-program = Another program answers at { $host }.
sync-itself = { $host } is this device.
sync-busy = { $host } does not take calls now.
sync-unreachable = { $host } cannot be reached.

## Import, export, status

imported = { $added } added, { $present } were here already.
skipped = Feature { $number } was left out: { $reason }
exported = { $n ->
    [one] 1 observation written: { $file }
   *[other] { $n } observations written: { $file }
}
status-device = { $name }  { $short }  { $words }
status-project = Project { $name }, configuration { $configuration }
status-observations = Observations: { $live }; deleted: { $deleted }; in conflict: { $conflicted }
status-attachments = Attachments: { $present } of { $referenced } on this device, { $size }
no-peers = No other device is known yet. Synchronize with a file: fieldmesh syncfile create FILE

## What a sync file holds

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
file-visit = synchronized with { $name } on { $at }
file-whole = The file is whole.
file-unfinished = The last writing to this file was interrupted; the state before it is whole.
file-damaged = This file is damaged at byte { $at }.
file-verified = Every record and attachment in it was read and checked.

## Doctor, generate

doctor-fine = All is well: { $shards } parts and { $attachments } attachments checked.
doctor-faults = { $n ->
    [one] 1 fault found. The rest is well.
   *[other] { $n } faults found. The rest is well.
}
doctor-rebuilt = Made anew: the tables of { $n } observations.
generated = { $n } observations written in { $seconds } seconds.

## Demo

demo-begin = Two devices on this computer: Ana's laptop and Marco's laptop. Nothing leaves this computer.
demo-project = Ana starts the project { $name } and gives Marco an invite.
demo-recorded = Ana records { $ana } observations, Marco { $marco }, with { $photos } photos.
demo-found = They find each other on this computer by multicast DNS, as two laptops on one Wi-Fi would.
demo-by-address = Multicast is blocked on this computer, so Ana types the address of Marco's laptop.
demo-compared = Both compare the words on Marco's screen ({ $words }), and Ana presses Synchronize.
demo-apart = The two devices did not find each other on this computer.
demo-created = Ana writes a sync file of { $size }, and Marco synchronizes with it.
demo-back = The file is carried back, and Ana synchronizes with it.
demo-edits = Both go on: each changes and deletes some, and both write other notes for the same observation.
demo-conflict = Nothing was overwritten: the notes are “{ $first }” and “{ $second }”, until a person chooses.
demo-resolved = Ana chooses the first, and the file brings it to Marco.
demo-equal = Both hold the same { $n } observations. Data words on both: { $words }
demo-differ = The two devices do not hold the same.
demo-not-empty = { $dir } is not empty.
demo-kept = Look around: fieldmesh --data-dir { $dir } observation list
demo-next = Start your own: fieldmesh project create NAME
step = step
new = new
changed = changed
conflicts = conflicts
attachments = attachments

## Long work

stage-importing = Reading the file
stage-rebuilding = Making the tables anew
stage-receiving-attachments = Taking attachments
stage-receiving-records = Taking observations
stage-sending-attachments = Giving attachments
stage-sending-records = Giving observations
stage-verifying = Checking
stage-working = Working

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = The program made a mistake and stopped. What was saved is safe. The log is here: { $log }
hint-usage = See fieldmesh --help.

error-internal = The program made a mistake and stopped.
hint-internal = What was saved is safe; run fieldmesh doctor, and report the log if it happens again.
error-io = The disk or the system did not do what was asked.
hint-io = Check the disk or stick and try again; nothing half-done is kept.
error-no-such-file = There is no such file.
hint-no-such-file = Check the name and the folder.
error-file-exists = There is a file of that name already.
hint-file-exists = Choose another name, or move the old file away.
error-disk-full = The disk is full.
hint-disk-full = Make room, then do the same again; it continues.
error-read-only = This place cannot be written to.
hint-read-only = Choose another folder, or allow writing on the stick.
error-in-use = Another program is using it.
hint-in-use = Close the other program, or wait until it has finished.
error-damaged = The data is damaged and was not used.
hint-damaged = Nothing was changed; for data of this device run fieldmesh doctor, a sync file ask for again.
error-newer-version = This was written by a newer version of the program.
hint-newer-version = Update this program; nothing was changed.
error-no-project = This device is in no project yet.
hint-no-project = Start one with fieldmesh project create NAME, or join one with fieldmesh project join INVITE.
error-no-such-project = This device holds no such project.
hint-no-such-project = See fieldmesh project list.
error-choose-project = Several projects fit.
hint-choose-project = Name one with --project, or choose one with fieldmesh project use NAME.
error-project-exists = This device is in that project already.
hint-project-exists = Use it with fieldmesh project use NAME.
error-invalid-name = This name cannot be used.
hint-invalid-name = A name has 1 to 100 characters.
error-no-such-device = There is no such device.
hint-no-such-device = See fieldmesh peers; a name, the first 4 characters of an ID or its four words are enough.
error-choose-device = Several devices fit.
hint-choose-device = Type more of the ID, or its four words.
error-mistyped-device = The ID or the words of the device have a typing error.
hint-mistyped-device = Compare it with fieldmesh device show on that device, and type it again.
error-no-such-observation = There is no such observation.
hint-no-such-observation = See fieldmesh observation list, and --deleted for deleted ones.
error-ambiguous-id = Several begin like that.
hint-ambiguous-id = Type more of it.
error-invalid-id = This is not an id.
hint-invalid-id = Copy it from fieldmesh observation list; the first 4 characters are enough if no other begins so.
error-invalid-value = This value cannot be used.
hint-invalid-value = Nothing was changed; fieldmesh config show lists the fields, and K:=JSON writes a raw value.
error-nothing-to-do = This changes nothing.
hint-nothing-to-do = Say what to change, as in --notes TEXT or --set KEY=VALUE.
error-full = This observation has no room for more changes.
hint-full = Record a new observation in its place.
error-attachment-too-large = This file is too large to attach.
hint-attachment-too-large = Attach a smaller one; 100 MiB travel.
error-attachment-missing = The attachment is not on this device.
hint-attachment-missing = Synchronize with a device that has it.
error-not-an-invite = This is not an invite.
hint-not-an-invite = Ask for the invite again, and copy it whole.
error-not-a-configuration = This is no configuration, or it has a fault.
hint-not-a-configuration = Import a file of Mapeo (.mapeosettings), of CoMapeo (.comapeocat), or one that fieldmesh config export wrote.
error-not-for-comapeo = CoMapeo has no form for this configuration.
hint-not-for-comapeo = Nothing was written; with a name that ends in .json it is written as this program’s own file.
error-not-geojson = This is not a GeoJSON feature collection.
hint-not-geojson = Export it as GeoJSON from the program that made it.
error-not-a-sync-file = This is not a sync file of this program.
hint-not-a-sync-file = Nothing was changed; a sync file ends in .fieldmesh.
error-other-project = This belongs to another project.
hint-other-project = Nothing was changed; see fieldmesh project list, and name the right one with --project.
error-other-configuration = The other side has another configuration.
hint-other-configuration = Nothing was changed; use theirs with --use-theirs, or give yours with --give-mine.
error-copied-device = This is a copy of one device.
hint-copied-device = Make this one a device of its own with fieldmesh device renew; nothing is lost.
error-protocol = The other side answered in a way that makes no sense.
hint-protocol = Do the same again; what arrived is kept.
error-over-budget = This is larger than the program accepts.
hint-over-budget = Nothing was changed; ask who wrote it to write it again.
error-incomplete = Complete except for some parts.
hint-incomplete = The rest is safe. Do the same again; if it stays so, write a new sync file.
error-cancelled = Stopped.
hint-cancelled = Everything so far is kept; do the same again to go on.
error-nobody-found = Nobody of this project was found.
hint-nobody-found = Open Synchronize on the other device, on the same Wi-Fi; or type its address with --with HOST:PORT, or use a sync file.
error-unreachable = It cannot be reached.
hint-unreachable = Check that Synchronize is open there and that both are on the same network.
error-not-compared = Nobody has said yet that this is the device it says to be.
hint-not-compared = Compare its ID or words with its own screen, then run it on a terminal and press y, or add --yes.
error-interrupted = The other side went away before the end.
hint-interrupted = What arrived is kept; synchronize again and it continues.
