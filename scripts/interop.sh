#!/usr/bin/env bash
# A shard goes to the npm package `@automerge/automerge` and comes back: exported, edited by interop.mjs, taken in, shown
# as written by another program, and carried to a second device by a sync file. Skips, and says why, without Node.js or
# without the package. With a folder as argument, keeps both files of the shard there, as the tests have them.
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! type node npm >"$work/found"; then
    echo "skipped: there is no Node.js here"
    exit 0
fi
cp "$scripts/interop.mjs" "$work"
if ! (cd "$work" && npm install --no-audit --no-fund --ignore-scripts @automerge/automerge@3.5.0 >npm.log 2>&1); then
    echo "skipped: @automerge/automerge 3.5.0 cannot be installed"
    tail -n 3 "$work/npm.log"
    exit 0
fi

cargo build --quiet --manifest-path "$scripts/../Cargo.toml" -p fieldmesh-app
target=${CARGO_TARGET_DIR:-$scripts/../target}
fieldmesh() { FIELDMESH_LANGUAGE=en "$target/debug/fieldmesh" --data-dir "$work/$1" "${@:2}"; }
# A value of the JSON on standard input: an expression over `it`.
value() { node -e 'const it = JSON.parse(require("node:fs").readFileSync(0)); console.log(eval(process.argv[1]))' "$1"; }
expect() { [ "$1" = "$2" ] || { echo "expected \"$2\", found \"$1\""; exit 1; }; }

fieldmesh ana project create "Río Napo" >"$work/log"
fieldmesh ana observation add --lat -1.48 --lon -77.26 --category camp --notes "roof gone" --tag wood=oak >"$work/log"
id=$(fieldmesh ana observation list --json | value 'it[0].id')
shard=$(fieldmesh ana doctor --export-shard --json | value 'it.find((shard) => shard.kind === 0).id')
fieldmesh ana doctor --export-shard "$shard" >"$work/exported.automerge"
node "$work/interop.mjs" "$work/exported.automerge" "$work/edited.automerge"
fieldmesh ana doctor --import-shard "$work/edited.automerge" --json >"$work/taken.json"
expect "$(value '[it.changes, it.by_another_program, it.changed].join()' <"$work/taken.json")" 1,1,1
fieldmesh ana observation history "$id" | tee "$work/history"
grep -q "another program" "$work/history"

fieldmesh ana project invite "$work/napo.invite" >"$work/log"
fieldmesh marco project join "$work/napo.invite" >"$work/log"
fieldmesh ana syncfile create "$work/trip.fieldmesh" >"$work/log"
fieldmesh marco syncfile sync "$work/trip.fieldmesh" >"$work/log"
shown='[it.notes, it.tags.roof, it.tags.wood, it.editor].join("; ")'
expect "$(fieldmesh marco observation show "$id" --json | value "$shown")" "roof repaired, says another program; palm; oak; "
digest() { fieldmesh "$1" status --json | value it.records_digest; }
expect "$(digest marco)" "$(digest ana)"

if [ $# -gt 0 ]; then cp "$work/exported.automerge" "$work/edited.automerge" "$1"; fi
echo "a shard went to @automerge/automerge 3.5.0 and back, and on to a second device"
