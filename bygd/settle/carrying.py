"""A matching carried through: learnt from runs by today's rule, and told from runs of both rules with other seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bygd.settle.effects import Effects, effects, value_of
from bygd.settle.estimating import Pooled, means_of, of_households, pooled
from bygd.settle.evaluating import CONFIRM, LEARN, Bar, Evaluator
from bygd.settle.fairness import ByEstimate, by_estimate
from bygd.settle.following import ENDING, OUTCOMES, Followed
from bygd.settle.kinds import Kind
from bygd.settle.matching import Matching, matching
from bygd.settle.region import Region, Sent
from experiments.commands.identity import model, plain
from experiments.commands.kept import Kept
from experiments.commands.run import drawn_from
from experiments.posterior import Draws
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.run import Outcome
from sim.codes import STREAMS_MOST
from sim.words import written

KIND = "settlement"
YEAR = 12
CLOSE = 0.05
"""Quotas may miss the sum of those who come by so many people a year."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Asked:
    """What is asked for."""

    region: Region
    years: int
    """Of settlement, from the first month."""
    horizon: int
    """Months after settlement at which adults are looked at."""
    weights: Mapping[str, float]
    """By outcome, of those an adult is followed for."""
    quotas: Mapping[str, float]
    """People a year by place, where they are not what today's rule comes to."""
    fair: bool
    seed: int
    pairs: int
    draws: Draws | None = None
    jobs: int = 1
    limits: Limits = NO_LIMITS
    force: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)
    """How many figures of the region's file are measured, converted and assumed, where it says so."""

    def identity(self) -> dict[str, Any]:
        """What all runs and words in the folder have in common; not the number of pairs."""
        return {
            "model": model(),
            "seed": self.seed,
            "months": self.region.base.months,
            "draws": drawn_from(self.draws),
            "years": self.years,
            "horizon": self.horizon,
            "outcomes": [f"{key}={written(weight)}" for key, weight in self.weights.items()],
            "quotas": [f"{key}={written(people)}" for key, people in self.quotas.items()],
            "fair": self.fair,
            "region": plain(self.region.base),
        }


@dataclass(frozen=True)
class Learnt:
    """What runs by today's rule say."""

    kinds: tuple[Kind, ...]
    estimates: Mapping[str, Pooled]
    """By outcome, and the value."""
    counts: Array
    """Households followed (kind, place)."""
    today: Array
    """Households a year (supply, place)."""
    quotas: Array
    """People a year (place,)."""
    value: Array
    """Of an adult (supply, place)."""


@dataclass(frozen=True)
class Answer:
    """What was found."""

    learnt: Learnt
    matched: Matching
    sent: tuple[Sent, ...]
    effects: Effects
    estimate: ByEstimate
    predicted: float
    """Gain in the value of an adult by the estimates."""
    ran: int
    seconds: float
    failed: Sequence[Outcome]


def answered(asked: Asked, folder: Path, *, bar: Bar | None = None) -> Answer:
    """Simulate what is missing in ``folder``, and match. Raises ``AllFailed`` when no run came to anything,
    ``NobodyFollowed`` where nobody was settled in time, ``NoMatching`` where quotas cannot be kept."""
    region = asked.region
    evaluator = Evaluator(
        region,
        asked.seed,
        Kept(folder, ENDING),
        asked.years * YEAR,
        asked.horizon,
        draws=asked.draws,
        jobs=asked.jobs,
        limits=asked.limits,
        bar=bar,
    )
    by_kind = region.by_kind()
    (seen,) = evaluator([(by_kind, False)], asked.pairs, LEARN, "what each place is for each kind of household")
    learnt = learn(asked, by_kind, list(seen.values()))
    adults = np.array([one.kind.adults for one in region.supplies], float)
    sizes = np.array([one.size for one in region.supplies])
    found = matching(learnt.value, adults, sizes, learnt.today, learnt.quotas, fair=asked.fair)
    if len(region.base.arrivals) + np.count_nonzero(found.households) > STREAMS_MOST:  # without a fee it is a vertex
        found = matching(learnt.value, adults, sizes, learnt.today, learnt.quotas, fair=asked.fair, worth=0.0)
    sent = sent_of(region, found.households, learnt.value)
    arms = [(sent, False), (sent, True)]
    today, other = evaluator(arms, asked.pairs, CONFIRM, "today's rule and the matched one")
    told = effects(region, sent, today, other, asked.weights, asked.years)
    return Answer(
        learnt,
        found,
        tuple(sent),
        told,
        by_estimate(learnt.value, learnt.today, found.households),
        (found.value - found.today) / float((adults[:, None] * learnt.today).sum()),
        evaluator.ran,
        evaluator.seconds,
        evaluator.failed,
    )


