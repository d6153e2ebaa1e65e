#!/usr/bin/python3
"""The running window as a screen reader finds it: every row said, every control named, pressed by its action.

Usage: accessible.py BINARY SCREENS     needs the system's python3 with pyatspi; starts a message bus of its own
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True

from stage import TO_ANSWER, TO_PAINT, Failed, Program, Stage, check, run_all, wait_until

PERSPECTIVES = ["US government", "India", "China"]
PARAGRAPHS = 14
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "entry",
    "password text",
    "slider",
    "spin button",
    "link",
    "combo box",
    "menu item",
}
# What opens over the text: its heading, the key that opens it, and a kind of control it must have.
OVERLAYS = [
    ("List of keys", "question", "push button"),
    ("All commands", "ctrl+shift+p", "entry"),
    ("Appearance", "a", "slider"),
    ("Perspectives", "v", "check box"),
    ("Search", "slash", "entry"),
    ("Go to a code", "g", "entry"),
    ("Sources", "i", "push button"),
]


class Node:
    """A node of the tree as it was when it was read."""

    def __init__(self, accessible, parents):
        self.accessible = accessible
        self.role = accessible.getRoleName()
        self.name = accessible.name or ""
        self.parents = parents

    def press(self):
        actions = self.accessible.queryAction()
        check(actions.nActions > 0, f"{self.role} {self.name!r} has no action")
        actions.doAction(0)

    def __repr__(self):
        return f"{self.role} {self.name[:60]!r}"


class Tree:
    """The tree of the running program."""

    def __init__(self, stage, binary):
        self.stage = stage
        self.program = Program(stage, binary, stage.home())
        wait_until(self.rows, TO_PAINT, "no row came into the tree", every=0.3)

    def application(self):
        import pyatspi

        desktop = pyatspi.Registry.getDesktop(0)
        desktop.clear_cache()
        for index in range(desktop.childCount):
            child = desktop.getChildAtIndex(index)
            if child and child.get_process_id() == self.program.process.pid:
                return child
        return None

    def nodes(self):
        """All nodes in the order they are read; read again when the tree changed meanwhile."""
        for _ in range(5):
            check(self.program.alive(), f"the program ended: {self.program.said()}")
            found = []
            try:
                application = self.application()
                if application:
                    application.clear_cache()
                    self.collect(application, (), found)
                return found
            except Exception as error:  # The binding has no narrower type for a node that went away.
                if isinstance(error, Failed):
                    raise
                time.sleep(0.3)
        raise Failed("the tree could not be read five times over")

    def collect(self, accessible, parents, found):
        node = Node(accessible, parents)
        found.append(node)
        for index in range(accessible.childCount):
            child = accessible.getChildAtIndex(index)
            if child:
                self.collect(child, (*parents, node), found)

    def rows(self):
        return [node for node in self.nodes() if node.role == "table row"]

    def row(self, number):
        """The name of a paragraph's row; none when it is not in view."""
        start = f"Paragraph {number} of {PARAGRAPHS}"
        return next((node.name for node in self.rows() if re.match(rf"{start}\b", node.name)), None)

    def find(self, role, name, inside=None):
        """A node by role and name; `inside` a role one of its parents must have, or must not with a minus."""
        for node in self.nodes():
            if node.role == role and node.name == name:
                roles = [parent.role for parent in node.parents]
                wanted = inside is None or (inside.lstrip("-") in roles) != inside.startswith("-")
                if wanted:
                    return node
        return None

    def replies(self):
        """Of each row in view: who is heard under it, in the order of the tree."""
        heard, current = {}, None
        for node in self.nodes():
            if node.role == "table row":
                current = node.name
                heard[current] = []
            elif current and node.role in ("label", "push button"):
                speaker = speaker_of(node.name)
                if speaker and speaker not in heard[current][-1:]:
                    heard[current].append(speaker)
        return heard


def speaker_of(text):
    """Whose reply a text is: `India disputes, 5in1, ...`, `Silent · India · ...`; none for what is no reply."""
    for name in PERSPECTIVES:
        verb = r"(affirms|disputes|qualifies|adds context)"
        if re.match(rf"{name} {verb}\b", text) or re.match(rf"[^·:]+ · {name}\b", text):
            return name
        if re.search(rf"\breply of {name}$|\breplies of {name}$", text):
            return name
    return None


