"""Runs the program on a virtual display: an X server, a window manager, key input and screenshots.

Used by smoke.py and accessible.py. All files are in a temporary folder, which is deleted at the end.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WIDTH, HEIGHT = 1280, 900
# The height of the bar at the top of the window.
BAR = 46

# Timeouts in seconds, for a debug build with software rendering on a busy machine.
TO_PAINT = 20.0
TO_ANSWER = 10.0
TO_CLOSE = 5.0

# Grey levels that differ by no more than this count as equal, since nobody can see the difference.
NOISE = 4


class Failed(AssertionError):
    """A check that failed."""


def check(condition, what):
    """Raises `Failed` with a message unless a condition holds."""
    if not condition:
        raise Failed(what)


def wait_until(probe, seconds, what, every=0.1):
    """Calls `probe` until it returns a true value, and returns that value."""
    end = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"{what} (waited {seconds:.0f} s)")
        time.sleep(every)


class Picture:
    """A screenshot as grey levels, from 0 (black) to 255 (white)."""

    def __init__(self, levels):
        check(len(levels) == WIDTH * HEIGHT, f"expected {WIDTH * HEIGHT} pixels, but found {len(levels)}")
        self.levels = levels

    def difference(self, other, top=0, bottom=HEIGHT):
        """Returns the share of pixels that differ, in the lines from `top` to `bottom`."""
        a = self.levels[top * WIDTH : bottom * WIDTH]
        b = other.levels[top * WIDTH : bottom * WIDTH]
        if a == b:
            return 0.0
        return sum(abs(x - y) > NOISE for x, y in zip(a, b)) / len(a)

    def brightness(self):
        """Returns the mean grey level."""
        return sum(self.levels) / len(self.levels)

    def share(self, least, most):
        """Returns the share of pixels with a level in a range."""
        return sum(least <= level <= most for level in self.levels) / len(self.levels)

    def has_dark_text_on_light(self):
        """Whether most of the screen is light and some thousands of pixels are dark."""
        return self.share(200, 255) > 0.6 and self.share(0, 90) > 0.008


class Stage:
    """The X server and the window manager, as a context manager.

    With `decorated`, windows have title bars and are placed by the window manager. Pictures can be compared only at the
    usual size of the screen.
    """

    # Whether the server keeps the screen in the file `Xvfb_screen0` in the folder of the stage.
    pixels_in_file = False

    def __init__(self, screens, size=(WIDTH, HEIGHT), decorated=False):
        self.screens = Path(screens)
        self.size = size
        self.config = HERE / ("openbox-decorated.xml" if decorated else "openbox.xml")
        self.screens.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix="parallax-ci-"))
        self.children = []
        self.homes = 0
        self.shots = 0
        self.display = None
        # Variables that programs get beside the usual ones.
        self.variables = {}

    def __enter__(self):
        try:
            self.start_server()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            end(child)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_server(self):
        readable, writable = os.pipe()
        width, height = self.size
        size = f"{width}x{height}x24"
        # The server chooses a free display and writes its number.
        command = ["Xvfb", "-displayfd", str(writable), "-screen", "0", size, "+extension", "GLX"]
        command += ["-nolisten", "tcp", "-noreset"]
        if self.pixels_in_file:
            command += ["-fbdir", str(self.folder)]
        self.spawn(command, self.log("xvfb"), pass_fds=(writable,))
        os.close(writable)
        with os.fdopen(readable) as pipe:
            number = pipe.readline().strip()
        check(number.isdigit(), f"Xvfb did not start: {self.log('xvfb').read_text()}")
        self.display = f":{number}"
        self.spawn(["openbox", "--sm-disable", "--config-file", str(self.config)], self.log("openbox"))
        ready = lambda: "_NET_SUPPORTING_WM_CHECK(WINDOW)" in self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
        wait_until(ready, 15, "openbox did not start")
        # Move the pointer away from controls that change under it.
        self.tool("mousemove", str(width - 1), str(height - 1))

    def log(self, name):
        return self.folder / f"{name}.log"

    def environment(self, home=None):
        """Returns the environment of a program: of the user's variables only PATH, LANG and the message bus."""
        inherited = ("PATH", "LANG", "DBUS_SESSION_BUS_ADDRESS")
        env = {name: os.environ[name] for name in inherited if name in os.environ}
        env["LIBGL_ALWAYS_SOFTWARE"] = "1"
        if self.display:
            env["DISPLAY"] = self.display
        home = Path(home or self.folder)
        env["HOME"] = str(home)
        env["XDG_CONFIG_HOME"] = str(home / ".config")
        env["XDG_DATA_HOME"] = str(home / ".local/share")
        env["XDG_STATE_HOME"] = str(home / ".local/state")
        env["XDG_CACHE_HOME"] = str(home / ".cache")
        runtime = home / "run"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        env["XDG_RUNTIME_DIR"] = str(runtime)
        return env | self.variables

    def spawn(self, command, log, **more):
        more.setdefault("env", self.environment())
        with open(log, "wb") as out:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **more)
        self.children.append(child)
        return child

    def ask(self, *command):
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=30)
        return done.stdout

    def tool(self, *arguments):
        return self.ask("xdotool", *arguments)

    def home(self, first_run=False):
        """Creates a home folder: empty for a first run, or else with the card of the first run closed."""
        self.homes += 1
        home = self.folder / f"home-{self.homes}"
        home.mkdir()
        if not first_run:
            settings = home / ".config" / "parallax" / "settings.ron"
            settings.parent.mkdir(parents=True)
            settings.write_text("(\n    format: 2,\n    legend_seen: true,\n)\n")
        return home

    def picture(self, name=None):
        """Takes a screenshot. With a name, it is also saved in the folder of screenshots."""
        if name:
            self.shots += 1
            path = self.shot(f"{self.shots:02}-{name}")
            command = ["convert", str(path), "-colorspace", "Gray", "-depth", "8", "gray:-"]
        else:
            command = ["import", "-silent", "-window", "root", "-colorspace", "Gray", "-depth", "8", "gray:-"]
        done = subprocess.run(command, env=self.environment(), capture_output=True, timeout=30)
        check(done.returncode == 0, f"no screenshot could be taken: {done.stderr.decode(errors='replace')}")
        return Picture(done.stdout)

    def shot(self, name):
        """Saves a screenshot in the folder of screenshots, and returns its path."""
        path = self.screens / f"{name.replace(' ', '-')}.png"
        self.ask("import", "-silent", "-window", "root", str(path))
        check(path.exists(), "no screenshot could be taken")
        return path

    def resting(self, name=None, seconds=TO_ANSWER):
        """Waits until two screenshots in a row are equal, and returns the last."""
        last = [self.picture()]

        def same():
            now = self.picture()
            before, last[0] = last[0], now
            # A blinking text cursor is ignored.
            return now.difference(before) < 0.0003

        wait_until(same, seconds, "the screen does not stop changing", every=0.25)
        return self.picture(name) if name else last[0]


