"""The brief and a debate round through the accessibility tree: cutting a card, sending it, and the flow."""

from stage import TO_ANSWER, wait_until
from tree import Walk, named


class Debate(Walk):
    """Takes a card from the article to the flow, by keys and by the actions of the tree."""

    def checks(self):
        return [
            ("an analytic is cut", self.is_cut),
            ("the brief is named", self.brief_is_named),
            ("a round is begun", self.round_is_begun),
            ("the flow is named", self.flow_is_named),
            ("closes with a round", self.closes),
        ]

    def find(self, part):
        """Waits for a node whose name contains a text, and returns it."""
        found = lambda: next((node for node in self.tree.nodes() if part in node.name), None)
        return wait_until(found, TO_ANSWER, f"no node is named {part!r}", every=0.3)

    def is_cut(self):
        self.open()
        self.program.press("j", "c")
        self.button("Close cut a card")
        named(self.tree.nodes(), "cut")
        self.program.write("Sanctions bite")
        self.program.press("Return")
        self.find("is in the brief")

    def brief_is_named(self):
        self.program.press("d")
        self.find("Sanctions bite")
        named(self.tree.nodes(), "brief")
        self.stage.resting("brief in the tree")

    def round_is_begun(self):
        self.program.press("ctrl+shift+r")
        self.button("Policy").press()
        self.find("First affirmative constructive")
        named(self.tree.nodes(), "round")
        self.program.press("ctrl+d")
        self.find("Sanctions bite")
        self.program.press("ctrl+Return", "ctrl+shift+r")
        self.find("Choose 1: Sanctions bite")
        self.button("Start").press()
        self.button("Stop")

    def flow_is_named(self):
        self.program.press("F6")
        self.program.write("Nobody can check it")
        self.program.press("Return")
        self.find("1AC, row 1: Nobody can check it, new in 1AC")
        named(self.tree.nodes(), "flow")
        self.program.press("Right")
        self.find("Flow: Case. 1NC, row 1: empty")
        self.stage.resting("flow in the tree")
        self.program.press("F11")
        hidden = lambda: not any(node.name.startswith("Flow: ") for node in self.tree.nodes())
        wait_until(hidden, TO_ANSWER, "the flow is in the tree behind the big clocks", every=0.3)
        self.find("1AC · Aff")
        self.find("Start or stop the clock of the speech")
        self.program.press("F11")
