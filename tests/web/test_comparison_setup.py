"""Comparing two settings from a page: the same comparison as the command makes, in processes that end."""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import shlex
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bygd.cli import compare as command
from bygd.cli.reading import read_scenario
from bygd.web import comparison_setup
from bygd.web.background import Cancelled, Refused, Teller, in_words
from bygd.web.compare_page import found_html
from bygd.web.comparison_levers import handled, moved, standing
from bygd.web.comparison_process import compare
from bygd.web.comparison_setup import (
    CHANGED,
    CONTROLS,
    Pace,
    bundle,
    expectation,
    files_of,
    plan_of,
    pot_in,
    with_changes,
)
from bygd.web.levers import LASTING, levers_of
from bygd.web.plain_changes import plain_changes
from bygd.web.policies import Asked, Policy, changes_of, planned, question_of
from experiments.commands.compare_plan import Plan
from sim.scenario import Scenario, ScenarioError, load_scenario, with_overrides
from tests.experiments import fakes, misbehaving, paying
from tests.web.villages import village

quiet = Teller(lambda share, words: None)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    later = {"programmes.friends.hours": {"2010-06": 4.0}}
    return village(24, title="Bygden vid sjön – «år 1»", levers=later)


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    policy = with_changes(scenario, "funding.project.months = 5\n\nclubs.fee_support_newcomers=1\n")
    return plan_of((CONTROLS, scenario), (CHANGED, policy), seed=7, replicates=3, months=18)


def asked(*policies: Policy, base: str = CONTROLS, months: int = 12, **more: Any) -> Asked:
    return Asked(base, policies, 2, months, **more)


def test_scenario_files_taken_along_are_the_scenarios_compared(plan: Plan, tmp_path: Path) -> None:
    files = files_of(plan)
    assert list(files) == ["as-set.yaml", "changed.yaml"]
    for arm in (plan.base, *plan.policies):
        path = tmp_path / arm.file
        path.write_text(files[arm.file], encoding="utf-8")
        assert load_scenario(path).digest() == arm.scenario.digest()
        assert load_scenario(path).title == arm.scenario.title


