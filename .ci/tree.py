"""The accessibility tree of the running program."""

import re
import time

from stage import TO_ANSWER, TO_PAINT, Failed, Program, check, wait_until

PERSPECTIVES = ["US government", "India", "China"]
PARAGRAPHS = 14
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


class Node:
    """A node of the tree, as of when it was read."""

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
    """The accessibility tree of a program that is started with it."""

    def __init__(self, stage, binary, *arguments):
        self.stage = stage
        self.program = Program(stage, binary, stage.home(), *arguments)
        wait_until(self.rows, TO_PAINT, "no row is in the tree", every=0.3)

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
        """Returns all nodes in reading order. Retries when the tree changes meanwhile."""
        for _ in range(5):
            check(self.program.alive(), f"the program ended: {self.program.output()}")
            found = []
            try:
                application = self.application()
                if application:
                    application.clear_cache()
                    self.collect(application, (), found)
                return found
            except Exception as error:  # The binding has no narrower type for a removed node.
                if isinstance(error, Failed):
                    raise
                time.sleep(0.3)
        raise Failed("the tree could not be read in five attempts")

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
        """Returns the name of a paragraph's row, or `None` when it is not in view."""
        start = f"Paragraph {number} of {PARAGRAPHS}"
        return next((node.name for node in self.rows() if re.match(rf"{start}\b", node.name)), None)

    def find(self, role, name, inside=None):
        """Returns the node with a role and a name, inside an ancestor with a role, or with `-role` outside of one."""
        for node in self.nodes():
            if node.role == role and node.name == name:
                roles = [parent.role for parent in node.parents]
                matches = inside is None or (inside.lstrip("-") in roles) != inside.startswith("-")
                if matches:
                    return node
        return None

    def replies(self):
        """Returns the perspectives with a reply under each row in view, in tree order."""
        speakers, current = {}, None
        for node in self.nodes():
            if node.role == "table row":
                current = node.name
                speakers[current] = []
            elif current and node.role in ("label", "push button", "toggle button"):
                speaker = speaker_of(node.name)
                if speaker and speaker not in speakers[current][-1:]:
                    speakers[current].append(speaker)
        return speakers


class Walk:
    """Checks that run in order on one program, through its tree."""

    def __init__(self, stage, binary, *always):
        self.stage = stage
        self.binary = binary
        self.always = always
        self.tree = None
        self.program = None

    def open(self, *arguments):
        self.tree = Tree(self.stage, self.binary, *self.always, *arguments)
        self.program = self.tree.program

    def button(self, name):
        return wait_until(lambda: self.tree.find("push button", name), TO_ANSWER, f"no push button {name!r}")

    def closes(self):
        self.program.close()


def speaker_of(text):
    """Returns the perspective of a reply such as `India disputes, 5in1, ...` or `Silent · India · ...`, or `None`."""
    for name in PERSPECTIVES:
        verb = r"(affirms|disputes|qualifies|adds context)"
        if re.match(rf"{name} {verb}\b", text) or re.match(rf"[^·:]+ · {name}\b", text):
            return name
        if re.search(rf"\breply of {name}$|\breplies of {name}$", text):
            return name
    return None


def from_button_on(nodes, name):
    """Returns the nodes from the last push button of a name on. An overlay begins with such a button."""
    places = [index for index, node in enumerate(nodes) if node.role == "push button" and node.name == name]
    check(places, f"no push button {name!r}")
    return nodes[places[-1] :]


def named(nodes, where):
    """Checks that every control has a name."""
    controls = [node for node in nodes if node.role in CONTROLS]
    check(len(controls) > 5, f"{where}: only {controls} in the tree")
    nameless = [repr(node) for node in controls if not node.name.strip()]
    check(not nameless, f"{where}: without a name: {nameless}")
