"""A screen without a monitor, and the real program on it: an X server, a window manager, keys and pictures.

Used by smoke.py and accessible.py. Everything lives in a temporary folder and ends with it.
"""

import os
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

# The program runs as a debug build with software rendering, perhaps on a busy machine.
TO_PAINT = 20.0
TO_ANSWER = 10.0
TO_CLOSE = 5.0

# Grey levels that differ by more than this are different; less is not seen.
NOISE = 4


class Failed(AssertionError):
    """A check that did not hold."""


def check(holds, what):
    """Fails with a sentence unless something holds."""
    if not holds:
        raise Failed(what)


def wait_until(probe, seconds, what, every=0.1):
    """Calls `probe` until it returns something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"{what} (waited {seconds:.0f} s)")
        time.sleep(every)


class Picture:
    """The screen as levels of grey, 0 black to 255 white."""

    def __init__(self, levels):
        check(len(levels) == WIDTH * HEIGHT, f"a picture of {len(levels)} pixels")
        self.levels = levels

    def difference(self, other, top=0, bottom=HEIGHT):
        """The share of pixels that differ, between two lines of the screen."""
        a = self.levels[top * WIDTH : bottom * WIDTH]
        b = other.levels[top * WIDTH : bottom * WIDTH]
        if a == b:
            return 0.0
        return sum(abs(x - y) > NOISE for x, y in zip(a, b)) / len(a)

    def brightness(self):
        """The mean level, 0 to 255."""
        return sum(self.levels) / len(self.levels)

    def share(self, least, most):
        """The share of pixels with a level in a range."""
        return sum(least <= level <= most for level in self.levels) / len(self.levels)

    def has_dark_text_on_light(self):
        """Much light ground, and some thousands of dark pixels."""
        return self.share(200, 255) > 0.6 and self.share(0, 90) > 0.008


class Stage:
    """The X server and the window manager; a context manager."""

    def __init__(self, screens):
        self.screens = Path(screens)
        self.screens.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix="parallax-ci-"))
        self.children = []
        self.homes = 0
        self.shots = 0
        self.display = None

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
        size = f"{WIDTH}x{HEIGHT}x24"
        # The server chooses a free display and writes its number.
        command = ["Xvfb", "-displayfd", str(writable), "-screen", "0", size, "+extension", "GLX"]
        command += ["-nolisten", "tcp", "-noreset"]
        self.spawn(command, self.log("xvfb"), pass_fds=(writable,))
        os.close(writable)
        with os.fdopen(readable) as pipe:
            number = pipe.readline().strip()
        check(number.isdigit(), f"Xvfb did not start: {self.log('xvfb').read_text()}")
        self.display = f":{number}"
        self.spawn(["openbox", "--sm-disable", "--config-file", str(HERE / "openbox.xml")], self.log("openbox"))
        ready = lambda: "_NET_SUPPORTING_WM_CHECK(WINDOW)" in self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
        wait_until(ready, 15, "openbox did not start")
        # Away from everything that lights up under the pointer.
        self.tool("mousemove", str(WIDTH - 1), str(HEIGHT - 1))

    def log(self, name):
        return self.folder / f"{name}.log"

    def environment(self, home=None):
        """What a program sees: nothing of the user's but the path."""
        kept = ("PATH", "LANG", "DBUS_SESSION_BUS_ADDRESS")
        env = {name: os.environ[name] for name in kept if name in os.environ}
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
        return env

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

    def home(self):
        """A new and empty home."""
        self.homes += 1
        home = self.folder / f"home-{self.homes}"
        home.mkdir()
        return home

    def picture(self, name=None):
        """The screen now; with a name, also kept for people to look at."""
        if name:
            self.shots += 1
            path = self.screens / f"{self.shots:02}-{name.replace(' ', '-')}.png"
            self.ask("import", "-silent", "-window", "root", str(path))
            check(path.exists(), "no picture could be taken")
            command = ["convert", str(path), "-colorspace", "Gray", "-depth", "8", "gray:-"]
        else:
            command = ["import", "-silent", "-window", "root", "-colorspace", "Gray", "-depth", "8", "gray:-"]
        done = subprocess.run(command, env=self.environment(), capture_output=True, timeout=30)
        check(done.returncode == 0, f"no picture could be taken: {done.stderr.decode(errors='replace')}")
        return Picture(done.stdout)

    def resting(self, name=None, seconds=TO_ANSWER):
        """The screen once it has come to rest: two pictures in a row are the same."""
        last = [self.picture()]

        def same():
            now = self.picture()
            before, last[0] = last[0], now
            # A text cursor may blink.
            return now.difference(before) < 0.0003

        wait_until(same, seconds, "the picture does not come to rest", every=0.25)
        return self.picture(name) if name else last[0]


