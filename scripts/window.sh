#!/usr/bin/env bash
# The whole, at the window: two devices on a network of their own, each with a display of its own, used by clicks and
# keys alone. They start, record, invite, synchronize over the network and by a file, there and back; what must stand
# on the screens is looked for by its accessible name. Writes the pictures of docs/pictures as it goes.
#
#     scripts/window.sh [PROGRAM]      PROGRAM is target/debug/fieldmesh, which is built first, unless given
#
# Installs nothing; says what is missing. Takes a few minutes. Not part of cargo test: it needs a display server.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
need() { command -v "$1" >/dev/null || missing+=("$1 (Debian: $2)"); }
need Xvfb xvfb
need xdotool xdotool
need convert imagemagick
need import imagemagick
need dbus-run-session dbus-daemon
need gdbus libglib2.0-bin
need ip iproute2
need unshare util-linux
python=""
for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || missing+=("python3 with the accessibility bus (Debian: python3-gi gir1.2-atspi-2.0 at-spi2-core)")
if [ ${#missing[@]} -gt 0 ]; then
    printf 'missing: %s\n' "${missing[@]}" >&2
    exit 2
fi

program=${1:-}
if [ -z "$program" ]; then
    cargo build -p fieldmesh-app
    program=${CARGO_TARGET_DIR:-target}/debug/fieldmesh
fi
program=$(realpath "$program")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p docs/pictures

# A network that ends in itself: one interface whose other end nobody holds, with the address of a field laptop.
network='
set -e
ip link set lo up
ip link add wifi type veth peer name air
ip addr add 192.168.4.12/24 dev wifi
ip link set wifi up multicast on
ip link set air up
exec dbus-run-session -- "$@"
'
alone=(unshare --net)
[ "$(id -u)" = 0 ] || alone=(unshare --user --map-root-user --net)
export LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=0 LANG=C.UTF-8
"${alone[@]}" bash -c "$network" network "$python" scripts/window.py "$program" "$work" docs/pictures 2> >(grep -v '^dbus-daemon\|^SpiRegistry' >&2)
