"""The choice among the best of the search, and its confirmation, each with random draws that nothing was chosen by.

The best of many estimates is in part the luckiest (winner's curse). So the finalists of the search are simulated again
with other seeds; there measures that are not shown to add anything are taken out again, one after the other; and what
is left is simulated once more with seeds of its own, after which nothing is chosen: these are the numbers told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bygd.advise.best import Against, among_best, front, mean_interval_of, shown
from bygd.advise.lacks import said
from bygd.advise.mixes import NOTHING, Array, Mix, Problem, Sample, without
from bygd.advise.searching import Found, Say, steps
from sim.languages import _, localised

CHOICE, CONFIRM = 1, 2
"""Families of seeds: of the choice, and the first of the confirmations."""
FINALISTS = 3
BESIDE = 6
"""Other mixes that are confirmed with the advised one, besides parts of it."""
MOST_TURNED_DOWN = 24
"""Mixes that looked good and turned out not to be had; then no other is tried."""
ROUNDS = 6
"""Confirmations that may show another mix to be better than the one they confirm; the next one then confirms that."""
WORTH = 0.02
"""What adds less than this, in standard deviations between runs, is not bought, however surely it is above 0."""
Goals = Callable[[Sample], Sequence[float]]
"""What the front is of, besides money; of each more is better."""


def its_value(sample: Sample) -> list[float]:
    return [sample.mean]


@dataclass(frozen=True)
class Advice:
    """What is advised, and what was simulated beside it with the same random draws."""

    advised: Sample
    confirmed: tuple[Sample, ...]
    """All mixes of the confirmation, the advised one among them, the best first."""
    against: tuple[Against, ...]
    """Each against the best of the others."""
    front: tuple[Sample, ...]
    """Those that no other beats in money and value, the cheapest first."""
    not_shown: dict[str, float] = field(default_factory=dict)
    """Candidates that were in the best mix of the search and were not shown to add anything there: what they added."""
    turned_down: tuple[tuple[Mix, str], ...] = ()
    """Mixes that looked best until they were simulated again, and why they are not advised."""
    family: int = CONFIRM
    """Of seeds, of the confirmation."""

    @property
    def among_best(self) -> list[Sample]:
        """Feasible mixes that cannot be told from the best."""
        return [one for one, place in zip(self.confirmed, self.against, strict=True) if place.among_best]

    @property
    def interval(self) -> tuple[float, float]:
        """Of the advised mix's value."""
        return mean_interval_of(self.advised.value)


def choose(
    problem: Problem,
    found: Found,
    pairs: int,
    say: Say | None = None,
    goals: Goals = its_value,
    more: Sequence[Mix] = (),
) -> Advice:
    """The advice. ``pairs``: of runs of every mix, in the choice and in the confirmation; ``goals`` and money make the
    front; ``more``: mixes to confirm besides."""
    seen, left = _Seen(problem, pairs, CHOICE), _Left(problem, found, steps(pairs)[-1])
    family, dropped = CONFIRM, dict[str, float]()
    pick: Mix | None = None
    while True:
        if pick is None:
            if say is not None:
                say(_("the choice among the best, with other random draws"))
            pick, dropped = _chosen(problem, seen, left)
        if say is not None:
            say(_("the confirmation, with random draws that nothing was chosen by"))
        beside = [*_beside(problem, found, pick, left.mixes()), *more]
        beside = [mix for mix in dict.fromkeys(beside) if mix not in {*left.turned_down, pick}]
        samples = problem.evaluate([pick, *beside], pairs, family)
        advised, others = samples[0], [one for one in samples[1:] if problem.allowed(one)]
        better = _better(advised, others) if family - CONFIRM < ROUNDS else None
        if pick and not problem.allowed(advised):
            left.turn_down(advised)
            pick = None
        elif better is not None:  # these draws have chosen it by now: others tell what it brings
            pick, dropped = _pruned(_Seen(problem, pairs, family), better, left)
        else:
            break
        family += 1
    confirmed = sorted([advised, *others], key=lambda one: (-one.mean, one.total, one.mix))
    places = front([one.total for one in confirmed], [goals(one) for one in confirmed])
    on_front = sorted((confirmed[place] for place in places), key=lambda one: one.total)
    return Advice(advised, tuple(confirmed), tuple(among_best(confirmed)), tuple(on_front), dropped, left.why(), family)


