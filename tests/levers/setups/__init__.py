"""Towns in which levers are pulled: a lever can act only where what it changes is there to be changed."""

from __future__ import annotations

from fnmatch import fnmatchcase

from tests.levers.setups.arriving import ARRIVING
from tests.levers.setups.civil import CIVIL
from tests.levers.setups.households import HOUSEHOLDS
from tests.levers.setups.labour import LABOUR
from tests.levers.setups.moves import MOVES, REFUSED
from tests.levers.setups.places import PLACES
from tests.levers.setups.town import Setup, lively_data

SETUPS = (*LABOUR, *HOUSEHOLDS, *ARRIVING, *PLACES, *CIVIL, Setup("the lively town", ("*",)))


def setup_of(path: str) -> Setup:
    """The first setup that has ``path`` among its own; for what a place has of its own, that of the region's field."""
    field = path.partition(".own.")[2] or path
    return next(each for each in SETUPS if any(fnmatchcase(field, pattern) for pattern in each.paths))


__all__ = ["MOVES", "REFUSED", "SETUPS", "Setup", "lively_data", "setup_of"]
