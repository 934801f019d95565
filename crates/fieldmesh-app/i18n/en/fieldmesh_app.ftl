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

field = field
fields = fields
heads = heads
options = options
shard-kind = kind
type = type
version = version

## Projects, configuration, device

config-not-here = not on this device
config-other-key = This archive holds the key of another project. To start or join that one: fieldmesh project create NAME --config FILE
config-unknown = There is no file { $given }, and no configuration of this project has a fingerprint that begins so.

invite-written = Invite written: { $file }
fingerprint = fingerprint
no-projects = This device is in no project yet. Start one: fieldmesh project create NAME
project-summary =
    { $name }
      id: { $id }
      configuration: { $configuration }
project-used = Commands now mean the project { $name }.
device-summary =
    { $name }  { $short }  { $words }
    { $id }
device-compare = To compare: the other device must show the same eight characters and, in the same language, the same four words for this one, with “fieldmesh peers { $short }”.

## Observations

history-changes = changes
resolve-with = resolve with: { $command }
more-observations = { $shown } of { $total } shown; --limit shows more.
see-conflicts = Conflicts: fieldmesh observation list --conflicts
deletions-accepted = { $n ->
    [one] 1 observation is shown as deleted from now on.
   *[other] { $n } observations are shown as deleted from now on.
}
deletions-restored = { $n ->
    [one] 1 observation restored.
   *[other] { $n } observations restored.
}
no-held-deletions = No deletions wait for an answer.
see-held = See them: fieldmesh observation deletions. Leave them deleted: fieldmesh observation deletions --accept. Undo: fieldmesh observation deletions --restore
see-version = As it was: fieldmesh observation show { $id } --at VERSION. Back to it: fieldmesh observation restore { $id } --at VERSION

## What was typed

mistyped-group = Group { $group } of this ID, { $text }, has a typing error.
mistyped-length = This is not a whole ID: it has { $have } characters, an ID has 65.
mistyped-word = Word { $position }, { $word }, is not one of the words.
mistyped-word-near = Word { $position }, { $word }, is not one of the words. Spelt alike: { $near }
no-such-value = No value of { $key } that is in conflict was written by a version that begins with { $given }.
not-a-geometry = This is no point, line or polygon of GeoJSON, and no feature with one.
not-a-heading = The heading { $given } is not between 0 and 360.
not-flattened = The place is: { $shape }. --lat and --lon would leave one point of it. To replace it all the same, give the new place with --geometry, a point too.
not-keepable = { $given } does not read as KEY=VERSION.
several-devices = Several devices fit { $given }: { $devices }
unknown-device = No device of this project fits { $given }.
unknown-device-near = No device of this project fits { $given }. Spelt alike: { $devices }
not-a-language = { $given } is not one of the languages en, es, pt, fr.
not-an-assignment = { $given } does not read as KEY=VALUE.
not-json = The value of { $key } is not JSON: { $cause }
not-a-plain-value = The value of { $key } has to be a text, a number, true, false, null or a list of these.
not-a-time = { $given } is not a time; write 2026-11-22T09:30:00-05:00, or for a filter just 2026-11-22.
not-a-box = { $given } is not a box; write west,south,east,north in degrees, as in -78,-2,-77,-1.
not-in-conflict = { $key } is not in conflict in this observation.
not-yes-or-no = { $given } is neither true nor false.
no-such-attachment = No attachment of this observation begins with { $given }.
no-such-version = No version of this observation begins with { $given }.
ambiguous-hash = Several begin with { $given }.

## Sync files

file-carry-back = { $n ->
    [one] 1 of them is new for { $name }, which wrote this file: carry it back and run “fieldmesh syncfile sync” there.
   *[other] { $n } of them are new for { $name }, which wrote this file: carry it back and run “fieldmesh syncfile sync” there.
}
file-carry-on = { $n ->
    [one] 1 of them is new for { $name }, which synchronized with this file before: carry it on and run “fieldmesh syncfile sync” there.
   *[other] { $n } of them are new for { $name }, which synchronized with this file before: carry it on and run “fieldmesh syncfile sync” there.
}

## Synchronizing over the local network

sync-this-device = { $name }  { $short }  { $words }   listening at { $address }
sync-nobody =
    Nobody is found yet. Is Synchronize open on the other device, and is it on the same Wi-Fi?
    Guest networks keep devices apart: try a hotspot, or type the address with --with HOST:PORT.
    Without any network, use a sync file: fieldmesh syncfile create FILE
sync-keys = A number synchronizes with that device, a with all; s stops, q leaves.
sync-keys-configuration = A number synchronizes with that device, a with all; t uses their configuration, m asks them to use mine; s stops, q leaves.
sync-yes-no = y yes, n no
sync-no-discovery = Devices cannot find each other on this network; type the address with --with HOST:PORT.
sync-no-host = There is no address { $host }.

## Import, export, status

