"""What all parts of a map share."""

from __future__ import annotations

from typing import NamedTuple

from bygd.maps.classes import Classes
from bygd.maps.geography import Geography
from bygd.maps.paper import Scale
from bygd.maps.values import Values

NAME, NUMBER, NEIGHBOUR = 11.0, 10.0, 9.0
"""Sizes of letters [pixel]."""
DOT = 2.2
"""Radius of the dot of a seat [pixel]."""


class Drawing(NamedTuple):
    """What all panels of a sheet share."""

    geo: Geography
    scale: Scale
    values: Values
    classes: Classes
    prefix: str = ""
    """Of the names of its shapes, where a page has several drawings."""


__all__ = ["DOT", "NAME", "NEIGHBOUR", "NUMBER", "Drawing"]
