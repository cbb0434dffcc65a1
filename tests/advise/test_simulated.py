"""Advice on a hamlet where every mix of five measures can be simulated: brute force is the judge."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from bygd.advise.best import against_the_best
from bygd.advise.candidates import Candidate, read_candidates
from bygd.advise.choosing import CONFIRM, choose
from bygd.advise.evaluating import Evaluator, family_seed
from bygd.advise.mixes import NOTHING, Budget, Mix, Problem, Sample, mix_of
from bygd.advise.reading import ENDING
from bygd.advise.searching import search
from bygd.advise.town import Town
from experiments.commands.kept import Kept
from sim.scenario import load_scenario
from tests.advise.hamlet import COUNTED, MEASURES
from tests.desk import HAMLET

PAIRS = 4


class Setup(NamedTuple):
    evaluator: Evaluator
    candidates: Mapping[str, Candidate]
    folder: Path

    def problem(self, budget: float) -> Problem:
        choices = {key: each.choices(self.evaluator.town.plan) for key, each in self.candidates.items()}
        return Problem(choices, self.evaluator, Budget(budget, 1))


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    folder = tmp_path_factory.mktemp("advice")
    (folder / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    (folder / "measures.yaml").write_text(MEASURES, encoding="utf-8")
    candidates = {one.key: one for one in read_candidates(folder / "measures.yaml")}
    town = Town(folder / "hamlet.yaml", candidates, 1, 1, 0)
    return Setup(Evaluator(town, COUNTED, 7, Kept(folder, ENDING)), candidates, folder)


@pytest.fixture(scope="module")
def every_mix(setup: Setup) -> list[Sample]:
    """All 32, with the random draws of the confirmation."""
    usual = [each.choices(setup.evaluator.town.plan)[0] for each in setup.candidates.values()]
    mixes: list[Mix] = [mix_of(some) for number in range(6) for some in itertools.combinations(usual, number)]
    return setup.evaluator(mixes, PAIRS, CONFIRM)


@pytest.mark.slow
@pytest.mark.parametrize("budget", [130_000.0, 260_000.0, 600_000.0])
def test_advice_cannot_be_told_from_the_best_of_all_mixes(
    setup: Setup, every_mix: Sequence[Sample], budget: float
) -> None:
    of = setup.problem(budget)
    advice = choose(of, search(of, PAIRS), PAIRS)
    feasible = [one for one in every_mix if of.allowed(one)]
    places = dict(zip([one.mix for one in feasible], against_the_best([one.value for one in feasible]), strict=True))
    assert advice.advised.mix and places[advice.advised.mix].among_best
    best = max(one.mean for one in feasible)
    assert advice.advised.mean >= 0.8 * best
    assert "idle" not in {one.candidate for one in advice.advised.mix}
    assert all(of.budget.holds(one) for one in advice.confirmed)
    tried = [one for family in range(CONFIRM + 1) for one in setup.evaluator([advice.advised.mix], PAIRS, family)]
    assert all(of.budget.holds(one) for one in tried)
    for one in advice.front:
        assert not any(o.total <= one.total and o.mean > one.mean for o in advice.confirmed)


def test_an_idle_measure_changes_nothing_and_costs_what_it_costs(setup: Setup) -> None:
    idle, choir = (setup.candidates[key].choices(12)[0] for key in ("idle", "choir"))
    found = setup.evaluator([NOTHING, (idle,), (choir,), mix_of([idle, choir])], 2, CONFIRM)
    assert not found[0].cost.any() and not found[0].value.any() and not found[1].value.any()
    assert found[1].cost.tolist() == [[12_000.0], [12_000.0]]
    assert (found[3].value == found[2].value).all() and (found[2].value != 0.0).any()
    assert (found[3].cost == found[1].cost + found[2].cost).all()


def test_one_more_pair_costs_one_more_run_of_each_mix(setup: Setup) -> None:
    talks = setup.candidates["talks"].choices(12)[0]
    setup.evaluator([(talks,)], 2, 9)
    before = setup.evaluator.ran
    again = setup.evaluator([(talks,)], 3, 9)
    assert setup.evaluator.ran == before + 2  # of the mix, and of the town without it
    assert setup.evaluator([(talks,)], 3, 9)[0].value.tolist() == again[0].value.tolist()
    assert setup.evaluator.ran == before + 2


def test_families_of_seeds_share_none() -> None:
    seeds = [family_seed(7, family, pair) for family in range(6) for pair in range(50)]
    assert len(set(seeds)) == len(seeds)


def test_only_the_payers_money_counts(setup: Setup) -> None:
    town, kept = setup.evaluator.town, setup.evaluator.kept
    state = Evaluator(town, COUNTED, 7, kept, payers=frozenset({"state"}))
    choir, practice = (setup.candidates[key].choices(12)[0] for key in ("choir", "practice"))
    costs = [one.total for one in state([(choir,), (practice,)], 2, CONFIRM)]
    assert costs[0] == 0.0 and costs[1] == pytest.approx(240_000.0)


def test_mentors_who_are_not_there_are_told_and_not_bought(setup: Setup) -> None:
    guides = setup.candidates["guides"].choices(12)[0]
    (found,) = setup.evaluator([(guides,)], 2, CONFIRM)
    assert len(found.missing) == 1 and found.missing[0].startswith("Refugee guides: not enough mentors; ")
    assert not setup.problem(1e9).allowed(found)


def test_the_file_of_a_mix_is_the_scenario_that_was_simulated(setup: Setup, tmp_path: Path) -> None:
    town = setup.evaluator.town
    mix = mix_of([setup.candidates[key].choices(12)[0] for key in ("choir", "talks")])
    (tmp_path / "advised.yaml").write_text(town.file_text(mix, "Advised."), encoding="utf-8")
    assert load_scenario(tmp_path / "advised.yaml").digest() == town.scenario(mix).digest()
    assert town.scenario(mix).digest() != town.base.digest()


def test_money_is_simulated_by_year(setup: Setup) -> None:
    (found,) = setup.evaluator([(setup.candidates["practice"].choices(12)[0],)], 2, CONFIRM)
    assert found.cost.shape == (2, 1) and np.allclose(found.cost, 240_000.0)


CROWD = """\
candidates:
  crowd: {name: A campaign that draws people, levers: {arrivals.quota.per_year: 150}}
"""


@pytest.mark.parametrize(("vacant", "short"), [(0.0, True), (0.5, False)])
def test_homes_that_are_not_there_are_told_and_not_bought(tmp_path: Path, vacant: float, short: bool) -> None:
    text = HAMLET.replace("newcomers: 0.3", f"newcomers: 0.3, vacant_homes: {vacant}")
    (tmp_path / "hamlet.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "crowd.yaml").write_text(CROWD, encoding="utf-8")
    there = {one.key: one for one in read_candidates(tmp_path / "crowd.yaml")}
    evaluator = Evaluator(Town(tmp_path / "hamlet.yaml", there, 1, 1, 0), COUNTED, 7, Kept(tmp_path, ENDING), pilot=2)
    (found,) = evaluator([(there["crowd"].choices(12)[0],)], 3, CONFIRM)
    assert [words.partition(";")[0] for words in found.missing] == ["not enough homes"] * short
    if short:
        assert "whom it makes come or stay (" in found.missing[0] and ") find one" in found.missing[0]
