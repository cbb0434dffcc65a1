"""Kinds of meeting place: a row each of what is usual for one and whom it is for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.codes import MeetingPlaceType


@dataclass(frozen=True)
class VenueKind:
    """What is usual for a kind of meeting place."""

    words: str
    hours: float
    """Usual hours of opening a week."""
    for_parents: bool = False
    """Whether only those go there who live with a child below `clubs.small_child_age`."""


VENUES = {
    MeetingPlaceType.LIBRARY: VenueKind("the library", 40.0),
    MeetingPlaceType.CAFE: VenueKind("the café", 50.0),
    MeetingPlaceType.POOL: VenueKind("the swimming pool", 30.0),
    MeetingPlaceType.NEIGHBOURHOOD_HOUSE: VenueKind("the neighbourhood house", 20.0),
    MeetingPlaceType.PLAYGROUND: VenueKind("the playground", 40.0, for_parents=True),
    MeetingPlaceType.OPEN_NURSERY: VenueKind("the open nursery", 20.0, for_parents=True),
}
KINDS = len(VENUES)
NAMES = tuple(kind.name.lower() for kind in VENUES)
USUAL_HOURS = tuple(kind.hours for kind in VENUES.values())
FOR_PARENTS = np.array([kind.for_parents for kind in VENUES.values()])


def venue_words(name: str) -> str:
    """ "the library"."""
    return VENUES[MeetingPlaceType[name.upper()]].words
