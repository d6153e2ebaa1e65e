"""A reader's copy through the accessibility tree: preview, review, and the tray of notes without a place."""

import re
import time

from smoke import article
from stage import TO_ANSWER, check, wait_until
from tree import Walk, from_button_on, named


class OwnCopy(Walk):
    """Previews, reviews and corrects a reader's copy through the accessibility tree."""

    def checks(self):
        return [
            ("a copy is previewed", self.is_previewed),
            ("words are chosen", self.words_are_chosen),
            ("the tray is named", self.tray_is_named),
            ("closes with a copy", self.closes),
        ]

    def open_preview(self):
        text = article()
        # Slightly reworded, and without one paragraph.
        reworded = [paragraph.replace(" the ", " ") for paragraph in text[:5] + text[6:]]
        copy = self.stage.folder / "copy.txt"
        copy.write_text("\n\n".join(reworded) + "\n")
        self.open(copy)

    def words(self):
        """Returns the node in which words are chosen."""
        return next((node for node in self.tree.nodes() if node.name.startswith("Words of ¶")), None)

    def certain(self):
        """Returns the number of certain places from the label that counts them, or `None` without that list."""
        found = (re.search(r"(\d+) places are certain", n.name) for n in self.tree.nodes() if n.role == "label")
        return next((int(match.group(1)) for match in found if match), None)

    def is_previewed(self):
        self.open_preview()
        read = self.button("Read it with these notes")
        named(self.tree.nodes(), "preview")
        read.press()
        later = self.button("Not now")
        named(self.tree.nodes(), "question about the citation")
        later.press()
        doubt = lambda: any(
            n.role == "push button" and re.search("the words it answers .*: review$", n.name)
            for n in self.tree.nodes()
        )
        self.program.press("j", "j")
        wait_until(doubt, TO_ANSWER, "no note says that its words have changed", every=0.3)

    def words_are_chosen(self):
        self.program.press("R")
        accept = self.button("Accept all that are certain (a)")
        before = self.certain()
        check(before and before > 1, f"the review lists {before} places")
        named(self.tree.nodes(), "list of the review")
        rows = [node for node in from_button_on(self.tree.nodes(), accept.name)[1:] if "button" in node.role]
        check(rows, "the list has no rows")
        rows[0].press()
        wait_until(self.words, TO_ANSWER, "the row offers no words to choose from")
        words = self.words()
        check(" Choose other words" in words.name, words.name)
        named(self.tree.nodes(), "review")
        check(words.accessible.queryComponent().grabFocus(), "the words cannot be focused")
        time.sleep(0.5)
        self.program.press("Right", "shift+Right")
        chosen = lambda: re.search(r" Chosen: “\S+ \S+”$", self.words().name)
        wait_until(chosen, TO_ANSWER, f"the name does not say that two words are chosen: {self.words().name!r}")
        self.stage.resting("words chosen")
        self.button("The words I chose (a)").press()
        fewer = lambda: self.certain() and self.certain() < before
        wait_until(fewer, TO_ANSWER, f"still {self.certain()} places in the list, as before: {before}")
        self.program.press("Escape")

    def tray_is_named(self):
        self.program.press("l")
        self.button("Close notes without a place")
        nodes = from_button_on(self.tree.nodes(), "Close notes without a place")
        named(nodes, "tray")
        number = [node for node in nodes if node.name.startswith("Paragraph of your copy") and node.role != "label"]
        check(number, f"no field for the paragraph: {nodes}")
        links = [node for node in nodes if re.match(r"Put those of ¶\d+ at ¶\d+, chosen above", node.name)]
        check(links, "no link button")
        self.stage.resting("tray")
        links[0].press()
        gone = lambda: not any(n.name == links[0].name for n in self.tree.nodes())
        wait_until(gone, TO_ANSWER, f"{links[0].name} did nothing")
        self.program.press("Escape")
