#!/usr/bin/env bash
# The long run of the test in which somebody sits between two devices: 100,000 sessions, or as many as are asked for.
# Some 9 ms of processor time each in the dev profile.
set -euo pipefail
cd "$(dirname "$0")/.."
FIELDMESH_TAMPERED_SESSIONS="${1:-100000}" cargo test -p fieldmesh-transport --lib -- --nocapture driver::tests::tampering
