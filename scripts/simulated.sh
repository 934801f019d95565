#!/usr/bin/env bash
# The long run of the simulated network: 500 seeds, or as many as are asked for, from the first one that is given. Some
# 0.6 s of processor time each in the dev profile, on all cores; no files and no network.
set -euo pipefail
cd "$(dirname "$0")/.."
FIELDMESH_SIM_SEEDS="${1:-500}" FIELDMESH_SIM_FIRST="${2:-1}" \
    cargo test -p fieldmesh-sync --test simulated -- --nocapture