class Accessible:
    """The checks, in order, on one running program."""

    def __init__(self, stage, binary):
        self.stage = stage
        self.tree = Tree(stage, binary)
        self.program = self.tree.program

    def rows_are_said(self):
        """Walks to the last paragraph: each row has a name in the promised form, replies stand in order."""
        seen, heard = {}, {}
        for step in range(PARAGRAPHS + 1):
            if step:
                before = self.stage.resting()
                self.program.press("j")
                self.program.changes(before, "j", least=0.0001, name=f"paragraph {step}")
            active = lambda: any(n.name == place(step) for n in self.tree.nodes() if n.role == "label")
            wait_until(active, TO_ANSWER, f"after {step} times `j` nothing says {place(step)!r}", every=0.2)
            for name, speakers in self.tree.replies().items():
                check_row_name(name)
                orders = [PERSPECTIVES.index(speaker) for speaker in speakers]
                check(orders == sorted(orders), f"the replies of {name!r} are in the order {speakers}")
                match = re.match(r"Paragraph (\w+)", name)
                if match:
                    seen[match.group(1)] = name
                    heard.setdefault(match.group(1), set()).update(speakers)
        missing = [str(n) for n in range(1, PARAGRAPHS + 1) if str(n) not in seen]
        check(not missing, f"these paragraphs never came into the tree: {missing}")
        for number, name in seen.items():
            if " replies: " in name or " reply: " in name:
                silent = [p for p in PERSPECTIVES if p not in heard[number]]
                check(not silent, f"{name!r} has no text of {silent} in the tree")
        self.program.press("Home")
        wait_until(lambda: self.tree.row(1), TO_ANSWER, "Home did not bring paragraph 1 back")

    def controls_are_named(self):
        named(self.tree.nodes(), "over the text nothing is open")

    def check_box_hides_and_shows(self):
        three = wait_until(lambda: self.tree.row(1), TO_ANSWER, "paragraph 1 is not in the tree")
        check(", three replies: " in three and "India" in three, three)
        chip = self.tree.find("check box", "India", inside="-dialog")
        check(chip is not None, "no check box India")
        chip.press()
        hidden = lambda: (self.tree.row(1) or "").startswith(f"Paragraph 1 of {PARAGRAPHS}, two replies: ")
        wait_until(hidden, TO_ANSWER, f"India was not hidden: {self.tree.row(1)}")
        check("India" not in self.tree.row(1), self.tree.row(1))
        left = [node for node in self.tree.nodes() if speaker_of(node.name) == "India"]
        check(not left, f"hidden, and still in the tree: {left}")
        self.stage.resting("India hidden by its action")
        self.program.press("v")
        box = lambda: self.tree.find("check box", "India", inside="dialog")
        wait_until(box, TO_ANSWER, "Perspectives has no check box India").press()
        wait_until(lambda: self.tree.row(1) == three, TO_ANSWER, f"India did not come back: {self.tree.row(1)}")
        self.stage.resting("India shown by its action")
        self.program.press("Escape")
        wait_until(lambda: not box(), TO_ANSWER, "Perspectives did not close")

    def overlays_open_by_key(self):
        # A paragraph with replies, for the sources.
        self.program.press("Home", "j")
        faults = []
        for heading, key, kind in OVERLAYS:
            # The close button has the overlay's name, whatever kind of window it is.
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

    def closes(self):
        self.program.close()


def place(step):
    return f"¶{step} of {PARAGRAPHS}" if step else f"{PARAGRAPHS} paragraphs"


def from_button_on(nodes, name):
    """A push button of a name, which overlays begin with, and all that is read after it."""
    places = [index for index, node in enumerate(nodes) if node.role == "push button" and node.name == name]
    check(places, f"no push button {name!r}")
    return nodes[places[-1] :]


def check_row_name(name):
    """`Paragraph 5 of 14, three replies: US government disputes, India qualifies, China silent` and its kin."""
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
    verbs = r"(?:affirms|disputes|qualifies|adds context|silent|not applicable|not looked for yet)"
    heard = [re.search(rf"(?:^|, ){p} {verbs}(?: and {verbs})*(?=, |$)", said) for p in PERSPECTIVES]
    count = sum(found is not None for found in heard)
    check(WORDS[count] == replies.group(1), f"{count} perspectives are named in {name!r}")
    starts = [found.start() for found in heard if found]
    check(starts == sorted(starts), f"not in the order of the chips: {name!r}")


def named(nodes, where):
    """Every control has a name."""
    controls = [node for node in nodes if node.role in CONTROLS]
    check(len(controls) > 5, f"{where}: only {controls} in the tree")
    nameless = [repr(node) for node in controls if not node.name.strip()]
    check(not nameless, f"{where}: without a name: {nameless}")


def turn_on_accessibility():
    """Says to every program on this bus that a screen reader is there."""
    command = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
    command += ["--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"]
    done = lambda: subprocess.run(command, capture_output=True, timeout=30).returncode == 0
    wait_until(done, 15, "the accessibility bus did not start", every=0.5)


def with_own_bus():
    """Runs this file again on a message bus and in a home of its own, which end with it."""
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
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    if os.environ.get("PARALLAX_CI_BUS") != "own":
        sys.exit(with_own_bus())
    binary, screens = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve() / "accessible"
    shutil.rmtree(screens, ignore_errors=True)
    turn_on_accessibility()
    with Stage(screens) as stage:
        accessible = Accessible(stage, binary)
        checks = [
            ("rows are said", accessible.rows_are_said),
            ("controls are named", accessible.controls_are_named),
            ("check box hides and shows", accessible.check_box_hides_and_shows),
            ("overlays open by key", accessible.overlays_open_by_key),
            ("closes", accessible.closes),
        ]
        run_all("accessible", checks)


if __name__ == "__main__":
    main()
