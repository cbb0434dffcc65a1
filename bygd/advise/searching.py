"""The search: singles, other ways to buy the best of them, pairs, then mixes, with few pairs of runs for many mixes and
more for the survivors (successive halving), the emulator fitted anew at every step."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bygd.advise.emulator import Emulator
from bygd.advise.mixes import NOTHING, Choice, Mix, Problem, Sample, mix_of
from bygd.advise.proposing import best_mixes
from sim.languages import N_, _
from sim.words import counted

SEARCH = 0
"""Family of seeds that mixes are searched with."""
STEPS = (4, 2, 1)
"""A mix has the whole number of pairs divided by this at each step."""
PROPOSED = (16, 8, 4)
"""Mixes simulated at each step."""
UNFOLDED = 6
"""Candidates of which other amounts, starts, lengths and takeovers are tried."""
PAIRED = 5
"""Candidates of which all pairs are simulated."""
FEWEST = 2
Say = Callable[[str], None]


@dataclass
class Found:
    """Every mix that was simulated in the search, as it was simulated last."""

    samples: dict[Mix, Sample] = field(default_factory=dict)

    def add(self, samples: Sequence[Sample]) -> None:
        for one in samples:
            before = self.samples.get(one.mix)
            if before is None or one.pairs >= before.pairs or one.missing:
                self.samples[one.mix] = one

    def ranked(self, problem: Problem, pairs: int = 0) -> list[Sample]:
        """Feasible mixes of at least ``pairs`` pairs, the best first; of equals the cheapest."""
        these = [
            one
            for one in self.samples.values()
            if one.pairs >= pairs and problem.complete(one.mix) and problem.allowed(one)
        ]
        return sorted(these, key=lambda one: (-one.mean, one.total, one.mix))


def steps(pairs: int) -> list[int]:
    """Pairs of runs of a mix at each step, such as 5, 10 and 20 of 20."""
    return [max(min(FEWEST, pairs), -(-pairs // step)) for step in STEPS]


def search(problem: Problem, pairs: int, say: Say | None = None) -> Found:
    """Simulate what promises most. ``pairs``: of the mixes that come through to the end."""
    found, usual = Found(), {key: each[0] for key, each in problem.choices.items()}
    few = steps(pairs)[0]

    def simulate(mixes: Sequence[Mix], number: int, words: str) -> None:
        fresh = [
            mix
            for mix in dict.fromkeys(mixes)
            if mix not in found.samples or (found.samples[mix].pairs < number and not found.samples[mix].missing)
        ]
        if fresh:
            if say is not None:
                say(
                    _(
                        "{what}: {number} mixes of {pairs}",
                        what=_(words),
                        number=len(fresh),
                        pairs=counted(number, "pair of runs", "pairs of runs"),
                    )
                )
            found.add(problem.evaluate(fresh, number, SEARCH))

    start = mix_of([usual[key] for key in sorted(problem.fixed)])
    free = [key for key in usual if key not in problem.fixed]
    simulate([start, *((one,) for one in usual.values())], few, N_("each measure alone"))
    alone = {key: found.samples[usual[key],] for key in usual}
    promising = sorted(free, key=lambda key: _promise(problem, alone[key]), reverse=True)
    unfold = [*problem.fixed, *promising[:UNFOLDED]]
    unfold += [key for key in free if key not in unfold and not problem.allowed(alone[key])]
    simulate(
        [(one,) for key in unfold for one in one_knob_at_a_time(problem.choices[key])], few, N_("other ways to buy")
    )
    two = [mix_of([usual[a], usual[b]]) for a, b in itertools.combinations([*problem.fixed, *promising[:PAIRED]], 2)]
    simulate(two, few, N_("two together"))
    usable = {key: _usable(problem, found, key) for key in problem.choices}
    for number, count in zip(steps(pairs), PROPOSED, strict=True):
        emulator = Emulator(list(found.samples.values()), usual)
        ruled_out = [mix for mix, one in found.samples.items() if not problem.allowed(one)]
        mixes = best_mixes(emulator, usable, problem.budget, problem.fixed, count, ruled_out)
        leaders = [one.mix for one in found.ranked(problem)[:count]]
        simulate([*mixes, *leaders], number, N_("the best mixes so far"))
        # those found to be over the budget, or to lack somebody, make room for the next best
        if not found.ranked(problem, number):
            simulate(leaders or [start], number, N_("the best mixes so far"))
    if not problem.fixed:
        simulate([NOTHING], pairs, "nothing")
    return found


def one_knob_at_a_time(ways: Sequence[Choice]) -> list[Choice]:
    """Those that differ from the usual way in one respect."""
    usual = ways[0]
    return [one for one in ways if sum(a != b for a, b in zip(one, usual, strict=True)) == 1]


def _promise(problem: Problem, sample: Sample) -> float:
    """What a single measure promises: its mean value, but nothing where it cannot be carried out."""
    return float("-inf") if sample.missing or sample.mean != sample.mean else sample.mean


def _usable(problem: Problem, found: Found, key: str) -> tuple[Choice, ...]:
    """Ways to buy a candidate that no run has ruled out; only ways whose every respect has been tried."""
    ways = problem.choices[key]
    tried = [one for one in ways if (one,) in found.samples]
    known = [{getattr(one, name) for one in tried} for name in Choice._fields]
    out = {one for one in tried if found.samples[one,].missing}
    return tuple(
        one for one in ways if one not in out and all(value in seen for value, seen in zip(one, known, strict=True))
    )


__all__ = ["SEARCH", "Found", "one_knob_at_a_time", "search", "steps"]
