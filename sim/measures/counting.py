"""Taking measures down as the catalogue says: each counter once, every month or every year."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from typing import Literal

from sim.measures.catalogue import CATALOGUE, watched
from sim.measures.look import Look
from sim.measures.measure import Counter, Measure
from sim.measures.recorder import Recorder
from sim.threads import MANY, over_items
from sim.town import Town, Used

PASSES: dict[str, tuple[str, ...]] = {"month": ("tally", "homes"), "year": ("friends",)}
"""What several counters look at, found before they are asked, the longest first."""


def counters(rows: Iterable[Measure]) -> list[Counter]:
    """The functions that take these rows down, each once, in their order."""
    named = dict.fromkeys(CATALOGUE[row.of].counted if row.of else row.counted for row in rows)
    return [_found(one) for one in named if one]


@cache
def _found(counted: str | Counter) -> Counter:
    if not isinstance(counted, str):
        return counted
    module, _, name = counted.partition(":")
    counter: Counter = getattr(importlib.import_module(f"sim.measures.{module}"), name)
    return counter


def record(town: Town, recorder: Recorder, every: Literal["month", "year"]) -> None:
    """Everything monthly, or everything yearly, that the recorder is asked for, into its present month."""
    look, found = Look(town), _taken_down(every, tuple(CATALOGUE), recorder.asked)
    if town.threads == 1 or int(town.used[Used.PEOPLE]) < MANY:
        for counter in found:
            counter(look, recorder)
        return
    over_items(lambda name: getattr(look, name), PASSES[every], town.threads)
    for part in over_items(lambda counter: _by_itself(counter, look, recorder), found, town.threads):
        recorder.take_over(part)


def _by_itself(counter: Counter, look: Look, recorder: Recorder) -> Recorder:
    """What a counter takes down, in a recorder of its own: it only reads the town, so others may be at work."""
    part = recorder.beside()
    counter(look, part)
    return part


def _wanted(row: Measure, asked: frozenset[str] | None) -> bool:
    return row.taken_down and (asked is None or row.key in asked)


@cache
def _taken_down(every: Literal["month", "year"], keys: tuple[str, ...], asked: frozenset[str] | None) -> list[Counter]:
    rows = [CATALOGUE[key] for key in keys]
    return counters(row for row in rows if row.every == every and _wanted(row, asked))


def record_start(town: Town, recorder: Recorder) -> None:
    """The region before its first month: what stands, and nothing that happens in a month."""
    look = Look(town)
    rows = [row for row in CATALOGUE.values() if not row.adds_up and _wanted(row, recorder.asked)]
    for counter in counters(rows):
        counter(look, recorder)


def record_some(town: Town, recorder: Recorder, *keys: str) -> None:
    """These measures, and what is taken down along with them."""
    look = Look(town)
    for counter in counters(CATALOGUE[key] for key in keys):
        counter(look, recorder)


def count_now(look: Look, *keys: str) -> dict[str, float]:
    """These measures of the region as it stands, by key; NaN where there is nobody to count."""
    rows = [CATALOGUE[key] for key in keys]
    recorder = Recorder(list(look.town.scenario.places), only={row.source for row in rows})
    for counter in counters(rows):
        counter(look, recorder)
    values = recorder.everywhere()
    return {row.key: values.get(row.source, float("nan")) for row in rows}


def observed(town: Town) -> dict[str, float]:
    """The watched measures of the region at the end of the month just simulated."""
    return count_now(Look(town), *(row.key for row in watched()))