def test_the_command_shown_makes_the_same_comparison(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in files_of(plan).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    words = shlex.split(plan.command())
    assert words[:2] == ["bygd", "compare"]
    again = command.plan_of(parser.parse_args(words[2:]))
    assert (again.seed, again.replicates, again.months) == (plan.seed, plan.replicates, plan.months)
    assert [arm.name for arm in (again.base, *again.policies)] == ["as-set", "changed"]
    assert [arm.scenario.digest() for arm in (again.base, *again.policies)] == [
        arm.scenario.digest() for arm in (plan.base, *plan.policies)
    ]


def test_two_settings_that_are_one_are_refused(scenario: Scenario) -> None:
    with pytest.raises(Refused, match="A and B are the same scenario"):
        plan_of((CONTROLS, scenario), (CHANGED, with_changes(scenario, "")), seed=1, replicates=2, months=12)


@pytest.mark.parametrize(
    ("replicates", "months", "words"),
    [
        (0, 12, "Pairs of runs: give a number between 1 and 100, not 0."),
        (101, 12, "Pairs of runs: give a number between 1 and 100, not 101."),
        (2, 481, "Months: give a number between 1 and 480, not 481."),
    ],
)
def test_numbers_out_of_range_are_refused_in_words(
    scenario: Scenario, replicates: int, months: int, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        plan_of(
            (CONTROLS, scenario),
            (CHANGED, with_changes(scenario, "meeting.free_hours=40")),
            seed=1,
            replicates=replicates,
            months=months,
        )
    assert str(refusal.value) == words


def test_a_wrong_change_is_reported_in_the_words_of_the_command(scenario: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(scenario.to_yaml(), encoding="utf-8")
    for line in ("programmes.friends.hourz=2", "meeting.free_hours=many", "no equals sign"):
        with pytest.raises(ScenarioError) as ours:
            with_changes(scenario, line)
        with pytest.raises(ScenarioError) as theirs:
            read_scenario(str(file), [line])
        assert str(ours.value) == str(theirs.value)
        found, problem = planned(asked(Policy(lines=line)), scenario, 1)
        assert found is None and problem == in_words(ours.value)


def test_places_that_differ_cannot_be_compared(scenario: Scenario) -> None:
    found, problem = planned(asked(Policy(setting="rural-town.yaml")), scenario, 1)
    assert found is None and "arms of a comparison have the same places" in problem


def test_scenarios_that_come_with_the_program_can_be_picked_on_both_sides(scenario: Scenario) -> None:
    found, problem = planned(asked(Policy(setting="marathon.yaml"), base="sprint.yaml"), scenario, 1)
    assert found is not None, problem
    assert [found.base.name, found.policies[0].name] == ["sprint", "marathon"]
    assert {CONTROLS, "sprint.yaml"} <= {key for key, _ in comparison_setup.options()}
    assert comparison_setup.name_of("sprint.yaml", ["sprint"]) == "sprint-2"


def test_nothing_moved_is_no_error_and_nothing_to_compare(scenario: Scenario) -> None:
    assert planned(asked(Policy()), scenario, 1) == (None, "")


@pytest.mark.parametrize("money", [True, False])
def test_a_lever_left_where_it_stands_changes_nothing(money: bool) -> None:
    base, handles = handled(village(24, money=money))
    levers = levers_of(handles)
    assert moved(base, handles, {lever.key: standing(lever, base, handles) for lever in levers}) is base


def test_the_three_levers_act_from_the_first_month() -> None:
    base, handles = handled(village(24, money=False))
    assert [standing(lever, base, handles) for lever in levers_of(handles)[:3]] == [0, 0, 0]
    policy = moved(base, handles, {"mentor_hours": 8.0, "coordinator": 0.5, "funding": 36.0, "capacity": 25.0})
    assert policy.programmes[handles.programme].hours == 8
    assert policy.programmes[handles.programme].capacity == 25
    assert policy.coordinators[handles.post].fte == 0.5
    paying = [stream for stream in policy.funding.values() if stream.active]
    assert [stream.months for stream in paying] == [36]
    endless = moved(base, handles, {"funding": float(LASTING)})
    assert [stream.permanent for stream in endless.funding.values() if stream.active] == [True]
    assert standing(levers_of(handles)[2], endless, handles) == LASTING
    ended = moved(endless, handles, {"funding": 0.0})
    assert not any(stream.active for stream in ended.funding.values())


def test_the_time_reported_is_learnt_from_runs(plan: Plan) -> None:
    pace = Pace()
    before = pace.expected(plan)
    pace.learn(plan, 60.0)
    assert pace.run_seconds(plan) == pytest.approx(60.0)
    assert pace.expected(plan) > before + 100
    words = expectation(plan, pace)
    assert words.startswith("3 pairs of runs with the same random draws: 6 runs of 18 months, 250 people")
    assert "minutes" in words


def support(months: int = 36, replicates: int = 3, jobs: int = 1) -> Plan:
    base = fakes.scenario(months=months)
    return plan_of(
        (CONTROLS, base),
        (CHANGED, paying.with_support(base, 1.0)),
        seed=1,
        replicates=replicates,
        months=months,
        jobs=jobs,
    )


def test_a_comparison_gives_findings_report_and_files(tmp_path: Path) -> None:
    shares: list[float] = []
    reported = Teller(lambda share, words: shares.append(share))
    found = compare(support(), tmp_path, reported, paying.paying)
    assert (found.base, found.section.name, found.pairs) == ("as-set", "changed", 3)
    assert found.section.changes == [("clubs.fee_support_newcomers", "0 → 1 [share]")]
    assert [one.name for one in found.figures] == ["differences", "trajectories", "plane"]
    assert shares == sorted(shares)
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<html" in report and "Comparison of policies" in report and found.section.lead[0] in report
    with zipfile.ZipFile(io.BytesIO(bundle(found.files, found.command, tmp_path))) as packed:
        names = set(packed.namelist())
        assert {"report.html", "comparison.csv", "manifest.json", "as-set.yaml", "changed.yaml"} <= names
        assert found.command in packed.read("how-to-repeat.txt").decode()
    page = found_html(found)
    assert all(f'id="{one.name}-1' in page for one in found.figures) and "<made-up>" not in page
    assert found.section.caution[:20] in page


def test_a_comparison_that_cannot_be_says_why(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no room for more people"):
        compare(support(), tmp_path, quiet, misbehaving.hopeless)
    assert not (tmp_path / "report.html").exists()


def test_cancelling_ends_the_workers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv("BYGD_TEST_MARK", str(marks))
    teller = Teller(lambda share, words: teller.stop() if len(list(marks.iterdir())) == 2 else None)
    with pytest.raises(Cancelled):
        compare(support(jobs=2), tmp_path / "out", teller, misbehaving.slow)
    workers = [int(mark.stem) for mark in marks.iterdir()]
    assert len(workers) == 2
    until = time.monotonic() + 10
    while any(alive(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(alive(worker) for worker in workers)
    assert not [child for child in multiprocessing.active_children() if child.name == "bygd-compare"]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_levers_moved_later_on_the_town_page_are_in_the_files(tmp_path: Path, scenario: Scenario) -> None:
    pulled = with_overrides(scenario, {"levers": {"clubs.fee_support_newcomers": {"2010-09": 0.5}}})
    found, problem = planned(asked(Policy(levers=(("mentor_hours", 12.0),)), months=24), pulled, 1)
    assert found is not None, problem
    text = files_of(found)["changed.yaml"]
    assert "2010-09" in text and "hours: 12.0" in text


def test_levers_of_a_policy_act_from_the_month_that_was_chosen(scenario: Scenario) -> None:
    policy = Policy("Later", levers=(("fees", 1.0), ("funding", 12.0)), lines="meeting.free_hours=60", month=9)
    found, problem = planned(asked(policy, months=24), scenario, 1)
    assert found is not None, problem
    arm = found.policies[0]
    assert arm.name == "Later"
    assert arm.scenario.at(8).clubs.fee_support_newcomers == 0 and arm.scenario.at(9).clubs.fee_support_newcomers == 1
    assert arm.scenario.at(8).meeting.free_hours != 60 == arm.scenario.at(9).meeting.free_hours
    assert arm.scenario.at(8).funding["line"].permanent and not arm.scenario.at(9).funding["line"].permanent
    assert arm.scenario.at(9).funding["line"].months == 12, "the money that pays by then"
    none, problem = planned(asked(policy._replace(month=24)), scenario, 1)
    assert none is None and problem == "Levers act from month: give a number between 1 and 24, not 25."


def test_up_to_six_named_policies_are_one_comparison(scenario: Scenario) -> None:
    policies = [Policy(f"Plan {hours}", levers=(("mentor_hours", float(hours)),)) for hours in range(1, 8)]
    found, problem = planned(asked(*policies[:6]), scenario, 1)
    assert found is not None, problem
    assert [arm.name for arm in found.policies] == [f"Plan-{hours}" for hours in range(1, 7)]
    assert shlex.split(found.command())[2:9] == ["as-set.yaml", *(f"Plan-{hours}.yaml" for hours in range(1, 7))]
    assert "6 policies" in expectation(found, Pace()) and "14 runs" in expectation(found, Pace())
    none, problem = planned(asked(*policies), scenario, 1)
    assert none is None and problem == "Policies: give a number between 1 and 6, not 7."


def test_budgets_are_as_the_command_has_them(scenario: Scenario) -> None:
    policy = Policy(levers=(("mentor_hours", 12.0),))
    for text, option in (("smallest", ["--equal-budget"]), ("2 000 000", ["--equal-budget", "2000000"])):
        found, problem = planned(asked(policy, budget=text), scenario, 1)
        assert found is not None, problem
        assert shlex.split(found.command())[-len(option) :] == option
    assert pot_in("") is None
    for text in ("-1", "0", "1e9", "many", "../x"):
        none, problem = planned(asked(policy, budget=text), scenario, 1)
        assert none is None and problem.startswith(f"Budget: found {text!r}; give an amount in SEK above 0")


def test_a_posterior_of_another_model_is_refused_in_the_words_of_the_command(scenario: Scenario) -> None:
    from calibration.posterior_file import posterior_of_model

    policy = Policy(levers=(("mentor_hours", 12.0),))
    found, problem = planned(asked(policy, sets=3), scenario, 1)
    refused = ""
    try:
        posterior_of_model(None, accept_old=False)
    except ScenarioError as refusal:
        refused = in_words(refusal)
    assert problem == refused
    assert (found is None) == bool(refused)
    if found is not None:
        assert found.replicates == 6 and "--posterior" in found.command()
    none, problem = planned(asked(policy, sets=1), scenario, 1)
    assert none is None and problem.startswith("Sets of parameters: give a number between 2 and 200")


def test_what_differs_is_told_without_paths(scenario: Scenario) -> None:
    lines = "work.accept=0.3\nfunding.project.active=false"
    policy = Policy("x", levers=(("mentor_hours", 12.0), ("fees", 0.5)), lines=lines)
    found, problem = planned(asked(policy), scenario, 1)
    assert found is not None, problem
    [(name, words, raw)] = changes_of(found)
    assert name == "x" and "Mentor hours: 9 hours a month → 12 hours a month" in words
    assert "Newcomers' club fees paid: 0 of 100 → 50 of 100" in words
    assert "Project: switched on → switched off" in words
    assert not any("programmes." in line or "clubs." in line for line in words)
    assert any(line.startswith("programmes.friends.hours: 9 → 12") for line in raw)
    assert "Project: switched on → switched off" in " ".join(question_of(found).lines)
    later = with_overrides(scenario, {"levers": {"clubs.fee_support_newcomers": {"2010-09": 0.5}}})
    assert "Newcomers' club fees paid: 50 of 100 from September 2010 on" in plain_changes(scenario, later)
    other = with_overrides(scenario, {"meeting.household_hours": 50.0})
    assert plain_changes(scenario, other) == ["Hours at home shared among the household: 60 hour/month → 50 hour/month"]
