"""Looks at the runs: when a pattern is asked about again, and that all of its intervals together keep their level."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.patterns import Finding, Pattern, above
from calibration.validation import load_patterns
from calibration.validation.looks import Looks, looked_at, open_at

LADDER = (12, 30, 60, 120, 250)


def test_looks_end_at_the_most_and_spend_the_error_by_pairs() -> None:
    looks = Looks.up_to(60, LADDER, 0.95)
    assert looks.pairs == (12, 30, 60) and Looks.up_to(4, LADDER, 0.95).pairs == (4,)
    spent = [1.0 - looks.level_at(pairs) for pairs in looks.pairs]
    assert spent == pytest.approx([0.01, 0.015, 0.025]) and sum(spent) == pytest.approx(0.05)
    assert Looks((12,), 0.95).level_at(12) == pytest.approx(0.95)


def test_where_nothing_differs_looking_again_finds_a_difference_in_at_most_one_of_twenty() -> None:
    """The worst case for looking again: no effect, and nothing small enough to stop at."""
    rng, looks = np.random.default_rng(17), Looks.up_to(60, LADDER, 0.95)
    wrong = naive = 0
    for _ in range(400):
        values = rng.normal(0.0, 1.0, looks.most)

        def judged(level: float, values: np.ndarray = values) -> list[bool]:
            found = (
                Finding("x", (above("a", values[:pairs]),)).held_to({}, {}, level or looks.level_at(pairs))
                for pairs in looks.pairs
            )
            return [one.decided for one in found]

        wrong += any(judged(0.0))
        naive += any(judged(0.95))
    assert wrong <= 20 < naive, (wrong, naive)


def test_patterns_are_looked_at_until_they_are_decided() -> None:
    noise = np.random.default_rng(3).normal(0.0, 1.0, 60)
    noise = (noise - noise.mean()) / noise.std()
    means = {"clear": 5.0, "unclear": 0.34, "hopeless": 0.001, "slow": 5.0}
    asked: list[tuple[int, list[str]]] = []
    told: list[set[str]] = []

    def find(some: list[Pattern], pairs: int) -> dict[str, Finding]:
        asked.append((pairs, [one.key for one in some]))
        drawn = (noise[:pairs] - noise[:pairs].mean()) / noise[:pairs].std()
        return {one.key: Finding(one.key, (above("a", means[one.key] + drawn),)) for one in some}

    looks = {key: Looks.up_to(4 if key == "slow" else 60, LADDER, 0.95) for key in means}
    patterns = [Pattern(key, {}, list, key == "slow") for key in means]
    found = looked_at(
        patterns,
        looks.__getitem__,
        find,
        lambda finding, level: finding.held_to({}, {}, level),
        lambda found: told.append(set(found)),
    )
    assert asked == [(4, ["slow"]), (12, ["clear", "unclear", "hopeless"]), (30, ["unclear"]), (60, ["unclear"])]
    assert {key: one.pairs for key, one in found.items()} == {"clear": 12, "unclear": 60, "hopeless": 12, "slow": 4}
    assert found["unclear"].claims[0].level == pytest.approx(0.975)
    assert told[0] == {"slow"} and told[-1] == set(means)


def test_a_pattern_that_is_not_planned_at_a_look_is_passed_over() -> None:
    looks = Looks.up_to(30, LADDER, 0.95)
    assert open_at(12, looks, None) and not open_at(4, looks, None) and not open_at(60, looks, None)


def test_every_row_may_have_pairs_and_what_is_worth_telling() -> None:
    evidence = load_patterns()
    for row in evidence.patterns.values():
        for name in row.tested_by:
            assert evidence.looks_of(name).most == (row.most or evidence.design.most)
    finding = Finding("lone_men_take_part_less", (above("a", [1.0, 2.0], of="members"),))
    held = evidence.held_to(finding, 0.9).claims[0]
    assert (held.least, held.level) == (evidence.quantities["members"].least, 0.9)
    youths = evidence.held_to(Finding("one_worker_for_the_youths", (above("a", [1.0], 0.9, of="share"),)))
    assert youths.claims[0].error == evidence.patterns["ung_kraft"].error["share"]
