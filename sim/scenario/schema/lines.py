"""Lines of public transport between places: where they run, how long they take, what they cost."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.funding import Payer
from sim.scenario.schema.kinds import Key, Line, Minutes

LINES = ("buses",)
"""Fields of the scenario that map keys to :class:`LineSettings`: what else runs by a timetable gets a field there
and its name here."""
COST = "in: cost_per_month, paid by the line's payer"


class LineSettings(Section):
    """One line: the places where it stops, the minutes between them, its cost and who pays. It runs both ways and
    takes everybody; a lever at `active` opens or closes it."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    active: bool = parameter(True, unit="switch", source="a lever", paid=COST)
    """Off: as if the line were not in the file."""
    between: Annotated[tuple[Key, ...], Field(min_length=2, max_length=100)] = parameter(
        unit="names", refers="places", source="scenario", structural=True
    )
    """Keys of the places where it stops, in order."""
    minutes: Annotated[tuple[Minutes, ...], Field(max_length=99)] = parameter(
        (), unit="minute", source="scenario", paid="nothing: faster lines cost what cost_per_month says"
    )
    """Minutes from each stop to the next, one fewer than there are stops; where none are given `times_by_car`
    times the minutes by car."""
    times_by_car: float = parameter(
        1.5, unit="1", ge=0.1, le=10, source="assumed", paid="nothing: faster lines cost what cost_per_month says"
    )
    """How many times as long as by car it takes between stops where `minutes` are not given."""
    waiting: float = parameter(
        10.0,
        unit="minute",
        ge=0,
        le=240,
        source="assumed",
        paid="nothing: more departures cost what cost_per_month says",
    )
    """Added to every ride: to the stop, waiting, and from the stop. More departures make it shorter."""
    cost_per_month: float = parameter(0.0, unit="SEK/month", ge=0, le=1e8, source="scenario", paid=COST)
    """What it costs to run it, used or not, fares taken off."""
    payer: Payer = parameter("region", unit="choice", source="scenario", structural=True)
    """Who pays."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        legs = len(self.between) - 1
        if self.minutes and len(self.minutes) != legs:
            raise ValueError(
                f"minutes: found {len(self.minutes)} for {legs + 1} stops; give {legs}, one from each stop to the "
                "next, or none"
            )
        for stop, after in pairwise(self.between):
            if stop == after:
                raise ValueError(f"between: {stop!r} follows itself; name each stop once, in order")
        return self