status-device = { $name }  { $short }  { $words }
status-project = Project { $name }, configuration { $configuration }
activity-unknown = There is no synchronization { $number }. See fieldmesh activity.
no-activity = Nothing was synchronized yet.
no-peers = No other device is known yet. Synchronize with a file: fieldmesh syncfile create FILE

## Doctor, generate

doctor-fine = All is well: { $shards } parts and { $attachments } attachments checked.
doctor-faults = { $n ->
    [one] 1 fault found. The rest is well.
   *[other] { $n } faults found. The rest is well.
}
doctor-rebuilt = Made anew: the tables of { $n } observations.
doctor-nothing-taken = Nothing was changed: every change in this file is held here already.
doctor-taken = Changes taken in: { $changes }, of them by another program: { $other }. Observations new: { $new }, changed: { $changed }, deleted: { $deleted }, in conflict: { $conflicts }.
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

## Errors and what to do next; the kinds are in docs/cli.md

error-panicked = The program made a mistake and stopped. What was saved is safe. The log is here: { $log }
hint-usage = See fieldmesh --help.

hint-internal = What was saved is safe; run fieldmesh doctor, and report the log if it happens again.
hint-io = Check the disk or stick and try again; nothing half-done is kept.
hint-no-such-file = Check the name and the folder.
hint-file-exists = Choose another name, or move the old file away.
hint-disk-full = Make room, then do the same again; it continues.
hint-read-only = Choose another folder, or allow writing on the stick.
hint-in-use = Close the other program, or wait until it has finished.
hint-damaged = Nothing was changed; for data of this device run fieldmesh doctor, a sync file ask for again.
hint-newer-version = Update this program; nothing was changed.
hint-no-display = Use the command line: fieldmesh --help lists every command.
hint-no-project = Start one with fieldmesh project create NAME, or join one with fieldmesh project join INVITE.
hint-no-such-project = See fieldmesh project list.
hint-choose-project = Name one with --project, or choose one with fieldmesh project use NAME.
hint-project-exists = Use it with fieldmesh project use NAME.
hint-invalid-name = A name has 1 to 100 characters.
hint-no-such-device = See fieldmesh peers; a name, the first 4 characters of an ID or its four words are enough.
hint-choose-device = Type more of the ID, or its four words.
hint-mistyped-device = Compare it with fieldmesh device show on that device, and type it again.
hint-no-such-observation = See fieldmesh observation list, and --deleted for deleted ones.
hint-ambiguous-id = Type more of it.
hint-invalid-id = Copy it from fieldmesh observation list; the first 4 characters are enough if no other begins so.
hint-invalid-value = Nothing was changed; fieldmesh config show lists the fields, and K:=JSON writes a raw value.
hint-nothing-to-do = Say what to change, as in --notes TEXT or --set KEY=VALUE.
hint-full = Record a new observation in its place.
hint-attachment-too-large = Attach a smaller one; 100 MiB travel.
hint-attachment-missing = Synchronize with a device that has it.
hint-not-an-invite = Ask for the invite again, and copy it whole.
hint-not-a-configuration = Import a file of Mapeo (.mapeosettings), of CoMapeo (.comapeocat), or one that fieldmesh config export wrote.
hint-not-for-comapeo = Nothing was written; with a name that ends in .json it is written as this program’s own file.
hint-not-geojson = Export it as GeoJSON from the program that made it.
hint-not-a-shard = Nothing was changed; in the other program load what fieldmesh doctor --export-shard ID wrote, and delete nothing but by deleted_at.
hint-no-such-shard = See fieldmesh doctor --export-shard, or name another project with --project.
hint-not-a-sync-file = Nothing was changed; a sync file ends in .fieldmesh.
hint-other-project = Nothing was changed; see fieldmesh project list, and name the right one with --project.
hint-other-configuration = Nothing was changed; use theirs with --use-theirs, or give yours with --give-mine.
hint-copied-device = Make this one a device of its own with fieldmesh device renew; nothing is lost.
hint-protocol = Do the same again; what arrived is kept.
hint-over-budget = Nothing was changed; ask who wrote it to write it again.
hint-incomplete = The rest is safe. Do the same again; if it stays so, write a new sync file.
hint-cancelled = Everything so far is kept; do the same again to go on.
hint-nobody-found = Open Synchronize on the other device, on the same Wi-Fi; or type its address with --with HOST:PORT, or use a sync file.
hint-unreachable = Check that Synchronize is open there and that both are on the same network.
hint-not-compared = Compare its ID or words with its own screen, then run it on a terminal and press y, or add --yes.
hint-interrupted = What arrived is kept; synchronize again and it continues.

## The window

demo-windows = Two windows: Ana’s laptop and Marco’s laptop. Open Synchronize in both. Both devices are thrown away when you close them.
window-frames = { $n } frames: half of them took { $median } ms or less, 99 of 100 took { $slow } ms or less
window-practice = { $name } (practice) · Fieldmesh
