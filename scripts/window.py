"""Uses two windows of Fieldmesh by clicks and keys. See window.sh, which calls it."""

import os
import subprocess
import sys
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

warnings.filterwarnings("ignore", category=DeprecationWarning)

PROGRAM, WORK, PICTURES = sys.argv[1:4]
PATIENCE = 60
BUTTONS = ("push button", "toggle button", "page tab", "radio button", "check box", "list item", "menu item", "link")
FIELDS = ("entry", "text", "password text")


class Missing(Exception):
    """Something is not on the screen."""


class Device:
    """One laptop: a display, and the program on it."""

    def __init__(self, name, display, size, options=()):
        self.name, self.display = name, f":{display}"
        self.env = dict(os.environ, DISPLAY=self.display)
        for stray in ("WAYLAND_DISPLAY", "FIELDMESH_DATA_DIR", "FIELDMESH_LANGUAGE"):
            self.env.pop(stray, None)
        screen = f"{size[0]}x{size[1]}x24"
        quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.server = subprocess.Popen(["Xvfb", self.display, "-screen", "0", screen, "-nolisten", "tcp"], **quiet)
        until(f"the display of {name}", lambda: os.path.exists(f"/tmp/.X11-unix/X{display}"))
        at = f"0,0,{size[0]},{size[1]}"
        command = [PROGRAM, "--data-dir", f"{WORK}/{name}", "window", "--at", at, *options]
        os.makedirs(f"{WORK}/{name}", exist_ok=True)
        with open(f"{WORK}/{name}/window.json", "w", encoding="utf-8") as settings:
            # Without a desktop there is no system to take it from.
            settings.write('{"appearance": "light"}')
        self.program = subprocess.Popen(command, env=self.env)
        self.frame = None
        until(f"the window of {name}", self.find_frame)
        # There is no window manager that would give it the keyboard.
        self.x("search", "--sync", "--onlyvisible", "--name", "Fieldmesh", "windowfocus", "--sync")

    def find_frame(self):
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(number)
            if application is not None and application.get_process_id() == self.program.pid:
                self.frame = application
                return application.get_child_count() > 0
        return False

    def nodes(self):
        """Everything on the screen, top to bottom."""
        found, waiting = [], [self.frame]
        while waiting:
            node = waiting.pop()
            try:
                node.clear_cache()
                found.append((node.get_role_name(), node.get_name() or "", node))
                waiting += [node.get_child_at_index(n) for n in reversed(range(node.get_child_count()))]
            except Exception:  # It went away while it was looked at.
                pass
        return found

    def find(self, text, roles=None, contains=False):
        def fits(role, name):
            return (roles is None or role in roles) and (text in name if contains else text == name)

        return [node for role, name, node in self.nodes() if fits(role, name)]

    def says(self, text):
        return bool(self.find(text, contains=True))

    def sees(self, text, patience=PATIENCE):
        """Waits until a text is on the screen."""
        self.until(f"“{text}”", lambda: self.says(text), patience)
        print(f"{self.name}: {text}", flush=True)

    def until(self, what, ready, patience=PATIENCE):
        try:
            return until(f"{self.name}: {what}", ready, patience)
        except Missing:
            self.picture("failed", WORK)
            names = [f"  {role}: {name}" for role, name, _ in self.nodes() if name]
            raise Missing(f"{self.name}: {what} is not on the screen, but\n" + "\n".join(names)) from None

    def place(self, node):
        box = node.get_extents(Atspi.CoordType.SCREEN)
        return box.x + box.width // 2, box.y + box.height // 2

    def x(self, *command):
        subprocess.run(["xdotool", *map(str, command)], env=self.env, check=True)

    def at(self, x, y):
        self.x("mousemove", x, y, "click", 1)
        time.sleep(0.3)

    def click(self, text, roles=BUTTONS, contains=False, last=False):
        """Clicks what has this name; the last of several, such as the one in a dialog, where that is asked for."""
        def ready():
            found = self.find(text, roles, contains)
            return found and found[-1 if last else 0]

        self.at(*self.reach(lambda: self.until(f"the button “{text}”", ready)))

    def read(self):
        """Closes what was told."""
        while self.find("Close", BUTTONS):
            self.click("Close", last=True)

    def reach(self, find):
        """The place of what is found, scrolled to where it can be clicked."""
        _, height = self.size()
        for _ in range(40):
            x, y = self.place(find())
            if 4 < y < height - 20:
                break
            self.x("mousemove", x, height // 2, "click", 5 if y > height // 2 else 4)
            time.sleep(0.2)
        return x, y

    def size(self):
        box = self.frame.get_child_at_index(0).get_extents(Atspi.CoordType.SCREEN)
        return box.width, box.height

    def write(self, field, text, enter=False):
        """Types into the field of this name, in the place of what is there."""
        def typed():
            found = self.find(field, FIELDS)
            return found and Atspi.Text.get_text(found[0], 0, -1) == text

        for _ in range(5):
            self.at(*self.reach(lambda: self.until(f"the field “{field}”", lambda: self.find(field, FIELDS))[0]))
            self.x("key", "ctrl+a")
            self.x("type", "--delay", 20, "--", text)
            try:
                until(text, typed, 5)
                break
            except Missing:
                # The screen changed under the pointer: once more.
                continue
        else:
            self.until(f"“{text}” in the field “{field}”", typed)
        if enter:
            self.x("key", "Return")
        time.sleep(0.3)

    def picture(self, name, folder=PICTURES):
        """What is on the display, in at most 200 KB."""
        self.x("mousemove", *(side - 1 for side in self.size()))
        time.sleep(0.7)
        path = f"{folder}/{name}.png"
        shot = ["import", "-display", self.display, "-window", "root", "png:-"]
        small = ["convert", "png:-", "-dither", "None", "-colors", "200", "-strip", "-define", "png:compression-level=9", f"png8:{path}"]
        taken = subprocess.run(shot, check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(small, input=taken, check=True)
        if os.path.getsize(path) > 200_000:
            raise Missing(f"{path} has {os.path.getsize(path)} bytes")

    def close(self):
        for process in (self.program, self.server):
            process.terminate()
            process.wait()


def until(what, ready, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = ready()
        if value:
            return value
        time.sleep(0.2)
    raise Missing(what)


def main():
    switch_on()
    ana = Device("ana", 71, (1280, 720))
    devices = [ana]
    try:
        story(ana, devices)
    except Missing as missing:
        print(f"not as it must be: {missing}", file=sys.stderr)
        for device in devices:
            device.picture(f"failed-{device.name}", "/tmp")
        print("pictures of that: /tmp/failed-*.png", file=sys.stderr)
        return 1
    finally:
        for device in devices:
            device.close()
    print("everything was on the screens")
    return 0


def switch_on():
    """Programs tell what is on their screen only where somebody listens."""
    subprocess.run(
        ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
         "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"],
        check=True, stdout=subprocess.DEVNULL,
    )
    Atspi.init()


def story(ana, devices):
    first_start(ana)
    record(ana, "camp", "-1.48", "-77.26", "The roof is gone", photo=f"{WORK}/roof.jpg")
    invite = f"{WORK}/napo.invite"
    write_invite(ana, invite)
    marco = Device("marco", 72, (1024, 600))
    devices.append(marco)
    join(marco, invite)
    record(marco, "animal", "-1.52", "-77.31", "Tapir tracks at the salt lick")
    meet(ana, marco)
    carry(ana, marco)
    look_around(devices)


def first_start(ana):
    ana.sees("Welcome to Fieldmesh")
    ana.write("This laptop is called", "Ana's laptop")
    ana.picture("first-start")
    ana.click("Start a new project")
    ana.write("Name of the project", "Rio Napo")
    ana.click("Start the project")
    ana.sees("No observations yet.")


def record(device, search, latitude, longitude, notes, photo=None):
    device.click("Observations", contains=True)
    device.click("New observation")
    device.write("Category", search, enter=True)
    device.until("a category is chosen", lambda: device.find("Change", BUTTONS))
    device.write("Latitude", latitude)
    device.write("Longitude", longitude)
    if photo:
        subprocess.run(["convert", "-size", "640x480", "gradient:#7fb3d5-#2e5e2e", "-fill", "#8b5a2b",
                        "-draw", "polygon 180,380 180,250 320,160 460,250 460,380", photo], check=True)
        device.write("Photo or file", photo, enter=True)
        device.until("the photo is attached", lambda: device.find("Remove", BUTTONS))
        device.picture("record")
    # From the top down: what was scrolled away cannot be clicked.
    device.write("Notes", notes)
    device.click("Save")
    device.sees("Saved on this laptop.")
    device.sees(notes)


def write_invite(ana, path):
    ana.click("Project")
    ana.sees("treat it like a key")
    ana.write("File to write", path)
    ana.click("Write the file")
    until("the invite is written", lambda: os.path.exists(path))
    ana.click("Show text and QR code")
    ana.sees("The invite as a QR code")
    ana.picture("invite")
    ana.click("Hide")
    ana.read()


def join(marco, invite):
    marco.sees("Welcome to Fieldmesh")
    marco.write("This laptop is called", "Marco's laptop")
    marco.click("Join my team")
    marco.write("Invite text, or an invite file", invite)
    marco.click("Join")
    marco.sees("No observations yet.")


def meet(ana, marco):
    for device in (ana, marco):
        device.click("Synchronize", ("page tab",))
    ana.sees("Marco's laptop")
    ana.click("Synchronize with Marco's laptop")
    # Whoever presses is asked first, then the other.
    for device in (ana, marco):
        device.sees("All data is shared in both directions.")
        if device is ana:
            device.picture("question")
        device.click("Synchronize", ("push button",), last=True)
    for device in (ana, marco):
        device.sees("Both hold the same 2 observations.")
    ana.picture("both-hold-the-same")
    marco.picture("both-hold-the-same-small")
    ana.click("View what came")
    ana.sees("This came with the synchronization.")
    ana.sees("Tapir tracks at the salt lick")


def carry(ana, marco):
    """By file: from Marco to Ana, and back."""
    file = f"{WORK}/trip.fieldmesh"
    for device in (ana, marco):
        # Nothing goes over the network from here on.
        device.click("Observations", contains=True)
    record(marco, "fire", "-1.60", "-77.40", "Smoke across the river")
    marco.click("Synchronize", ("page tab",))
    marco.click("Create a sync file")
    marco.write("Name and place of the new sync file", file)
    marco.click("Create")
    marco.sees("Written and checked.")
    marco.picture("file-written")
    marco.read()
    record(ana, "house", "-1.44", "-77.20", "Two families live here now")
    ana.click("Synchronize", ("page tab",))
    synchronize_file(ana, file)
    ana.sees("and the file now hold the same 4 observations.")
    ana.sees("carry it back")
    ana.picture("file")
    synchronize_file(marco, file)
    marco.sees("and the file now hold the same 4 observations.")


def synchronize_file(device, file):
    device.click("Sync from a file")
    device.write("Sync file", file)
    device.click("Open", last=True)


def look_around(devices):
    """Sample data, light and dark, in English and Spanish, on a large screen and a small one."""
    carla = Device("carla", 73, (1280, 720))
    devices.append(carla)
    carla.click("Look around with sample data")
    carla.sees("60 observations")
    time.sleep(2)
    carla.picture("observations")
    sole = Device("sole", 74, (1024, 600), ["--language", "es"])
    devices.append(sole)
    sole.sees("Le damos la bienvenida a Fieldmesh")
    sole.picture("first-start-spanish")
    sole.click("Mirar con datos de ejemplo")
    sole.sees("60 observaciones")
    sole.click("Proyecto")
    sole.click("Idioma y apariencia")
    sole.click("Oscura")
    time.sleep(1)
    sole.click("Observaciones", contains=True)
    sole.sees("60 observaciones")
    time.sleep(2)
    sole.picture("observations-dark-spanish")
    sole.click("Sincronizar", ("page tab",))
    sole.sees("Sin red")
    sole.picture("synchronize-dark-spanish")


if __name__ == "__main__":
    sys.exit(main())
