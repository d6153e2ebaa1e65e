#!/usr/bin/python3
"""Tests the accessibility tree of the running window: rows and controls have names, and controls have actions.

Usage: accessible.py [--draw cpu|gpu] BINARY SCREENS

Needs the system's python3 with pyatspi, and starts its own message bus. The window is painted as --draw says, or as the
program chooses.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True

from accessible_copy import OwnCopy
from accessible_debate import Debate
from stage import TO_ANSWER, Failed, Stage, check, run_all, wait_until
from tree import PARAGRAPHS, PERSPECTIVES, Tree, from_button_on, named, speaker_of

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
# The overlays: heading, the key that opens it, and the role of a control that it must have.
OVERLAYS = [
    ("List of keys", "question", "push button"),
    ("All commands", "ctrl+shift+p", "entry"),
    ("Appearance", "a", "slider"),
    ("Perspectives", "v", "check box"),
    ("Sources", "i", "push button"),
]


class Accessible:
    """Checks that run in order on one program."""

    def __init__(self, stage, binary, *arguments):
        self.stage = stage
        self.tree = Tree(stage, binary, *arguments)
        self.program = self.tree.program

    def rows_are_named(self):
        """Steps to the last paragraph: each row has a name of the documented form, and its replies are in order."""
        seen, heard = {}, {}
        for step in range(PARAGRAPHS + 1):
            if step:
                before = self.stage.resting()
                self.program.press("j")
                self.program.changes(before, "j", least=0.0001, name=f"paragraph {step}")
            active = lambda: any(n.name == place(step) for n in self.tree.nodes() if n.role == "push button")
            wait_until(active, TO_ANSWER, f"after {step} times `j` no button of the status is {place(step)!r}", every=0.2)
            for name, speakers in self.tree.replies().items():
                check_row_name(name)
                orders = [PERSPECTIVES.index(speaker) for speaker in speakers]
                check(orders == sorted(orders), f"the replies of {name!r} are in the order {speakers}")
                match = re.match(r"Paragraph (\w+)", name)
                if match:
                    seen[match.group(1)] = name
                    heard.setdefault(match.group(1), set()).update(speakers)
        missing = [str(n) for n in range(1, PARAGRAPHS + 1) if str(n) not in seen]
        check(not missing, f"these paragraphs were never in the tree: {missing}")
        for number, name in seen.items():
            if " replies: " in name or " reply: " in name:
                silent = [p for p in PERSPECTIVES if p not in heard[number]]
                check(not silent, f"{name!r} has no reply of {silent} in the tree")
        self.program.press("Home")
        wait_until(lambda: self.tree.row(1), TO_ANSWER, "Home did not bring paragraph 1 back")

    def controls_are_named(self):
        named(self.tree.nodes(), "the reader")

    def check_box_hides_and_shows(self):
        three = wait_until(lambda: self.tree.row(1), TO_ANSWER, "paragraph 1 is not in the tree")
        check(", three replies: " in three and "India" in three, three)
        chip = self.tree.find("toggle button", "India", inside="-dialog")
        check(chip is not None, "no chip India")
        chip.press()
        hidden = lambda: (self.tree.row(1) or "").startswith(f"Paragraph 1 of {PARAGRAPHS}, two replies: ")
        wait_until(hidden, TO_ANSWER, f"India was not hidden: {self.tree.row(1)}")
        check("India" not in self.tree.row(1), self.tree.row(1))
        left = [node for node in self.tree.nodes() if speaker_of(node.name) == "India"]
        check(not left, f"India is hidden but still in the tree: {left}")
        self.stage.resting("India hidden")
        self.program.press("v")
        box = lambda: self.tree.find("check box", "India", inside="dialog")
        wait_until(box, TO_ANSWER, "Perspectives has no check box India").press()
        wait_until(lambda: self.tree.row(1) == three, TO_ANSWER, f"India did not come back: {self.tree.row(1)}")
        self.stage.resting("India shown")
        self.program.press("Escape")
        wait_until(lambda: not box(), TO_ANSWER, "Perspectives did not close")

    def overlays_open_by_key(self):
        # The dialog of sources needs a paragraph with replies.
        self.program.press("Home", "j")
        faults = []
        for heading, key, kind in OVERLAYS:
            # The close button is named after the overlay, whether that is a dialog or a panel.
            close = lambda: self.tree.find("push button", f"Close {heading.lower()}")
            self.program.press(key)
            wait_until(close, TO_ANSWER, f"{key} did not open {heading}", every=0.2)
            self.stage.resting(heading)
            nodes = self.tree.nodes()
            try:
                named(nodes, heading)
            except Failed as failure:
                faults.append(str(failure))
            inside = from_button_on(nodes, f"Close {heading.lower()}")
            if not any(node.role == kind for node in inside):
                faults.append(f"{heading} has no {kind}: {inside}")
            self.program.press("Escape")
            wait_until(lambda: not close(), TO_ANSWER, f"Escape did not close {heading}", every=0.2)
        check(not faults, "; ".join(faults))
        for key in ("slash", "g"):
            self.program.press(key)
            wait_until(self.in_search_field, TO_ANSWER, f"{key} did not lead to the search field", every=0.2)
            self.program.press("Escape")
            wait_until(lambda: not self.in_search_field(), TO_ANSWER, "Escape did not leave the search field", every=0.2)

    def drawing_is_changed(self):
        """Another window opens with the same place and the same dialog, and with a tree of its own."""
        self.program.press("Home", "j", "j")
        row = wait_until(lambda: self.tree.row(2), TO_ANSWER, "paragraph 2 is not in the tree")
        for choice in ("Graphics card", "Processor"):
            if not self.tree.find("push button", "Close appearance"):
                self.program.press("a")
            before = self.program.window
            button = lambda: self.tree.find("toggle button", choice) or self.tree.find("push button", choice)
            wait_until(button, TO_ANSWER, f"Appearance has no choice {choice}").press()
            # The first time, the window may be painted so already.
            time.sleep(2.0)
            self.program.window = wait_until(self.program.find_window, TO_ANSWER, f"{choice}: no window opened")
            self.stage.tool("windowactivate", "--sync", self.program.window)
            wait_until(lambda: self.tree.row(2) == row, TO_ANSWER, f"{choice}: {self.tree.row(2)!r}")
            check(self.tree.find("push button", "Close appearance"), f"{choice}: the dialog is gone")
            failed = [node for node in self.tree.nodes() if "OpenGL failed" in node.name]
            check(not failed, f"{choice}: {failed}")
            self.stage.resting(f"drawn by {choice}")
            # What is on the screen when the check begins may be drawn so already.
            changed = self.program.window != before
            check(changed or choice == "Graphics card", f"{choice}: no other window opened")
        self.program.press("Escape")

    def class_has_a_window(self):
        """The class's view opens in a window of its own, follows the presenter's, and closes alone."""
        button = lambda name: wait_until(lambda: self.tree.find("push button", name), TO_ANSWER, f"no button {name!r}")
        # With one screen the class sees the window: the presenter's view comes after a question.
        self.program.press("Home", "p", "F6")
        button("Show my view").press()
        self.program.press("ctrl+r")
        own = lambda: next((n for n in self.tree.nodes() if n.role == "radio button" and "window of its own" in n.name), None)
        wait_until(own, TO_ANSWER, "Room and screens offers no window of its own").press()
        windows = wait_until(lambda: self.windows(2), TO_ANSWER, "the class's window did not open")
        self.program.press("Escape")
        theirs = next(window for window in windows if window != self.program.window)
        self.stage.tool("windowactivate", "--sync", theirs)
        self.stage.tool("windowmove", theirs, "40", "60")
        first = self.stage.resting("the class's window")
        self.program.press("Next")
        self.program.changes(first, "the next slide in the class's window", least=0.002)
        # The other window is covered and uncovered, and made smaller and larger.
        self.stage.tool("windowsize", "--sync", theirs, "500", "400")
        self.stage.resting("the class's window made smaller")
        self.stage.tool("windowsize", "--sync", theirs, "960", "540")
        self.stage.resting("the class's window made larger")
        self.program.press("alt+F4")
        wait_until(lambda: self.windows(1), TO_ANSWER, "the class's window did not close")
        check(self.program.alive(), "the program ended with the class's window")
        self.stage.tool("windowactivate", "--sync", self.program.window)
        self.stage.resting("the class's window closed")
        self.program.press("Escape")
        button("Leave it for now").press()
        wait_until(lambda: self.tree.row(1), TO_ANSWER, "the lesson was not left")

    def windows(self, count):
        found = self.stage.tool("search", "--onlyvisible", "--pid", str(self.program.process.pid), "--name", ".").split()
        return found if len(found) == count else None

    def in_search_field(self):
        import pyatspi

        field = self.tree.find("entry", "Search the article and the replies, or go to a code")
        return field is not None and field.accessible.getState().contains(pyatspi.STATE_FOCUSED)

    def closes(self):
        self.program.close()


def place(step):
    return f"¶{step} of {PARAGRAPHS}" if step else f"{PARAGRAPHS} paragraphs"


def check_row_name(name):
    """Checks a name: `Paragraph 5 of 14, three replies: US government disputes, India qualifies, China silent`."""
    match = re.match(rf"Paragraph \w+ of {PARAGRAPHS}, (.+)$", name)
    if not match:
        check(name.startswith("The whole article: "), f"a row is named {name!r}")
        return
    rest = match.group(1)
    if rest.startswith(("a pull-quote of paragraph ", "a heading")):
        return
    replies = re.match(r"(\w+) repl(?:y|ies): (.+)$", rest)
    check(replies, f"a row is named {name!r}")
    said = replies.group(2)
    verbs = r"(?:affirms|disputes|qualifies|adds context|silent(?: on \w+ claims?)?|not applicable|not looked for yet)"
    heard = [re.search(rf"(?:^|, ){p} {verbs}(?: and {verbs})*(?=, |$)", said) for p in PERSPECTIVES]
    count = sum(found is not None for found in heard)
    check(WORDS[count] == replies.group(1), f"{count} perspectives are named in {name!r}")
    starts = [found.start() for found in heard if found]
    check(starts == sorted(starts), f"the perspectives are not in the order of the chips: {name!r}")


def turn_on_accessibility():
    """Announces a screen reader to every program on this bus."""
    command = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
    command += ["--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"]
    done = lambda: subprocess.run(command, capture_output=True, timeout=30).returncode == 0
    wait_until(done, 15, "the accessibility bus did not start", every=0.5)


def with_own_bus():
    """Runs this script again with a temporary message bus and home folder."""
    folder = tempfile.mkdtemp(prefix="parallax-ci-bus-")
    env = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder, "GSETTINGS_BACKEND": "memory"}
    env.pop("DISPLAY", None)
    env["PARALLAX_CI_BUS"] = "own"
    try:
        command = ["dbus-run-session", "--", sys.executable, *sys.argv]
        with open(Path(folder) / "bus.log", "w+") as log:
            done = subprocess.run(command, env=env, stderr=log)
            log.seek(0)
            if done.returncode:
                sys.stderr.write(log.read())
        return done.returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("Usage: "))
    parser.add_argument("--draw", choices=["cpu", "gpu"])
    parser.add_argument("binary", type=os.path.abspath)
    parser.add_argument("screens", type=Path)
    asked = parser.parse_args()
    draw = ["--draw", asked.draw] if asked.draw else []
    if os.environ.get("PARALLAX_CI_BUS") != "own":
        sys.exit(with_own_bus())
    binary, screens = asked.binary, asked.screens.resolve() / "-".join(["accessible", *draw[1:]])
    shutil.rmtree(screens, ignore_errors=True)
    turn_on_accessibility()
    with Stage(screens) as stage:
        accessible = Accessible(stage, binary, *draw)
        checks = [
            ("rows are named", accessible.rows_are_named),
            ("controls are named", accessible.controls_are_named),
            ("check box hides and shows", accessible.check_box_hides_and_shows),
            ("overlays open by key", accessible.overlays_open_by_key),
            ("drawing is changed", accessible.drawing_is_changed),
            ("the class has a window", accessible.class_has_a_window),
            ("closes", accessible.closes),
        ]
        copy = OwnCopy(stage, binary, *draw)
        checks += copy.checks() + Debate(stage, binary, *draw).checks()
        run_all("accessible", checks)


if __name__ == "__main__":
    main()
