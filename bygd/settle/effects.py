"""The matched rule against today's, within pairs of runs: everybody, by group, by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from bygd.advise.best import mean_interval_of, shown
from bygd.settle.estimating import NobodyFollowed
from bygd.settle.following import IN_PLACES, OUTCOMES, Followed
from bygd.settle.kinds import FAMILIES, LEVELS, YOUTH
from bygd.settle.region import Region, Sent

Array = np.ndarray[Any, Any]
VALUE = "value"
EVERYBODY = "everybody"
FEWEST = 10
"""Adults that all runs by a rule follow in a group together below which nothing is said of it."""


class Effect(NamedTuple):
    """One number by both rules."""

    today: float
    matched: float
    values: Array
    """Differences, matched less today, within each pair that has both (pair,)."""

    @property
    def mean(self) -> float:
        return float(self.values.mean()) if self.values.size else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        return mean_interval_of(self.values) if self.values.size > 1 else (float("nan"), float("nan"))

    @property
    def better(self) -> bool:
        return shown(self.values)

    @property
    def worse(self) -> bool:
        return shown(-self.values)


class OfGroup(NamedTuple):
    """What becomes of the adults of a group."""

    dimension: str
    """Family, origin or schooling; empty for everybody."""
    group: str
    adults: float
    """Followed in a run, on average."""
    effects: Mapping[str, Effect]
    """By outcome, and the value."""


class OfPlace(NamedTuple):
    """What becomes of a place and of those settled in it."""

    place: str
    settled: Effect
    """People a year."""
    effects: Mapping[str, Effect]
    """Of the adults settled in it, by outcome, and the value."""
    whole: Mapping[str, Effect]
    """Outcomes of the whole place at the end of the run."""


class Effects(NamedTuple):
    """Of all pairs of runs."""

    pairs: int
    groups: tuple[OfGroup, ...]
    """Everybody first."""
    places: tuple[OfPlace, ...]
    net_balance: Effect

    @property
    def everybody(self) -> OfGroup:
        return self.groups[0]


def value_of(run: Followed, weights: Mapping[str, float]) -> Array:
    """The value of each adult (n,): the weighted mean of the outcomes."""
    table = np.array([run.of(key) for key in weights], np.float64).reshape(len(weights), -1)
    found: Array = np.average(table, axis=0, weights=list(weights.values()))
    return found


def effects(
    region: Region,
    sent: Sequence[Sent],
    today: Mapping[int, Followed],
    matched: Mapping[int, Followed],
    weights: Mapping[str, float],
    years: float,
) -> Effects:
    """``today``, ``matched``: what was followed by pair; ``years`` of settlement that were followed. Raises
    ``NobodyFollowed`` where that is nobody."""
    pairs = [(today[k], matched[k]) for k in sorted(set(today) & set(matched))]
    found = []
    for dimension, group, member in memberships(region, sent):
        masks = [(member(one), member(other)) for one, other in pairs]
        told = _of_adults(pairs, masks, weights)
        adults = float(np.mean([a.sum() for a, _ in masks])) if masks else 0.0
        if told and (not dimension or min(sum(m[side].sum() for m in masks) for side in (0, 1)) >= FEWEST):
            found.append(OfGroup(dimension, group, adults, told))
    if not found or found[0].group != EVERYBODY:
        raise NobodyFollowed("no household was followed to the end by both rules: more --years or --pairs show more")
    places = []
    for row, place in enumerate(region.base.places):
        settled = _effect([(a.people[:, row].sum() / years, b.people[:, row].sum() / years) for a, b in pairs])
        masks = [(a.of("place") == row, b.of("place") == row) for a, b in pairs]
        whole = {
            key: _effect([(a.places[place][key], b.places[place][key]) for a, b in pairs])
            for key in IN_PLACES
            if all(key in one.places[place] for pair in pairs for one in pair)
        }
        places.append(OfPlace(place, settled, _of_adults(pairs, masks, weights), whole))
    money = _effect([(a.net_balance, b.net_balance) for a, b in pairs])
    return Effects(len(pairs), tuple(found), tuple(places), money)


def memberships(region: Region, sent: Sequence[Sent]) -> Iterator[tuple[str, str, Any]]:
    """(dimension, group, who of a run's adults is in it)."""
    kinds = [region.supplies[one.supply].kind for one in sent]
    yield "", EVERYBODY, lambda run: np.ones(run.adults.shape[1], bool)
    for dimension, groups in (
        ("family", (*FAMILIES, YOUTH)),
        ("origin", tuple(dict.fromkeys(kind.origin for kind in kinds))),
    ):
        for group in groups:
            there = np.array([getattr(kind, dimension) == group for kind in kinds])
            if there.any():
                yield dimension, group, lambda run, there=there: there[run.of("stream")]
    for level, group in enumerate(LEVELS):
        yield "schooling", group, lambda run, level=level: run.of("schooling") == level


def _of_adults(
    pairs: Sequence[tuple[Followed, Followed]], masks: Sequence[tuple[Array, Array]], weights: Mapping[str, float]
) -> dict[str, Effect]:
    """By outcome; empty where no pair has somebody by both rules."""
    found = {}
    for key in (*OUTCOMES, VALUE):
        rows = []
        for pair, both in zip(pairs, masks, strict=True):
            if all(mask.any() for mask in both):
                columns = [value_of(run, weights) if key == VALUE else run.of(key) for run in pair]
                rows.append((float(columns[0][both[0]].mean()), float(columns[1][both[1]].mean())))
        if rows:
            found[key] = _effect(rows)
    return found


def _effect(rows: Sequence[tuple[float, float]]) -> Effect:
    table = np.array(rows, float).reshape(-1, 2)
    if not len(table):
        return Effect(float("nan"), float("nan"), np.zeros(0))
    return Effect(float(table[:, 0].mean()), float(table[:, 1].mean()), table[:, 1] - table[:, 0])


__all__ = ["EVERYBODY", "VALUE", "Effect", "Effects", "OfGroup", "OfPlace", "effects", "value_of"]
