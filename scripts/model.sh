#!/usr/bin/env bash
# The long run of the model test: 10,000 cases, or as many as are asked for, with a seed that can be given. Some 0.5 s of
# processor time each in the dev profile and a fraction of it in the release profile, which this uses; on a disk in
# memory where there is one.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
FIELDMESH_MODEL_CASES="${1:-10000}" FIELDMESH_MODEL_SEED="${2:-$(date +%Y%m%d)}" \
    cargo test --release -p fieldmesh-workspace --test model -- --nocapture