class Program:
    """The running program with its window."""

    def __init__(self, stage, binary, home, *arguments):
        self.stage = stage
        self.home = Path(home)
        self.log = stage.folder / f"program-{len(stage.children)}.log"
        # By name, so that the system's list of windows and processes shows the program itself.
        self.process = stage.spawn([str(binary), *map(str, arguments)], self.log, env=stage.environment(home))
        self.window = wait_until(self.find_window, TO_PAINT, "no window opened")
        # Focus is given by the window manager; asking again makes it sure.
        stage.tool("windowactivate", "--sync", self.window)

    def find_window(self):
        check(self.process.poll() is None, f"the program ended with {self.process.returncode}: {self.said()}")
        found = self.stage.tool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", ".").split()
        return found[0] if found else None

    def said(self):
        return self.log.read_text(errors="replace").strip()

    def title(self):
        return self.stage.tool("getwindowname", self.window).strip()

    def alive(self):
        return self.process.poll() is None

    def press(self, *keys):
        """Presses keys one after the other."""
        for key in keys:
            self.stage.tool("key", "--clearmodifiers", key)
            time.sleep(0.05)

    def write(self, text):
        self.stage.tool("type", "--clearmodifiers", "--delay", "40", text)

    def changes(self, before, what, least=0.0005, name=None, top=0, bottom=HEIGHT):
        """Waits until the screen differs from an earlier picture and rests; returns how it then looks."""
        differs = lambda: self.alive() and self.stage.picture().difference(before, top, bottom) > least
        try:
            wait_until(differs, TO_ANSWER, f"{what} changed nothing on the screen", every=0.2)
        except Failed:
            self.stage.picture(f"{name or what} FAILED")
            check(self.alive(), f"{what}: the program ended with {self.process.returncode}: {self.said()}")
            raise
        return self.stage.resting(name or what)

    def do(self, what, *keys, **more):
        """Presses keys and waits until the screen has changed."""
        before = more.pop("before", None) or self.stage.resting()
        self.press(*keys)
        return self.changes(before, what, **more)

    def close(self):
        """Closes the window as people do; the program must end well and soon."""
        self.press("alt+F4")
        try:
            code = self.process.wait(TO_CLOSE)
        except subprocess.TimeoutExpired:
            self.stage.picture("not closed FAILED")
            raise Failed(f"Alt+F4 did not close the program within {TO_CLOSE:.0f} s") from None
        check(code == 0, f"the program closed with exit code {code}: {self.said()}")

    def kill(self):
        """Ends the program as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def end(child):
    """Ends a process that this one started."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def run_all(title, scenarios):
    """Runs every scenario, says how each went, and exits with 1 if one failed."""
    failed = []
    for name, scenario in scenarios:
        began = time.monotonic()
        try:
            scenario()
            word = "ok"
        except Exception as error:  # Whatever goes wrong, the others are still worth running.
            failed.append(name)
            word = f"FAILED: {error}" if isinstance(error, Failed) else f"FAILED: {error!r}"
        print(f"  {name}: {word} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{title}: {len(scenarios) - len(failed)} of {len(scenarios)} hold", flush=True)
    sys.exit(1 if failed else 0)
