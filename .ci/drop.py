#!/usr/bin/python3
"""Drops a file on a window as a file manager does: the source's side of XDND, version 5.

Usage: drop.py WINDOW PATH     WINDOW is the number of an X window; exits with 1 when the window did not take it
"""

import select
import sys
import time
from pathlib import Path

from Xlib import X, Xatom, display
from Xlib.protocol import event

VERSION = 5
# How long the window may take to answer each step.
TO_ANSWER = 10.0


class Source:
    """The side of the drag that holds the file."""

    def __init__(self, target, path):
        self.display = display.Display()
        self.atom = self.display.intern_atom
        self.root = self.display.screen().root
        self.target = self.display.create_resource_object("window", target)
        self.own = self.root.create_window(-10, -10, 1, 1, 0, X.CopyFromParent)
        self.uris = (path.absolute().as_uri() + "\r\n").encode()

    def tell(self, name, *numbers):
        """Sends a client message of this name to the window."""
        data = (32, [self.own.id, *numbers] + [0] * (4 - len(numbers)))
        message = event.ClientMessage(window=self.target, client_type=self.atom(name), data=data)
        self.target.send_event(message)
        self.display.flush()

    def wait_for(self, name):
        """Hands out the file when asked, until a client message of this name comes; returns its numbers."""
        end = time.monotonic() + TO_ANSWER
        while time.monotonic() < end:
            if not self.display.pending_events():
                select.select([self.display], [], [], 0.1)
                continue
            got = self.display.next_event()
            if got.type == X.SelectionRequest:
                self.hand_out(got)
            elif got.type == X.ClientMessage and got.client_type == self.atom(name):
                return got.data[1]
        sys.exit(f"{name} did not come within {TO_ANSWER:.0f} s")

    def hand_out(self, asked):
        """Answers a request for the path."""
        known = asked.target == self.atom("text/uri-list")
        if known:
            asked.requestor.change_property(asked.property, asked.target, 8, self.uris)
        answer = event.SelectionNotify(
            time=asked.time,
            requestor=asked.requestor,
            selection=asked.selection,
            target=asked.target,
            property=asked.property if known else X.NONE,
        )
        asked.requestor.send_event(answer)
        self.display.flush()

    def drop(self):
        aware = self.target.get_full_property(self.atom("XdndAware"), Xatom.ATOM)
        if aware is None:
            sys.exit("the window does not say that files can be dropped on it")
        self.own.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        self.tell("XdndEnter", VERSION << 24, self.atom("text/uri-list"))
        size = self.target.get_geometry()
        place = self.target.translate_coords(self.root, 0, 0)
        x, y = size.width // 2 - place.x, size.height // 2 - place.y
        self.tell("XdndPosition", 0, (x << 16) | y, X.CurrentTime, self.atom("XdndActionCopy"))
        if not self.wait_for("XdndStatus")[1] & 1:
            sys.exit("the window would not take it")
        self.tell("XdndDrop", 0, X.CurrentTime)
        self.wait_for("XdndFinished")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Source(int(sys.argv[1]), Path(sys.argv[2])).drop()
