"""A comparison from the runs to its folder."""

from __future__ import annotations

import csv
import json
import re

import fakes
import paying
import pyarrow.parquet as pq
import pytest
from comparisons import arm, carried, plan

from bygd.cli import main
from experiments.commands.compare_plan import SMALLEST
from experiments.commands.run import AllFailed, Experiment
from experiments.commands.run import carry_through as run
from experiments.commands.store import Store
from experiments.comparison.paired import difference
from experiments.comparison.result import changes_between, comparable, grants_in_words
from experiments.outcomes.outcome import BY_KEY
from experiments.workers.run import replicates_of
from experiments.workers.runner import run_orders
from experiments.workers.worker import Order
from sim.scenario import ScenarioError
from sim.words import duration


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compared") / "out"
    carried(plan(arm("half", 0.5), arm("full", 1.0)), folder)
    return folder


def test_runs_of_several_scenarios_go_through_one_pool_in_order():
    orders = [
        Order(run, one.scenario, simulate=paying.paying)
        for one in (arm("base"), arm("full", 1.0))
        for run in replicates_of(one.scenario.digest(), 1, 2, 13)
    ]
    reported = []
    outcomes = run_orders(orders, jobs=2, progress=reported.append)
    assert [outcome.run for outcome in outcomes] == [order.run for order in orders]
    assert [outcome.history.scenario.clubs.fee_support_newcomers for outcome in outcomes] == [0, 0, 1, 1]
    assert reported[-1] == (4, ())


