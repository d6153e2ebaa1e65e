#!/usr/bin/python3
"""Tests the real window on an X server: it opens, paints, answers keys, closes, and loses no data.

Usage: smoke.py [--draw cpu|gpu] BINARY SCREENS [SCENARIO...]

Saves screenshots of every step in the folder SCREENS. The window is painted as --draw says, or as the program chooses.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

from smoke_debate import SAVED, Debate
from smoke_window import Window
from stage import HEIGHT, ROOT, TO_PAINT, Failed, Program, Stage, check, end, run_all, wait_until

EDITION = ROOT / "perspectives" / "pakistan-missile-sanctions"
TITLE = "Sanctions and missiles in South Asia"


class Smoke(Debate, Window):
    """The scenarios. Each starts with a home folder of its own."""

    def __init__(self, stage, binary, draw):
        self.stage = stage
        self.binary = binary
        self.draw = ["--draw", draw] if draw else []
        self.program = None

    def start(self, home, *arguments):
        draw = [] if "--draw" in arguments else self.draw
        self.program = Program(self.stage, self.binary, home, *draw, *arguments)
        return self.program

    def painted(self, name):
        """Waits until text is painted, and returns the screen."""
        last = [None]

        def text():
            check(self.program.alive(), f"the program ended: {self.program.output()}")
            last[0] = self.stage.picture()
            return last[0].has_dark_text_on_light()

        try:
            wait_until(text, TO_PAINT, "no dark text on a light background", every=0.2)
        except Failed:
            self.stage.picture(f"{name} FAILED")
            raise
        return self.stage.resting(name)

    def scenario(self, work):
        """Returns a scenario that ends its program even when it fails."""

        def run():
            try:
                work()
            finally:
                if self.program and self.program.alive():
                    self.program.kill()
                self.program = None

        return run

    def keys(self):
        home = self.stage.home()
        program = self.start(home)
        check(TITLE in program.title(), f"the window's title is {program.title()!r}")
        first = self.painted("first")
        walked = program.do("j three times", "j", "j", "j", before=first, least=0.01)
        program.do("list of keys", "question", before=walked, least=0.05)
        program.press("Escape")
        self.back_to(walked, "list of keys closed")
        themes, levels = [], [walked.brightness()]
        for name in ("second theme", "third theme", "fourth theme"):
            levels.append(program.do(name, "t", least=0.2).brightness())
            themes.append(wait_until(lambda: self.new_theme(home, themes), SAVED, f"{name} was not saved"))
        check(all(abs(a - b) > 2 for a, b in zip(levels, levels[1:])), f"the themes are as bright as {levels}")
        check(themes[:2] == ["Sepia", "Night"] and levels[2] < 80 < levels[1], f"themes {themes} as bright as {levels}")
        while theme(home) != "Night":
            check(len(themes) < 12, f"no theme is Night: {themes}")
            program.press("t")
            themes.append(wait_until(lambda: self.new_theme(home, themes), SAVED, "the next theme was not saved"))
        program.do("fourth perspective", "4", least=0.005)
        program.do("page down", "Next", least=0.02)
        last = program.go_to("paragraph 8", "8", least=0.05)
        program.close()
        check(theme(home) == "Night", f"settings.ron names the theme {theme(home)}")
        check(paragraph(home) == "p8", f"memory.ron names the paragraph {paragraph(home)}")
        check("pakistan-government" in shown(home), f"memory.ron names the perspectives {shown(home)}")
        self.start(home)
        self.back_to(last, "started again")
        self.program.close()

    def first_run(self):
        home = self.stage.home(first_run=True)
        program = self.start(home)
        card = self.painted("first run")
        program.do("the page is read beside the card", "Next", before=card, least=0.02)
        program.press("Home")
        self.back_to(card, "first run, back at the start")
        closed = program.do("the card closed", "Escape", before=card, least=0.02)
        check(closed.difference(card, bottom=HEIGHT // 2) < 0.005, "closing the card moved the text")
        wait_until(lambda: field(settings(home), r"\blegend_seen: (\w+)") == "true", SAVED, "the card was not saved")
        program.close()
        self.start(home)
        self.back_to(closed, "second run")
        self.program.close()

    def killed(self):
        home = self.stage.home()
        program = self.start(home)
        self.painted("before the kill")
        program.do("theme before the kill", "t", least=0.2)
        last = program.go_to("paragraph 9 before the kill", "9", least=0.05)
        time.sleep(2.0)
        program.kill()
        check(whole(settings(home)) and theme(home) == "Sepia", f"two seconds after `t`: {theme(home)}")
        check(whole(memory(home)) and paragraph(home) == "p9", f"two seconds after `g 9`: {paragraph(home)}")
        self.start(home)
        self.back_to(last, "after the kill")
        # Kill it several times, probably during a write.
        for wait in (0.0, 0.35, 0.42, 0.5, 0.8):
            self.program.press("t", "Next", "t", "j")
            time.sleep(wait)
            self.program.kill()
            check(whole(settings(home)) and whole(memory(home)), f"killed after {wait} s: a file is incomplete")
            self.start(home)
            check(not damaged(home), f"killed after {wait} s: {damaged(home)}")
            self.stage.resting()
        self.stage.picture("after five more kills")
        self.program.close()

    def damage(self):
        home = self.stage.home()
        broken = "(\n    format: 1,\n    theme: Nig"
        settings(home).parent.mkdir(parents=True, exist_ok=True)
        settings(home).write_text(broken)
        program = self.start(home)
        self.painted("settings damaged")
        aside = damaged(home)
        check(len(aside) == 1 and aside[0].name.startswith("settings.ron.damaged-"), f"set aside: {aside}")
        check(aside[0].read_text() == broken, "the damaged file was changed")
        program.do("theme after damage", "t", least=0.2)
        wait_until(lambda: theme(home) == "Sepia", SAVED, "settings.ron was not written again")
        program.close()

    def no_display(self):
        env = self.stage.environment(self.stage.home())
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"):
            env.pop(name, None)
        done = subprocess.run([self.binary], env=env, capture_output=True, text=True, timeout=30)
        lines = done.stderr.splitlines()
        check(done.returncode == 3, f"exit code {done.returncode}: {done.stderr}")
        check(len(lines) == 1 and not done.stdout, f"expected one line: {done.stdout!r} {lines}")

    def no_opengl(self):
        """Where there is no OpenGL, the processor paints, whatever was asked for."""
        home = self.stage.home()
        plain = self.start(home, "--draw", "cpu") and self.painted("painted by the processor")
        self.program.close()
        self.stage.variables = {"LIBGL_DRIVERS_PATH": "/nowhere"}
        try:
            program = self.start(home, "--draw", "gpu")
            reported = self.painted("no OpenGL")
            check(reported.difference(plain, bottom=HEIGHT // 2) < 0.001, "the page looks different without OpenGL")
            check(reported.difference(plain, top=HEIGHT // 2) > 0.005, "no message says that OpenGL failed")
            program.go_to("paragraph 5 without OpenGL", "5", least=0.05)
            program.close()
        finally:
            self.stage.variables = {}
        check(paragraph(home) == "p5", f"memory.ron names the paragraph {paragraph(home)}")

    def covered(self):
        """What another window has covered is there again, and a window that changes its size is painted whole."""
        program = self.start(self.stage.home())
        first = program.go_to("paragraph 4 before it is covered", "4", least=0.05)
        other = Program(self.stage, self.binary, self.stage.home(), *self.draw)
        try:
            is_covered = lambda: self.stage.picture().difference(first) > 0.02
            wait_until(is_covered, TO_PAINT, "the other window is not to be seen", every=0.2)
            self.stage.resting("covered by another window")
            other.close()
        finally:
            end(other.process)
        self.back_to(first, "uncovered")
        self.stage.tool("windowactivate", "--sync", program.window)
        self.stage.tool("windowminimize", "--sync", program.window)
        wait_until(lambda: self.stage.picture().difference(first) > 0.2, TO_PAINT, "the window is not minimized")
        time.sleep(1.0)
        self.stage.tool("windowactivate", "--sync", program.window)
        self.back_to(first, "restored")
        program.do("the next paragraph after the window was restored", "j", least=0.0005)
        program.close()

    def reload(self):
        home = self.stage.home()
        folder = home / "an edition"
        shutil.copytree(EDITION, folder)
        file = folder / "edition.ron"
        text = file.read_text()
        check(f'"{TITLE}"' in text, "edition.ron has another title than this test")
        program = self.start(home, folder)
        first = self.painted("edition from disk")
        # Overwrite the file in place.
        file.write_text(text.replace(f'"{TITLE}"', '"A title changed in place"'))
        second = program.changes(first, "title changed in place", least=0.002, bottom=46)
        check(second.has_dark_text_on_light(), "the text is gone")
        # Write another file and rename it, as most editors do.
        beside = folder / "edition.ron.new"
        beside.write_text(text.replace(f'"{TITLE}"', '"Quite another title by renaming the file"'))
        beside.rename(file)
        third = program.changes(second, "title changed by renaming", least=0.002, bottom=46)
        # A syntax error: the text stays, and a message says why.
        file.write_text(text[: len(text) // 2])
        broken = program.changes(third, "edition broken on disk", least=0.002, top=HEIGHT // 2)
        check(broken.difference(third, bottom=300) < 0.005, "a broken edition replaced the good one")
        file.write_text(text)
        repaired = program.changes(broken, "edition repaired on disk", least=0.002, bottom=46)
        check(repaired.difference(first, bottom=46) < 0.001, "the first title is not back")
        program.close()

    def no_such_path(self):
        program = self.start(self.stage.home())
        plain = self.painted("no path")
        program.close()
        program = self.start(self.stage.home(), self.stage.folder / "no" / "such edition")
        reported = self.painted("no such path")
        check(TITLE in program.title(), f"the window's title is {program.title()!r}")
        check(reported.difference(plain, top=HEIGHT // 2) > 0.005, "no message about the path is on the screen")
        program.close()

    def own_copy(self):
        home = self.stage.home()
        text = article()
        check(len(text) == 14, f"expected 14 paragraphs in the edition, but found {len(text)}")
        # Another paper's version: one paragraph removed, one added, one moved.
        moved = text[2:6] + text[1:2] + text[6:12] + ["Our reporter saw none of this with her own eyes."] + text[13:]
        copy = home / "from another paper.txt"
        copy.write_text("\n\n".join(text[:1] + moved) + "\n")
        program = self.start(home, copy)
        preview = self.painted("preview of a copy")
        time.sleep(1.0)
        check(not copies(home), "a copy was saved during the preview")
        beside = program.do("copy beside the notes", "Return", before=preview, least=0.1)
        wait_until(lambda: copies(home), SAVED, "the copy was not saved")
        beside = program.do("citation not given now", "Escape", before=beside, least=0.05)
        # The message would go by itself while the tray is open.
        beside = program.do("message dismissed", "Escape", before=beside, least=0.002)
        tray = program.do("tray", "l", before=beside, least=0.05)
        program.press("Escape")
        self.back_to(beside, "tray closed")
        check(tray.difference(beside) > 0.05, "the tray is not visible")
        program.do("review", "R", least=0.05)
        program.press("a")
        accepted = lambda: copies(home) and "Placed" in copies(home)[0].read_text()
        wait_until(accepted, SAVED, "what is certain was not accepted")
        program.press("Escape")
        self.back_to(beside, "review closed")
        program.close()
        check(all(whole(path) for path in copies(home)) and whole(memory(home)), "a file is incomplete")
        # Beside a named edition it is opened without a preview, and as it was left.
        program = self.start(home, copy, "--edition", EDITION)
        self.painted("copy beside a named edition")
        wait_until(lambda: TITLE in program.title(), TO_PAINT, "the edition's title is not the window's")
        program.close()
        check(len(copies(home)) == 1, f"expected one copy: {copies(home)}")
        # The same text from a file of another format, with a word processor's marks, is the same copy.
        other = home / "from a word processor.md"
        other.write_text(copy.read_text().replace("'", "’"))
        program = self.start(home, other)
        self.painted("the same text from another file")
        renamed = lambda: copies(home) and other.name in copies(home)[0].read_text()
        wait_until(renamed, TO_PAINT, "the copy was not opened from the other file")
        program.close()
        check(len(copies(home)) == 1 and "Placed" in copies(home)[0].read_text(), f"the answer is lost: {copies(home)}")

    def read_again(self):
        home = self.stage.home()
        copy = home / "mine.txt"
        copy.write_text("\n\n".join(["Read in a train."] + article()) + "\n")
        program = self.start(home, copy)
        preview = self.painted("preview of my copy")
        asked = program.do("my copy", "Return", before=preview, least=0.1)
        program.do("citation of my copy not given now", "Escape", before=asked, least=0.05)
        program.go_to("paragraph 8 of my copy", "8", least=0.05)
        # The message about the copy is not shown again after the restart.
        program.press("Escape")
        last = self.stage.resting("paragraph 8 of my copy without the message")
        time.sleep(SAVED)
        program.kill()
        copy.unlink()
        self.start(home)
        self.back_to(last, "my copy after the kill")
        self.program.close()
        self.start(home)
        self.back_to(last, "my copy after quitting")
        self.program.close()
        for path in copies(home):
            path.unlink()
        for path in (home / ".local" / "share" / "parallax" / "copies").glob("*"):
            path.unlink()
        program = self.start(home)
        shipped = self.painted("my copy is gone")
        check(TITLE in program.title() and shipped.difference(last) > 0.02, "the shipped edition is not shown")
        program.close()
        program = self.start(home)
        again = self.painted("started once more")
        check(again.difference(shipped, top=HEIGHT // 2) > 0.003, "the message came again, or never came")
        program.close()

    def lesson(self):
        home = self.stage.home()
        program = self.start(home)
        first = self.painted("before the lesson")
        row = program.go_to("paragraph 5 before projecting", "5", before=first, least=0.05)
        # With one screen, the lesson begins in the class's view, which does not change by itself.
        program.press("p")
        paragraph = self.stage.resting("the class sees the paragraph")
        check(paragraph.difference(row) > 0.05, "the class's view looks like the reader")
        # The presenter's view comes only after a question, in which Enter changes nothing.
        for answer in ("Return", "Escape"):
            program.do(f"asked before the presenter's view, then {answer}", "F6", before=paragraph, least=0.02)
            program.press(answer)
            self.back_to(paragraph, f"still the class's view after {answer}")
        revealed = program.do("a reply revealed by a clicker", "Next", before=paragraph, least=0.02)
        black = program.do("black", "b", before=revealed, least=0.2)
        check(black.brightness() < 3, f"the black screen is as bright as {black.brightness()}")
        program.press("b")
        self.back_to(revealed, "no longer black")
        program.press("x")
        self.back_to(paragraph, "the reply is covered again")
        program.press("Next")
        self.back_to(revealed, "revealed again")
        time.sleep(SAVED)
        program.kill()
        lessons = sorted((home / ".local" / "share" / "parallax" / "lessons").glob("*.ron"))
        check(len(lessons) == 1 and whole(lessons[0]), f"expected one complete lesson: {lessons}")
        program = self.start(home)
        self.painted("after the killed lesson")
        program.press("p")
        self.back_to(revealed, "the lesson goes on")
        # Leaving asks; Escape again stays, and the button beside the one that stays leaves.
        for answer in ("Escape", "Return"):
            asked = program.do(f"asked before leaving, then {answer}", "Escape", before=revealed, least=0.02)
            check(asked.difference(row) > 0.05, "the article is in view before the question is answered")
            program.press(answer)
            self.back_to(revealed, f"still in the lesson after {answer}")
        program.press("Escape", "Tab", "Return")
        self.back_to(row, "back to reading")
        program.close()

    def dropped(self):
        home = self.stage.home()
        copy = home / "a copy dropped.txt"
        copy.write_text("\n\n".join(article()) + "\n")
        folder = home / "an edition dropped"
        shutil.copytree(EDITION, folder)
        file = folder / "edition.ron"
        file.write_text(file.read_text().replace(f'"{TITLE}"', '"An edition dropped on the window"'))
        program = self.start(home)
        first = self.painted("before the drop")
        self.drop(copy)
        program.changes(first, "preview of a dropped text", least=0.1)
        check(not copies(home), "a copy was saved during the preview")
        program.do("dropped text beside the notes", "Return", least=0.1)
        wait_until(lambda: copies(home), SAVED, "the copy was not saved")
        self.drop(folder)
        there = lambda: "An edition dropped on the window" in program.title()
        wait_until(there, TO_PAINT, f"the folder was not opened: the title is {program.title()!r}")
        self.stage.resting("dropped edition")
        program.close()

    def drop(self, path):
        """Drops a file or folder on the window as a file manager does."""
        command = ["/usr/bin/python3", str(ROOT / ".ci" / "drop.py"), self.program.window, str(path)]
        done = subprocess.run(command, env=self.stage.environment(), capture_output=True, text=True, timeout=60)
        check(done.returncode == 0, f"{path.name} was not accepted: {done.stderr}")

    def back_to(self, picture, name):
        """Waits until the screen looks like an earlier picture."""
        same = lambda: self.program.alive() and self.stage.picture().difference(picture) < 0.003
        try:
            wait_until(same, TO_PAINT, f"{name}: the screen does not look like the earlier picture", every=0.3)
        except Failed as failure:
            now = self.stage.picture(f"{name} FAILED")
            raise Failed(f"{failure}: {now.difference(picture):.2%} of the pixels differ") from None
        now = self.stage.resting(name)
        check(now.difference(picture) < 0.003, f"{name}: {now.difference(picture):.2%} of the pixels differ")

    def new_theme(self, home, old):
        """Returns the saved theme if it differs from the last, or else `None`."""
        now = theme(home)
        return now if now != (old[-1] if old else "Paper") else None


def settings(home):
    return home / ".config" / "parallax" / "settings.ron"


def memory(home):
    return home / ".local" / "share" / "parallax" / "memory.ron"


def field(path, pattern):
    """Returns the first group of a pattern in a file, or `None` without a match or a file."""
    try:
        found = re.search(pattern, path.read_text(), re.S)
    except FileNotFoundError:
        return None
    return found and found.group(1)


def theme(home):
    return field(settings(home), r"\btheme: (\w+)")


def paragraph(home):
    return field(memory(home), r'"pakistan-missile-sanctions": \([^)]*?\bparagraph: "(\w+)"')


def shown(home):
    return field(memory(home), r"\bshown: \[(.*?)\]") or ""


def copies(home):
    return sorted((home / ".local" / "share" / "parallax" / "copies").glob("*.ron"))


def article():
    """Returns the paragraphs of the shipped edition."""
    text = (EDITION / "edition.ron").read_text()
    # Other fields may stand between the two, in any order: a paragraph ends before the next id.
    found = re.findall(r'\bid: "p\d+",(?:(?!\bid: ).)*?\btext: "((?:[^"\\]|\\.)*)"', text, re.S)
    return [paragraph.replace('\\"', '"') for paragraph in found]


def damaged(home):
    return sorted(path for path in home.rglob("*damaged*"))


def whole(path):
    """Whether a RON file exists and is complete: its start, its end, and balanced brackets."""
    try:
        text = path.read_text()
    except (FileNotFoundError, UnicodeDecodeError):
        return False
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    pairs = all(bare.count(a) == bare.count(b) for a, b in ("()", "[]", "{}"))
    return re.match(r"\(\n    format: \d+,", bare) and bare.endswith("\n)\n") and pairs


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("Usage: "))
    parser.add_argument("--draw", choices=["cpu", "gpu"])
    parser.add_argument("binary", type=os.path.abspath)
    parser.add_argument("screens", type=Path)
    parser.add_argument("wanted", nargs="*", metavar="scenario")
    asked = parser.parse_args()
    wanted, screens = asked.wanted, asked.screens.resolve() / (f"smoke-{asked.draw}" if asked.draw else "smoke")
    shutil.rmtree(screens, ignore_errors=True)
    with Stage(screens) as stage:
        smoke = Smoke(stage, asked.binary, asked.draw)
        scenarios = [
            ("keys", smoke.keys),
            ("first_run", smoke.first_run),
            ("killed", smoke.killed),
            ("damage", smoke.damage),
            ("no_display", smoke.no_display),
            ("no_opengl", smoke.no_opengl),
            ("covered", smoke.covered),
            ("reload", smoke.reload),
            ("no_such_path", smoke.no_such_path),
            ("own_copy", smoke.own_copy),
            ("lesson", smoke.lesson),
            ("debate", smoke.debate),
            ("typing_killed", smoke.typing_killed),
            ("disk_full", smoke.disk_full),
            ("dropped", smoke.dropped),
            ("read_again", smoke.read_again),
            ("fits", smoke.fits),
            ("comes_back", smoke.comes_back),
            ("layouts", smoke.layouts),
        ]
        run_all("window", [(n, smoke.scenario(s)) for n, s in scenarios if not wanted or n in wanted])


if __name__ == "__main__":
    main()
