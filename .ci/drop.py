#!/usr/bin/python3
"""Drops a file on a window as a file manager does, as the source of XDND version 5.

Usage: drop.py WINDOW PATH     WINDOW is the id of an X window; exits with 1 when the window does not accept the drop
"""

import select
import sys
import time
from pathlib import Path

from Xlib import X, Xatom, display
from Xlib.protocol import event

VERSION = 5
# The timeout of each step in seconds.
TO_ANSWER = 10.0


class Source:
    """The source of the drag."""

    def __init__(self, target, path):
        self.display = display.Display()
        self.atom = self.display.intern_atom
        self.root = self.display.screen().root
        self.target = self.display.create_resource_object("window", target)
        self.window = self.root.create_window(-10, -10, 1, 1, 0, X.CopyFromParent)
        self.uris = (path.absolute().as_uri() + "\r\n").encode()

    def send(self, name, *numbers):
        """Sends a client message to the window."""
        data = (32, [self.window.id, *numbers] + [0] * (4 - len(numbers)))
        message = event.ClientMessage(window=self.target, client_type=self.atom(name), data=data)
        self.target.send_event(message)
        self.display.flush()

    def wait_for(self, name):
        """Waits for a client message and returns its data; answers requests for the path meanwhile."""
        end = time.monotonic() + TO_ANSWER
        while time.monotonic() < end:
            if not self.display.pending_events():
                select.select([self.display], [], [], 0.1)
                continue
            received = self.display.next_event()
            if received.type == X.SelectionRequest:
                self.send_path(received)
            elif received.type == X.ClientMessage and received.client_type == self.atom(name):
                return received.data[1]
        sys.exit(f"{name} was not received within {TO_ANSWER:.0f} s")

    def send_path(self, request):
        """Answers a request for the path."""
        known = request.target == self.atom("text/uri-list")
        if known:
            request.requestor.change_property(request.property, request.target, 8, self.uris)
        answer = event.SelectionNotify(
            time=request.time,
            requestor=request.requestor,
            selection=request.selection,
            target=request.target,
            property=request.property if known else X.NONE,
        )
        request.requestor.send_event(answer)
        self.display.flush()

    def drop(self):
        aware = self.target.get_full_property(self.atom("XdndAware"), Xatom.ATOM)
        if aware is None:
            sys.exit("the window does not accept drops")
        self.window.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        self.send("XdndEnter", VERSION << 24, self.atom("text/uri-list"))
        size = self.target.get_geometry()
        place = self.target.translate_coords(self.root, 0, 0)
        x, y = size.width // 2 - place.x, size.height // 2 - place.y
        self.send("XdndPosition", 0, (x << 16) | y, X.CurrentTime, self.atom("XdndActionCopy"))
        if not self.wait_for("XdndStatus")[1] & 1:
            sys.exit("the window rejected the file")
        self.send("XdndDrop", 0, X.CurrentTime)
        self.wait_for("XdndFinished")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Source(int(sys.argv[1]), Path(sys.argv[2])).drop()
