"""Life lines: dated events that say why somebody stayed or left.

Nothing is recorded inside the processes. A :class:`Watcher` looks at a few persons after every month and
compares what it sees with what it saw the month before; what has changed is an event, and its cause is
read from the state (who told them of the club, by which channel the job came, what pushed most in the
month of leaving). People are described, never named.
"""

from __future__ import annotations

from sim.lives.life import Event, Life
from sim.lives.watcher import Watcher

__all__ = ["Event", "Life", "Watcher"]
