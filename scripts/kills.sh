#!/usr/bin/env bash
# The long run of the test that kills one of two synchronizing processes: 500 times, or as often as is asked for. Some
# 0.6 s each.
set -euo pipefail
cd "$(dirname "$0")/.."
FIELDMESH_KILLS="${1:-500}" cargo test -p fieldmesh-app --test cli -- --nocapture cut::killed
