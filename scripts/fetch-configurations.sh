#!/usr/bin/env bash
# Fetches CoMapeo's validator of categories and the configurations that its makers publish into the folder
# `configurations`, which git ignores: the configurations are CC-BY-NC-4.0 and are no part of this repository. Tests
# that use them say so when they skip.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p configurations
npm install --prefix configurations --no-audit --no-fund --ignore-scripts \
    comapeocat mapeo-default-settings @mapeo/default-config @comapeo/default-categories
