"""How many pages may be open at once: each holds a town, which takes memory and processors."""

from __future__ import annotations

import os
import threading

from bygd.web.serving import SESSIONS, SESSIONS_VARIABLE
from sim.languages import ngettext


class Seats:
    """``most`` of them; safe for several threads at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken = 0
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether there was one; it is taken then."""
        with self._lock:
            there = self._taken < self.most
            self._taken += there
            return there

    def give_back(self) -> None:
        """One that was taken is free."""
        with self._lock:
            self._taken -= 1

    @property
    def full(self) -> str:
        """What somebody who finds none is told."""
        return ngettext(
            "This server takes one page at once, and that many are open. Close one, or come back later: a page that "
            "lost its connection is let go after three minutes. Whoever keeps the server can allow more with bygd "
            "serve --sessions.",
            "This server takes {number} pages at once, and that many are open. Close one, or come back later: a page "
            "that lost its connection is let go after three minutes. Whoever keeps the server can allow more with bygd "
            "serve --sessions.",
            self.most,
            number=self.most,
        )


SEATS = Seats(int(os.environ.get(SESSIONS_VARIABLE, SESSIONS)))
"""Those of this server."""

__all__ = ["SEATS", "Seats"]