def learn(asked: Asked, sent: Sequence[Sent], runs: Sequence[Followed]) -> Learnt:
    """``sent``: streams told apart by kind, a supply each. Raises ``NobodyFollowed`` where nobody was followed."""
    region, places = asked.region, len(asked.region.base.places)
    kinds = tuple(dict.fromkeys(one.kind for one in region.supplies))
    kind_of = np.array([kinds.index(region.supplies[one.supply].kind) for one in sent])
    columns: dict[str, list[Array]] = {key: [] for key in ("kind", "place", *OUTCOMES, "value")}
    for run in runs:
        names = ("stream", "place", *OUTCOMES)
        held = of_households(run.of("household"), *(run.of(name) for name in names), value_of(run, asked.weights))
        held[0] = kind_of[held[0].astype(int)] if held[0].size else held[0].astype(int)
        for key, column in zip(columns, held, strict=True):
            columns[key].append(column)
    whole = {key: np.concatenate(parts) for key, parts in columns.items()}
    kind, place = whole["kind"].astype(int), whole["place"].astype(int)
    estimates, counts = {}, np.zeros((len(kinds), places))
    for key in (*OUTCOMES, "value"):
        means, counts, spread = means_of(kind, place, whole[key], (len(kinds), places))
        estimates[key] = pooled(means, counts, spread)
    people = np.sum([run.people for run in runs], axis=0).astype(float)
    today = _shares(people) * np.array([one.households for one in region.supplies])[:, None]
    sizes = np.array([one.size for one in region.supplies])
    quotas = _quotas(sizes @ today, list(region.base.places), asked.quotas)
    of_supply = [kinds.index(one.kind) for one in region.supplies]
    return Learnt(kinds, estimates, counts, today, quotas, estimates["value"].mean[of_supply])


def _shares(people: Array) -> Array:
    """Of each supply, by place; of one that no run settled anybody of, as all others."""
    whole = people.sum(axis=1, keepdims=True)
    usual = people.sum(axis=0) / people.sum()
    found: Array = np.where(whole > 0.0, people / np.maximum(whole, 1.0), usual[None, :])
    return found


def _quotas(now: Array, places: Sequence[str], wanted: Mapping[str, float]) -> Array:
    """People a year by place: as now, but for those ``wanted``; the others keep their shares of the rest."""
    given = np.array([wanted.get(place, np.nan) for place in places])
    free = np.isnan(given)
    rest = now.sum() - given[~free].sum()
    if rest < -CLOSE or (not free.any() and rest > CLOSE) or (free.any() and now[free].sum() <= 0.0 < rest):
        raise NotTheSame(f"people a year: {given[~free].sum():,.1f} in quotas for {now.sum():,.1f} who come")
    share = max(0.0, rest) / now[free].sum() if free.any() and now[free].sum() > 0.0 else 0.0
    found: Array = np.where(free, now * share, np.nan_to_num(given))
    found *= now.sum() / found.sum()
    return found


class NotTheSame(ValueError):
    """Quotas do not sum to those who come. The message says so."""


def sent_of(region: Region, households: Array, value: Array) -> list[Sent]:
    """The streams of an assignment (supply, place)."""
    places = list(region.base.places)
    best = {number: [places[p] for p in np.argsort(-row, kind="stable")] for number, row in enumerate(value)}
    cells = {
        (number, places[place]): float(households[number, place])
        for number, place in zip(*np.nonzero(households), strict=True)
    }
    return region.told_apart({(int(n), p): count for (n, p), count in cells.items()}, best)


__all__ = ["KIND", "Answer", "Asked", "Learnt", "NotTheSame", "answered", "learn", "sent_of"]
