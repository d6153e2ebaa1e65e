"""The window itself: it fits the screen, comes back as it was, and its keys work on every keyboard layout."""

import time

from stage import TO_PAINT, Program, Stage, check, wait_until

# Everything about the window is saved within a second. A busy machine is given one more.
SAVED = 2.0

# The screens of common projectors and notebooks.
SIZES = [(1280, 900), (1366, 768), (1024, 768), (800, 600)]

# Keys by their place on a US keyboard, as X numbers them.
J, C, T, F, A, SLASH = 44, 54, 28, 41, 38, 61
SHIFT, ALT, SUPER, CAPS = 50, 64, 133, 66


class Window:
    """Scenarios of the window."""

    def fits(self):
        for (width, height), percent in [*((size, 100) for size in SIZES), (SIZES[0], 200)]:
            name = f"{width}x{height} at {percent} %"
            with Stage(self.stage.screens / name.replace(" ", "-"), (width, height), decorated=True) as stage:
                home = stage.home()
                settings = home / ".config" / "parallax" / "settings.ron"
                settings.write_text(f"(\n    format: 2,\n    legend_seen: true,\n    interface_size: {percent}.0,\n)\n")
                program = Program(stage, self.binary, home, *self.draw)
                time.sleep(2)
                stage.shot("first window")
                left, top, right, bottom = program.frame()
                inside = left >= 0 and top >= 0 and right <= width and bottom <= height
                check(inside, f"on {name} the window is at {left},{top} to {right},{bottom}")
                check(bottom - top > height * 0.85, f"on {name} the window is {bottom - top} high")
                program.close()

    def comes_back(self):
        with Stage(self.stage.screens / "comes-back", decorated=True) as stage:
            home = stage.home()
            program = Program(stage, self.binary, home, *self.draw)
            time.sleep(1)
            stage.tool("windowsize", "--sync", program.window, "900", "640")
            stage.tool("windowmove", "--sync", program.window, "200", "90")
            time.sleep(SAVED)
            usual = program.frame()
            program.kill()
            program = Program(stage, self.binary, home, *self.draw)
            self.stands(program, usual, "after the kill")
            program.press("alt+F10")
            wait_until(program.is_maximized, 5, "the window was not maximized")
            time.sleep(SAVED)
            maximized = program.frame()
            program.kill()
            program = Program(stage, self.binary, home, *self.draw)
            wait_until(program.is_maximized, TO_PAINT, "it did not open maximized")
            self.stands(program, maximized, "maximized after the kill")
            stage.shot("maximized again")
            program.press("alt+F10")
            wait_until(lambda: not program.is_maximized(), 5, "the window was not restored")
            self.stands(program, usual, "restored from maximized")
            time.sleep(SAVED)
            program.close()
            program = Program(stage, self.binary, home, *self.draw)
            self.stands(program, usual, "after quitting")
            program.close()
            # A screen that is gone, such as a projector.
            memory = home / ".local" / "share" / "parallax" / "memory.ron"
            text = memory.read_text()
            x, y = usual[:2]
            moved = text.replace(f"position: ({x}.0, {y}.0)", "position: (2500.0, 90.0)")
            check(moved != text, f"no position {x}, {y} in {text}")
            memory.write_text(moved)
            program = Program(stage, self.binary, home, *self.draw)
            time.sleep(2)
            left, top, right, bottom = program.frame()
            check(left >= 0 and right <= stage.size[0], f"off the screen, from {left} to {right}")
            program.close()

    def stands(self, program, frame, when):
        """Waits until the window has this frame. A pixel may be lost to rounding."""
        near = lambda: all(abs(a - b) <= 1 for a, b in zip(program.frame(), frame))
        try:
            wait_until(near, TO_PAINT, "")
        except AssertionError:
            check(False, f"{when}, the window is at {program.frame()} and not at {frame}")
        time.sleep(0.5)
        check(near(), f"{when}, the window moved on to {program.frame()} from {frame}")

    def layouts(self):
        stage = self.stage
        program = self.start(stage.home())
        first = self.painted("before another layout")
        try:
            for layout in ("ru", "in", "pk", "ir"):
                stage.ask("setxkbmap", layout)
                time.sleep(0.5)
                self.hold(J)
                program.changes(first, f"j with the layout {layout}", least=0.003)
                if layout != "ru":
                    # The Russian layout has its own question mark elsewhere.
                    self.hold(SLASH, SHIFT)
                    stage.resting(f"list of keys with the layout {layout}")
                    program.press("Escape")
                program.press("Home")
                self.back_to(first, f"Home after {layout}")
            stage.ask("setxkbmap", "us", "-variant", "dvorak")
            time.sleep(0.5)
            self.hold(C)
            program.changes(first, "the letter j of Dvorak", least=0.003)
            program.press("Home")
            self.back_to(first, "Home after Dvorak")
            stage.ask("setxkbmap", "us")
            time.sleep(0.5)
            self.hold(CAPS)
            self.hold(J)
            program.changes(first, "j with Caps Lock", least=0.003)
            self.hold(CAPS)
            program.press("Home")
            self.back_to(first, "Home after Caps Lock")
            for modifier in (ALT, SUPER):
                for key in (F, A, J, T):
                    self.hold(key, modifier)
                time.sleep(1)
                self.back_to(first, f"letters with key {modifier}")
        finally:
            stage.ask("setxkbmap", "us")
        program.close()

    def hold(self, key, modifier=None):
        """Presses a key by its place, with another held."""
        tool = self.stage.tool
        if modifier:
            tool("keydown", str(modifier))
        tool("key", str(key))
        if modifier:
            tool("keyup", str(modifier))
        time.sleep(0.1)
