"""How far apart places are: whether what is offered, and what comes of it, is equal in all municipalities."""

from __future__ import annotations

import math

from sim.measures.look import Look
from sim.measures.recorder import ALL, Recorder

GAPS = {
    "retained": ALL,
    "employed": "newcomers",
    "local_friends": ALL,
    "language": ALL,
    "belonging": "newcomers",
    "link": ALL,
}
"""Measures of which the gap is taken down, each by the group that stands for it."""


def record_gaps(look: Look, recorder: Recorder) -> None:
    """``gap``: the value of the place where a measure is highest less that of the place where it is lowest, by measure;
    of places where there is anybody to count, and only where there are two or more."""
    from sim.measures.catalogue import CATALOGUE
    from sim.measures.counting import counters  # these take down gaps too

    wanted = {name: group for name, group in GAPS.items() if recorder.wants("gap", name)}
    if len(recorder.places) < 2 or not wanted:
        return
    apart = Recorder(recorder.places)
    for counter in counters(CATALOGUE[name] for name in wanted):
        counter(look, apart)
    found = apart.measures()
    values: dict[str, list[float]] = {name: [] for name in wanted}
    for place, name, group, value in zip(found.place, found.measure, found.group, found.value.tolist(), strict=True):
        if place != ALL and wanted.get(name) == group and not math.isnan(value):
            values[name].append(value)
    for name, of_places in values.items():
        if len(of_places) > 1:
            recorder.add("gap", max(of_places) - min(of_places), name)