class Program:
    """The running program with its window."""

    def __init__(self, stage, binary, home, *arguments):
        self.stage = stage
        self.home = Path(home)
        self.log = stage.folder / f"program-{len(stage.children)}.log"
        # Not through a shell, so that the lists of windows and processes show the program itself.
        self.process = stage.spawn([str(binary), *map(str, arguments)], self.log, env=stage.environment(home))
        self.window = wait_until(self.find_window, TO_PAINT, "no window opened")
        # The window manager focuses a new window; this makes sure of it.
        stage.tool("windowactivate", "--sync", self.window)

    def find_window(self):
        check(self.process.poll() is None, f"the program ended with {self.process.returncode}: {self.output()}")
        found = self.stage.tool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", ".").split()
        return found[0] if found else None

    def output(self):
        return self.log.read_text(errors="replace").strip()

    def frame(self):
        """Returns the left, top, right and bottom edge of the window with its decorations."""
        info = self.stage.ask("xwininfo", "-id", self.window)
        number = lambda name: int(re.search(rf"{name}: +(-?\d+)", info).group(1))
        x, y = number("Absolute upper-left X"), number("Absolute upper-left Y")
        width, height = number("Width"), number("Height")
        extents = self.stage.ask("xprop", "-id", self.window, "_NET_FRAME_EXTENTS")
        found = re.search(r"= (\d+), (\d+), (\d+), (\d+)", extents)
        left, right, top, bottom = map(int, found.groups()) if found else (0, 0, 0, 0)
        return x - left, y - top, x + width + right, y + height + bottom

    def is_maximized(self):
        return "MAXIMIZED_VERT" in self.stage.ask("xprop", "-id", self.window, "_NET_WM_STATE")

    def title(self):
        return self.stage.tool("getwindowname", self.window).strip()

    def alive(self):
        return self.process.poll() is None

    def press(self, *keys):
        """Presses keys in turn."""
        for key in keys:
            self.stage.tool("key", "--clearmodifiers", key)
            time.sleep(0.05)

    def write(self, text):
        self.stage.tool("type", "--clearmodifiers", "--delay", "40", text)

    def changes(self, before, what, least=0.0005, name=None, top=0, bottom=HEIGHT):
        """Waits until the screen differs from an earlier picture and stops changing; returns the new picture."""
        differs = lambda: self.alive() and self.stage.picture().difference(before, top, bottom) > least
        try:
            wait_until(differs, TO_ANSWER, f"{what} changed nothing on the screen", every=0.2)
        except Failed:
            self.stage.picture(f"{name or what} FAILED")
            check(self.alive(), f"{what}: the program ended with {self.process.returncode}: {self.output()}")
            raise
        return self.stage.resting(name or what)

    def do(self, what, *keys, **more):
        """Presses keys and waits until the screen has changed."""
        before = more.pop("before", None) or self.stage.resting()
        self.press(*keys)
        return self.changes(before, what, **more)

    def go_to(self, what, code, **more):
        """Goes to a code by the search field in the bar. The rest of the screen does not change while it is typed."""
        before = more.pop("before", None) or self.stage.resting()
        self.do(f"field for {what}", "g", before=before, least=0.01, bottom=BAR)
        self.write(code)
        self.do(what, "Return", before=before, **more)
        # The place is marked for two seconds.
        time.sleep(3.0)
        return self.stage.resting(f"{what} unmarked")

    def close(self):
        """Closes the window with Alt+F4. The program must exit with 0 in time."""
        self.press("alt+F4")
        try:
            code = self.process.wait(TO_CLOSE)
        except subprocess.TimeoutExpired:
            self.stage.picture("not closed FAILED")
            raise Failed(f"Alt+F4 did not close the program within {TO_CLOSE:.0f} s") from None
        check(code == 0, f"the program closed with exit code {code}: {self.output()}")

    def kill(self):
        """Kills the program, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def end(child):
    """Ends a child process."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def run_all(title, scenarios):
    """Runs every scenario, prints its result, and exits with 1 if one failed."""
    failed = []
    for name, scenario in scenarios:
        began = time.monotonic()
        try:
            scenario()
            word = "ok"
        except Exception as error:  # The other scenarios run whatever goes wrong in this one.
            failed.append(name)
            word = f"FAILED: {error}" if isinstance(error, Failed) else f"FAILED: {error!r}"
        print(f"  {name}: {word} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{title}: {len(scenarios) - len(failed)} of {len(scenarios)} passed", flush=True)
    sys.exit(1 if failed else 0)