def test_every_arm_has_the_seeds_of_the_others(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    seeds = [[run["seed"] for run in one["runs"]] for one in manifest["arms"]]
    assert seeds[0] == seeds[1] == seeds[2] and len(set(seeds[0])) == 6
    assert [one["role"] for one in manifest["arms"]] == ["base", "policy", "policy"]
    assert "fee_support_newcomers: 0.5" in manifest["arms"][1]["scenario"]["text"]


def test_the_folder_holds_what_the_manifest_lists(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["state"] == "finished" and manifest["kind"] == "comparison"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert len([name for name in found if name.startswith("runs/")]) == 18
    assert found == {*manifest["files"], "manifest.json"}
    for name in ("differences", "trajectories", "plane"):
        assert {f"figures/{name}.png", f"figures/{name}.svg"} <= found


def test_the_table_has_the_difference_and_what_pairing_bought(folder):
    rows = {
        (row["policy"], row["kind"], row["outcome"]): row
        for row in csv.DictReader((folder / "comparison.csv").open(encoding="utf-8"))
    }
    row = rows["full", "difference", "stayers"]
    assert float(row["low"]) < 6 < float(row["high"]) and row["distinguishable"] == "yes"  # 72 months / 12
    assert float(row["variance_ratio"]) > 20
    assert float(rows["full", "difference", "spent"]["estimate"]) == 72_000
    cost = rows["full", "cost per additional", "stayers"]
    assert cost["interval"] == "bounded" and float(cost["low"]) < 12_000 < float(cost["high"])
    assert {key[2] for key in rows if key[:2] == ("half", "difference")} >= {
        "local_friends",
        "isolated",
        "retention_1",
        "retention_3",
        "retention_5",
        "stayers",
        "employed",
        "newcomers_in_work",
        "friendships",
        "language",
        "population",
        "spent",
    }


def test_differences_within_each_pair_are_kept(folder):
    table = pq.read_table(folder / "differences.parquet").to_pandas()
    one = table[(table.policy == "half") & (table.outcome == "stayers")]
    assert one.replicate.tolist() == list(range(6)) and one.seed.nunique() == 6
    assert (one.policy_value - one.base).tolist() == pytest.approx(one.difference.tolist())
    paths = pq.read_table(folder / "trajectories.parquet").to_pandas()
    assert set(paths.arm) == {"base", "half", "full"}


def test_outcomes_are_reported_by_place_and_group(folder):
    rows = {
        (row["policy"], row["measure"], row["place"], row["group"]): row
        for row in csv.DictReader((folder / "breakdown.csv").open(encoding="utf-8"))
    }
    women = rows["full", "isolated", "storby", "women"]
    runs = pq.read_table(folder / "breakdown.parquet").to_pandas()
    mine = runs[(runs.measure == "isolated") & (runs.place == "storby") & (runs.group == "women")]
    means = mine.groupby("arm").value.mean()
    assert float(women["policy_mean"]) == pytest.approx(means["full"], rel=1e-5)
    assert float(women["estimate"]) == pytest.approx(means["full"] - means["base"], abs=1e-5)
    spent = rows["full", "spent", "all", "all"]
    assert float(spent["estimate"]) == 72_000 and spent["unit"] == "SEK over the run, undiscounted"
    assert not any(group.startswith("y1") for *_, group in rows)


def test_the_report_stands_alone_and_says_what_a_policy_does(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<h3>By place</h3>" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page) and "http" not in page.replace("http-equiv", "")
    assert "A &lt;made-up&gt;" in page or "Base" in page
    assert "clubs.fee_support_newcomers</code>: 0 → 0.5" in page
    assert "undiscounted" in page and "Each additional retained newcomer costs" in page
    assert "Kaplan" not in page.partition("For researchers")[0] and "Kaplan" in page
    assert "ingerprint" not in page.partition("For researchers")[0]
    assert "Which policy does best" in page and "<td>1</td>" in page
    assert "bygd compare base.yaml half.yaml full.yaml --replicates 6 --seed 1" in page


def test_a_comparison_is_a_pilot_and_asks_for_the_number_that_its_report_says(folder, capsys):
    assert main(["replicates", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "half:\n" in said and "full:\n" in said and "Judged by 6 pairs of runs" in said
    table = pq.read_table(folder / "differences.parquet").to_pandas()
    for policy, part in zip(("half", "full"), said.split("full:\n"), strict=True):
        for outcome in ("stayers", "retention_5", "local_friends"):
            one = table[(table.policy == policy) & (table.outcome == outcome)]
            found = difference(outcome, one.base.to_numpy(), one.policy_value.to_numpy())
            line = next(line for line in part.splitlines() if line.startswith(BY_KEY[outcome].label + ":"))
            assert f"about {found.needed:,} " in line if found.mean else "no difference was found" in line
    assert main(["replicates", str(folder), "--width", "stayers=0.5"]) == 0
    assert "a 95 % interval of ± 0.50 takes" in capsys.readouterr().out


def test_a_run_is_a_pilot_for_means(tmp_path, capsys):
    store = Store(tmp_path / "out")
    store.claim()
    run(Experiment(fakes.scenario(months=24), "made-up", 5, 4, 24), store, simulate=fakes.simulate)
    assert main(["replicates", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Judged by 4 runs" in said and "for the mean at one point." in said and "difference" not in said
    assert main(["replicates", str(tmp_path)]) == 2
    assert "holds no results of bygd" in capsys.readouterr().err


def test_the_same_comparison_gives_the_same_bytes(folder, tmp_path):
    carried(plan(arm("half", 0.5), arm("full", 1.0), jobs=2), tmp_path / "again")
    for name in ("comparison.csv", "differences.parquet", "figures/plane.svg", "figures/differences.png"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_the_figure_of_cost_and_effect_is_in_the_language_of_the_report(tmp_path):
    carried(plan(arm("full", 1.0), language="fi"), tmp_path / "out")
    drawn = (tmp_path / "out" / "figures" / "plane.svg").read_text(encoding="utf-8")
    assert "lisäkustannus" in drawn and not re.search("extra|costs", drawn)


def test_two_files_that_are_one_scenario_differ_by_nothing(tmp_path):
    _, rows, _ = carried(plan(arm("twin"), replicates=2), tmp_path / "out")
    assert {row["distinguishable"] for row in rows if row["kind"] == "difference"} == {"same"}
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "no difference between the files" in page
    assert not (tmp_path / "out" / "figures" / "plane.png").exists()


def test_one_pair_is_said_to_be_too_few(tmp_path):
    _, rows, _ = carried(plan(arm("full", 1.0), replicates=1), tmp_path / "out")
    assert {row["low"] for row in rows} == {""} and {row["interval"] for row in rows} == {"none"}
    assert "one pair only" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_run_that_fails_takes_its_pair_with_it(tmp_path):
    outcomes, rows, manifest = carried(plan(arm("full", 1.0)), tmp_path / "out", paying.half_paying)
    failed = sum(outcome.failed for outcome in outcomes)
    assert 0 < failed < 6
    assert {row["pairs"] for row in rows} == {str(6 - failed)}
    assert len(manifest["arms"][1]["failures"]) == failed
    assert "its pair is left out" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_no_pair_at_all_writes_nothing(tmp_path):
    def broken(scenario, seed, **rest):
        raise ValueError("no such run")

    with pytest.raises(AllFailed, match="no such run"):
        carried(plan(arm("full", 1.0)), tmp_path / "out", broken)
    assert list((tmp_path / "out").iterdir()) == []


def test_equal_budgets_stop_the_dearer_arm_and_the_report_says_when(tmp_path):
    reported = []

    def bar(words, todo, done):
        reported.append((words, todo + done))
        return lambda done: None

    _, rows, manifest = carried(
        plan(arm("half", 0.5), arm("full", 1.0), pot=SMALLEST), tmp_path / "out", cap=paying.pour, bar=bar
    )
    spent = {row["policy"]: float(row["estimate"]) for row in rows if row["outcome"] == "spent"}
    assert spent == {"half": 36_000, "full": 36_000}
    assert reported == [("as they are", 18), ("with equal budgets", 12)]  # the base spends nothing
    notes = " ".join(manifest["notes"])
    assert "may spend at most 36,000 SEK over the run, and need not spend all of it" in notes
    assert "Spent on average: base 0 SEK, half 36,000 SEK and full 36,000 SEK." in notes
    assert "what half spends on average" in notes
    assert "full was stopped in 2013-01 because its money was used up" in notes
    assert "half was stopped" not in notes
    assert notes.split(".")[0] in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_budget_in_kronor_is_the_pot_of_every_arm(tmp_path):
    _, rows, manifest = carried(plan(arm("half", 0.5), arm("full", 1.0), pot=6000.0), tmp_path / "out", cap=paying.pour)
    spent = {row["policy"]: float(row["estimate"]) for row in rows if row["outcome"] == "spent"}
    assert spent == {"half": 6000, "full": 6000}
    assert "half was stopped in 2011-01" in " ".join(manifest["notes"])


@pytest.mark.parametrize(("pot", "ran"), [(SMALLEST, [18, 12]), (20_000.0, [18, 12])])
def test_what_levers_cost_counts_in_an_equal_budget(tmp_path, pot, ran):
    reported = []

    def bar(words, todo, done):
        reported.append(todo + done)
        return lambda done: None

    _, rows, manifest = carried(
        plan(arm("half", 0.5), arm("full", 1.0), pot=pot),
        tmp_path / "out",
        paying.paying_levers,
        cap=paying.pour,
        bar=bar,
    )
    levers = 72 * paying.LEVERS
    all_in = 36_000 + levers if pot == SMALLEST else pot
    spent = {row["policy"]: float(row["estimate"]) for row in rows if row["outcome"] == "spent"}
    assert all_in - 1000 < spent["full"] <= all_in and all_in - 1000 < spent["half"] <= all_in  # whole months are paid
    assert reported == ran
    notes = " ".join(manifest["notes"])
    assert f"(half {levers:,.0f} SEK and full {levers:,.0f} SEK) was taken off the budget" in notes
    assert "full was stopped" in notes


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": "2011-01"}, "policy.yaml begins 2011-01, base.yaml 2010-01"),
        ({"months": 24}, "policy.yaml lasts 24 months, base.yaml 72"),
        (
            {"places.by": {"population": 300}, "travel.storby": {"by": 20.0}},
            "policy.yaml has the places storby, by; base.yaml has storby",
        ),
    ],
)
def test_arms_that_are_no_arms_of_one_comparison_are_refused(changes, words):
    with pytest.raises(ScenarioError) as refusal:
        comparable(arm("base"), [arm("fine", 1.0), arm("policy", 0.5, **changes)])
    assert words in str(refusal.value) and "fine" not in str(refusal.value)


def test_a_length_for_all_makes_arms_of_different_length_comparable():
    comparable(arm("base"), [arm("policy", 0.5, months=24)], any_length=True)


def test_changes_between_files_are_reported_with_their_units():
    changes = changes_between(arm("base").scenario, arm("policy", 0.0, **{"meeting.free_hours": 40}).scenario)
    assert changes == (("meeting.free_hours", "44.8 → 40 [hour/month]"),)


def test_the_money_of_a_policy_is_told_with_its_payer_its_end_and_what_comes_after():
    base = arm("base").scenario
    stream = {
        "name": "Project money",
        "payer": "eu",
        "per_year": 300000.0,
        "start": base.start,
        "months": base.months // 2,
    }
    post = {"guide": {"funding": ["project"], "fte": 1}}
    policy = arm("policy", funding={"project": stream}, coordinators=post).scenario
    (said,) = grants_in_words(base, policy)
    assert said.startswith(f"Project money: the EU pays 300,000 SEK a year from {base.start} to ")
    assert said.endswith(f"The run goes on for {duration(base.months - base.months // 2)} after that.")
    assert grants_in_words(policy, policy) == ()
    endless = {"months": None, "permanent": True}
    (said,) = grants_in_words(
        base, arm("policy", funding={"project": {**stream, **endless}}, coordinators=post).scenario
    )
    assert "to the end" in said and "goes on" not in said
