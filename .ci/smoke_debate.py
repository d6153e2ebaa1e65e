"""Debate scenarios in the real window: cutting cards, typing, a killed process, and a full disk."""

import os
import shutil
import subprocess
import time
import zipfile

from stage import check, wait_until

# Changes are saved within a second. A busy machine is given one more.
SAVED = 2.0

# A failed write is retried after five seconds.
RETRIED = 8.0


def saved_files(home, kind):
    """Returns the saved files of a kind: `layers`, `briefs` or `rounds`."""
    return sorted((home / ".local" / "share" / "parallax" / kind).glob("*.ron"))


def is_saved(home, kind, words):
    """Whether a saved file of a kind contains these words."""
    return any(words in path.read_text() for path in saved_files(home, kind))


class Debate:
    """Scenarios of the user's layer, the brief and the round."""

    def at_paragraph_5(self, when):
        self.painted(f"painted {when}")
        self.program.go_to(f"paragraph 5 {when}", "5")

    def debate(self):
        home = self.stage.home()
        program = self.start(home)
        self.at_paragraph_5("before a cut")
        program.do("what can be cut", "c", least=0.05)
        program.write("Trend")
        program.press("Return")
        program.do("the brief", "d", least=0.1)
        brief = wait_until(lambda: saved_files(home, "briefs"), SAVED + 2, "no brief was saved")[0]
        program.press("Return")
        program.write(" not range")
        time.sleep(1)
        program.kill()
        text = brief.read_text()
        check("Analytic(" in text and "Trend not range" in text, f"the brief has {text[:400]}")
        check("Card(" not in text, "a summary became a card")
        program = self.start(home)
        self.painted("after the kill")
        program.do("the brief again", "d", least=0.1)
        program.do("the brief as a whole", "ctrl+b", least=0.02)
        program.press("Tab", "Tab", "Tab", "Tab", "Tab", "Return")
        time.sleep(2)
        out = home / "sent.docx"
        program.write(str(out))
        program.press("Return")
        wait_until(out.exists, 10, "the brief was not exported as a Word file")
        with zipfile.ZipFile(out) as packed:
            styles = packed.read("word/styles.xml").decode()
            document = packed.read("word/document.xml").decode()
        check('w:val="Tag"' in styles, "the Word file has no style with the alias Tag")
        check("Trend not range" in document, "the tag is not in the Word file")
        check("a summary, not evidence" in document, "the summary is not marked as such in the Word file")
        program.close()

    def typing_killed(self):
        """Text in an annotation and in the flow is saved when the process is killed a second after the last key."""
        home = self.stage.home()
        program = self.start(home)
        self.at_paragraph_5("before an annotation")
        program.do("an annotation", "m", least=0.02)
        program.write("Ask who says so")
        time.sleep(1)
        program.kill()
        check(is_saved(home, "layers", "Ask who says so"), f"it is not saved: {saved_files(home, 'layers')}")
        program = self.start(home)
        self.painted("after the kill of an annotation")
        program.do("the brief before a round", "d", least=0.05)
        program.do("formats of rounds", "ctrl+shift+r", least=0.02)
        program.do("a round", "Return", least=0.02)
        program.do("the flow", "F6", least=0.02)
        program.write("Nobody can check it")
        time.sleep(1)
        program.kill()
        check(is_saved(home, "rounds", "Nobody can check it"), f"the flow is not saved: {saved_files(home, 'rounds')}")
        program = self.start(home)
        self.painted("after the kill of a flow")
        program.do("the brief after the kill", "d", least=0.05)
        program.do("the round after the kill", "ctrl+shift+r", least=0.02)
        program.close()

    def disk_full(self):
        """A full disk is reported, the saved file stays intact, and the text is saved once there is room."""
        home = self.stage.home()
        mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(home)]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
            print("skipped: only root can mount a small disk")
            return
        try:
            self.fill_disk(home)
        finally:
            if self.program and self.program.alive():
                self.program.kill()
            subprocess.run(["umount", "-l", str(home)], check=False)

    def fill_disk(self, home):
        program = self.start(home)
        self.at_paragraph_5("on a small disk")
        program.do("an annotation on a small disk", "m", least=0.02)
        program.write("There was room")
        wait_until(lambda: is_saved(home, "layers", "There was room"), SAVED, "the annotation is not saved")
        filler = home / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        check(shutil.disk_usage(home).free == 0, "the disk is not full")
        before = self.stage.resting()
        program.write(" and then none")
        program.changes(before, "a full disk", name="the disk is full")
        time.sleep(SAVED)
        check(program.alive(), f"the program ended: {program.output()}")
        layer = saved_files(home, "layers")[0].read_text()
        check("There was room" in layer and layer.rstrip().endswith(")"), f"the saved layer is damaged: {layer[-200:]}")
        check("and then none" not in layer, "the disk was not full")
        self.stage.picture("a full disk is reported")
        filler.unlink()
        before = self.stage.resting()
        wait_until(lambda: is_saved(home, "layers", "There was room and then none"), RETRIED, "it was not retried")
        program.changes(before, "saving again", name="there is room again")
        program.close()