class _Left:
    """Mixes of the search that may still be chosen, the best first, and those that turned out not to be had."""

    def __init__(self, problem: Problem, found: Found, pairs: int) -> None:
        full, fewer = found.ranked(problem, pairs), found.ranked(problem)
        self.problem, self.ranked = problem, list({one.mix: one for one in [*full, *fewer]}.values())
        self.spent = {one.mix: problem.budget.most(one) for one in self.ranked}
        self.turned_down: dict[Mix, str] = {}
        self.grown = 1.0
        """What mixes spent at most with other random draws, for each krona they spent at most in the search. One that
        would be over the budget by as much is passed over: the best of the search are those that use all of it."""

    def mixes(self) -> list[Mix]:
        if len(self.turned_down) >= MOST_TURNED_DOWN:
            return []
        there = [mix for mix in self.spent if mix not in self.turned_down]
        return [mix for mix in there if self.spent[mix] * self.grown <= self.problem.budget.amount]

    def least(self) -> Mix:
        """What must be bought whatever it brings; nothing where that cannot be had."""
        first = self.ranked[0].mix if self.ranked else NOTHING
        fixed = tuple(one for one in first if one.candidate in self.problem.fixed)
        return NOTHING if fixed in self.turned_down else fixed

    def turn_down(self, sample: Sample) -> None:
        """What a sample with other random draws than the search's says against its mix."""
        self.turned_down[sample.mix] = why_not(self.problem, sample)
        before = self.spent.get(sample.mix, 0.0)
        if not sample.missing and before > 0.0:
            self.grown = max(self.grown, self.problem.budget.most(sample) / before)

    def why(self) -> tuple[tuple[Mix, str], ...]:
        return tuple(self.turned_down.items())


class _Seen:
    """Samples of a family of seeds, each mix simulated once."""

    def __init__(self, problem: Problem, pairs: int, family: int) -> None:
        self.problem, self.pairs, self.family = problem, pairs, family
        self.samples: dict[Mix, Sample] = {}

    def of(self, mixes: Sequence[Mix]) -> list[Sample]:
        todo = [mix for mix in dict.fromkeys(mixes) if mix not in self.samples]
        if todo:
            for one in self.problem.evaluate(todo, self.pairs, self.family):
                self.samples[one.mix] = one
        return [self.samples[mix] for mix in mixes]


def _chosen(problem: Problem, seen: _Seen, left: _Left) -> tuple[Mix, dict[str, float]]:
    """The best finalist without what is not shown to add anything, and what that was. Where none of the finalists can
    be had, the next ones are."""
    while finalists := seen.of(left.mixes()[:FINALISTS]):
        usable = [one for one in finalists if problem.allowed(one)]
        if usable:
            return _pruned(seen, _best(usable), left)
        for one in finalists:
            left.turn_down(one)
    return left.least(), {}


def _best(samples: Sequence[Sample]) -> Sample:
    return max(samples, key=lambda one: (one.mean, -one.total))


def _better(advised: Sample, others: Sequence[Sample]) -> Sample | None:
    """What the confirmation shows to be better than the advised mix; than nothing, whatever is worth it by itself."""
    if not others:
        return None
    best = _best(others)
    if advised.mix:
        told = not among_best([advised, *others])[0].among_best
    else:
        told = worth_it(best.value)
    return best if told else None


def _pruned(seen: _Seen, current: Sample, left: _Left) -> tuple[Mix, dict[str, float]]:
    """A mix without what is not shown to add anything to the rest, and what that added."""
    problem, out = seen.problem, left.turned_down
    dropped: dict[str, float] = {}
    while free := [one.candidate for one in current.mix if one.candidate not in problem.fixed]:
        less = dict(zip(free, seen.of([without(current.mix, key) for key in free]), strict=True))
        added = {key: current.value - less[key].value for key in free}
        weak = [key for key in free if not worth_it(added[key]) and less[key].mix not in out and not less[key].missing]
        if not weak:
            break
        worst = min(weak, key=lambda key: (float(added[key].mean()), key))
        dropped[worst] = float(added[worst].mean())
        current = less[worst]
    return current.mix, dropped


def worth_it(added: Array) -> bool:
    """Whether what a measure adds (pair,) is shown to be above 0, and more than next to nothing."""
    return shown(added) and float(added.mean()) >= WORTH


def _beside(problem: Problem, found: Found, pick: Mix, left: Sequence[Mix]) -> list[Mix]:
    """What is simulated beside the advised mix: the next best, the front of the search, its parts, nothing."""
    tried = found.ranked(problem)
    cheap = [tried[place].mix for place in front([one.total for one in tried], [[one.mean] for one in tried])]
    parts = [(one,) for one in pick] + [without(pick, one.candidate) for one in pick]
    these = [*left[: BESIDE // 2], *cheap[: BESIDE // 2], *(part for part in parts if problem.complete(part))]
    these += [] if problem.fixed else [NOTHING]
    return [mix for mix in dict.fromkeys(these) if mix != pick]


def why_not(problem: Problem, sample: Sample) -> str:
    """Why a mix cannot be had."""
    if sample.missing:
        return "; ".join(map(said, sample.missing))
    most = localised(f"{problem.budget.most(sample):,.0f}")
    if problem.budget.in_all:
        return _("a simulated run spent {amount} SEK in all, more than the budget", amount=most)
    return _("a simulated run spent {amount} SEK in a year, more than the budget", amount=most)


__all__ = ["CHOICE", "CONFIRM", "Advice", "choose", "why_not", "worth_it"]
