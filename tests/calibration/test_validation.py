"""Validation: claims and verdicts, the table, rivals and ablations."""

from __future__ import annotations

import json
import math
import pickle
from dataclasses import replace

import numpy as np
import pytest

from calibration.patterns import (
    CONTRADICTED,
    HEADLINES,
    HOLDS,
    NONE,
    PATTERNS,
    UNTOLD,
    Arm,
    Finding,
    above,
    below,
    kept_runs,
    live,
)
from calibration.patterns import arms as arms_module
from calibration.patterns.arms import Table, table
from calibration.targets import load_targets
from calibration.validation import (
    Moved,
    Turn,
    chosen,
    csv_of,
    load_patterns,
    mechanisms,
    page_of,
    rival_settings,
    switched_off,
    table_of,
    target_towns,
    targets_without,
)
from sim.scenario import ScenarioError, scenario_from, with_overrides


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((1.0, 1.1, 0.9, 1.0), HOLDS),
        ((-1.0, -1.1, -0.9, -1.0), CONTRADICTED),
        ((1.0, -1.1, 0.9, -1.0), UNTOLD),
        ((1.0,), UNTOLD),
        ((math.nan,) * 4, UNTOLD),
        ((2.0, 2.0), HOLDS),
        ((0.0, 0.0, 0.0), NONE),
    ],
)
def test_a_verdict_needs_the_whole_interval_on_one_side(values, verdict) -> None:
    assert above("gain", values).verdict == verdict
    assert below("loss", [-value for value in values]).verdict == verdict


@pytest.mark.parametrize(
    ("values", "bound", "verdict"),
    [
        ((0.1, 0.11, 0.12), 0.0, NONE),  # surely above zero, and too little for anybody to notice
        ((-0.1, -0.11, -0.12), 0.0, NONE),
        ((0.4, 0.5, 0.6), 0.0, HOLDS),  # surely above zero, perhaps enough
        ((-0.4, -0.5, -0.6), 0.0, CONTRADICTED),
        ((-0.9, 0.9, 0.1), 0.0, UNTOLD),
        ((0.9, 0.91, 0.92), 1.0, HOLDS),  # a limit: as good as at it
        ((1.1, 1.11, 1.12), 1.0, HOLDS),
        ((0.5, 0.51, 0.52), 1.0, CONTRADICTED),
    ],
)
def test_what_is_too_small_to_matter_is_practically_none_and_at_a_limit_within_it(values, bound, verdict) -> None:
    finding = Finding("x", (above("gain", values, bound, of="in_work"),)).held_to({"in_work": 0.3}, {}, 0.95)
    assert finding.verdict == verdict
    mirrored = Finding("x", (below("loss", [-value for value in values], -bound, of="in_work"),))
    assert mirrored.held_to({"in_work": 0.3}, {}, 0.95).verdict == verdict


def test_the_error_of_the_evidence_moves_limits_outwards_and_leaves_effects_alone() -> None:
    low, high, effect = above("a", [0.5, 0.501], 0.55), below("b", [0.8, 0.801], 0.75), above("c", [-0.05, -0.051])
    for claim in (low, high, effect):
        assert Finding("x", (claim,)).verdict == CONTRADICTED
    for claim, verdict in ((low, HOLDS), (high, HOLDS), (effect, CONTRADICTED)):
        claim = Finding("x", (replace(claim, of="share"),)).held_to({}, {"share": 0.1}, 0.95)
        assert claim.verdict == verdict
    assert "less the error of the evidence 0.450" in replace(low, error=0.1).in_words()


def test_an_effect_practically_none_is_no_miss_of_another_claim_and_outweighs_an_open_one() -> None:
    none, open_, bad = above("a", [0.0, 0.0]), above("b", [-1.0, 1.1]), above("c", [-1.0, -1.1])
    assert Finding("x", (none, open_)).verdict == NONE and not Finding("x", (none, open_)).decided
    assert Finding("x", (none, bad)).verdict == CONTRADICTED and Finding("x", (open_, bad)).decided


def test_pairs_needed_are_those_at_which_the_interval_would_decide() -> None:
    rng = np.random.default_rng(5)
    claim = above("gain", rng.normal(0.2, 1.0, 40))
    assert claim.verdict == UNTOLD
    mean, _, high = claim.interval
    assert claim.needed() == math.ceil(40 * ((high - mean) / mean) ** 2)
    assert replace(claim, least=10.0).needed() < claim.needed()
    assert above("gain", [1.0, -1.0]).needed() == math.inf


def test_a_finding_is_as_good_as_its_worst_claim() -> None:
    good, bad, open_ = above("a", [1.0, 1.1]), above("b", [-1.0, -1.1]), above("c", [-1.0, 1.0])
    assert Finding("x", (good,)).verdict == HOLDS
    assert Finding("x", (good, open_)).verdict == UNTOLD
    assert Finding("x", (good, open_, bad)).verdict == CONTRADICTED
    assert Finding("x", (good, bad)).wrong() == [bad.in_words()]
    assert "[contradicted]" in Finding("x", (good, bad)).words


def test_every_row_is_tested_by_a_pattern_that_exists_or_says_why_not() -> None:
    rows = load_patterns().patterns
    named = [name for row in rows.values() for name in row.tested_by]
    assert sorted(named) == sorted(PATTERNS), "each pattern tests one row"
    assert not set(PATTERNS) & set(HEADLINES)


def test_every_arm_is_a_scenario_that_can_be() -> None:
    from sim.region import problems

    for one in {**PATTERNS, **HEADLINES}.values():
        assert one.words.endswith(".")
        for arm in one.arms.values():
            assert not problems(arm.scenario()), (one.key, arm)
            pickle.dumps(arms_module.order_of(arm, arm.scenario(), 1))


@pytest.mark.parametrize(
    ("before", "after", "reported"),
    [
        (
            "tested_by: [village_boards_bring_members]",
            "tested_by: [village_boards_bring_member]",
            "did you mean village_boards_bring_members",
        ),
        ("tested_by: [village_boards_bring_members]", "tested_by: []", "why none does"),
        ("path: rivals.belonging", "path: rivals.belongings", "rivals.belonging"),
        ("grade: V", "grade: X", "grade"),
    ],
)
def test_a_wrong_row_is_refused_in_words(tmp_path, before, after, reported) -> None:
    from calibration.validation.evidence import FILE

    text = FILE.read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "rows.yaml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"rows\.yaml:\d+") as refusal:
        load_patterns(file)
    assert reported in str(refusal.value)


def test_untested_rows_say_why_in_the_table(tmp_path) -> None:
    from calibration.validation.evidence import FILE

    text = FILE.read_text(encoding="utf-8").replace(
        "tested_by: [village_boards_bring_members]", "not_tested: nobody knows how"
    )
    file = tmp_path / "rows.yaml"
    file.write_text(text, encoding="utf-8")
    evidence = load_patterns(file)
    found = {name: Finding(name, (above("a", [1.0, 1.1]),)) for name in PATTERNS}
    rows = table_of(evidence, found)
    untold = next(row for row in rows if row.key == "village_boards")
    assert (untold.verdict, untold.note) == ("not tested", "nobody knows how")
    page = page_of(rows, [], [], [], 2)
    assert "| nobody knows how |  | not tested |" in page
    untested = [key for key, one in evidence.patterns.items() if one.not_tested]
    assert len(untested) == 1 + sum(bool(one.not_tested) for one in load_patterns().patterns.values())
    assert f", {len(untested)} not tested" in page


def test_patterns_are_chosen_by_row_or_name() -> None:
    evidence = load_patterns()
    assert set(chosen(evidence)) == set(PATTERNS)
    assert list(chosen(evidence, ["taking_part"])) == evidence.patterns["taking_part"].tested_by
    assert list(chosen(evidence, ["parents_meet_locals"])) == ["parents_meet_locals"]
    with pytest.raises(ScenarioError, match="did you mean taking_part"):
        chosen(evidence, ["taking_parts"])


def fake_stream(monkeypatch, fails=lambda seed: False) -> list:
    """Nothing is simulated; what each run would say is its seed. Orders made so far."""
    from experiments.workers.run import Outcome

    made = []

    def stream(orders, **_):
        orders = [replace(order, position=position) for position, order in enumerate(orders)]
        for order in reversed(orders):
            made.append(order)
            if fails(order.run.seed):
                yield order, Outcome(order.run, None, stage="living", error="no room")
            else:
                yield order, Outcome(order.run, None, read=Table({}, {}, {"seed": order.run.seed}))

    monkeypatch.setattr(kept_runs, "stream", stream)
    return made


def test_live_makes_each_run_once_and_in_the_order_of_the_seeds(monkeypatch) -> None:
    made = fake_stream(monkeypatch)
    shared, own = Arm("rural-town"), Arm("rural-town", (), (("months", 24),))
    lived = live([shared, own, shared], [7, 3, 5], over={"meeting.free_hours": 40})
    assert len(made) == 6
    assert lived[own].counted("seed") == [7, 3, 5]
    assert lived[own].scenario.months == 24
    assert lived[own].scenario.meeting.free_hours == 40


def test_what_was_lived_before_is_read_and_the_rest_goes_on(tmp_path, monkeypatch) -> None:
    arm, reported = Arm("rural-town", (), (("months", 24),)), []
    fake_stream(monkeypatch, fails=lambda seed: seed == 7)
    with pytest.raises(kept_runs.Failed, match=r"rural-town, seed 7, failed at living: no room"):
        live([arm], [7, 3, 5], kept=kept_runs.Kept(tmp_path))
    made = fake_stream(monkeypatch)
    lived = live([arm], [7, 3, 5], kept=kept_runs.Kept(tmp_path), progress=reported.append)
    assert [order.run.seed for order in made] == [7]
    assert lived[arm].counted("seed") == [7, 3, 5]
    del made[:]
    live([arm], [7], over={"meeting.free_hours": 40}, kept=kept_runs.Kept(tmp_path))
    live([Arm("rural-town", ("members",), arm.changes)], [7], kept=kept_runs.Kept(tmp_path))
    assert len(made) == 2, "another setting, and other measures of the same run, are other runs"
    kept = kept_runs.Kept(tmp_path)
    broken = kept.file(kept.key(made[0], "rural-town"))
    broken.write_bytes(broken.read_bytes()[:20])
    live([arm], [7], over={"meeting.free_hours": 40}, kept=kept_runs.Kept(tmp_path))
    assert len(made) == 3


def test_progress_over_targets_goes_on_from_setting_to_setting(monkeypatch) -> None:
    from experiments.workers.pool import Tally
    from experiments.workers.run import Outcome

    def stream(orders, *, progress, **_):
        for position, order in enumerate(orders):
            progress(Tally(position + 1))
            yield replace(order, position=position), Outcome(order.run, None, read=Table({}, {}, {}))

    monkeypatch.setattr(kept_runs, "stream", stream)
    reported = []
    targets_without({"work.contacts": False}, [1, 2], progress=lambda tally: reported.append(tally.done))
    assert reported == list(range(1, 2 * 2 * len(target_towns()) + 1))


def test_a_table_comes_back_from_plain_data_as_it_was() -> None:
    before = Table({("members", "all"): {11: 0.1 + 0.2, 23: math.nan}}, {"all": {12: 0.5}}, {"x": [1, 2]})
    after = Table.of(json.loads(json.dumps(before.plain())))
    assert repr(vars(after)) == repr(vars(before))


def test_rivals_have_another_setting_each() -> None:
    found = rival_settings(load_patterns())
    assert set(found) == {
        "rivals.belonging",
        "rivals.work_and_integration",
        "rivals.school_closure",
        "rivals.mentor_effect",
        "rivals.trust",
        "rivals.diversity",
        "rivals.labour_demand",
    }
    base = scenario_from({"places": {"a": {"population": 100}}})
    for path, value in found.items():
        assert with_overrides(base, {path: value}).digest() != base.digest()


def test_mechanisms_are_switches_that_can_be_switched_off() -> None:
    base, there = scenario_from({"places": {"a": {"population": 100}}}), mechanisms()
    assert {"meeting.openness_matters", "work.contacts", "leaving.newcomers", "attitudes.trust"} <= set(there)
    for path in there:
        assert with_overrides(base, {path: False}).digest() != base.digest()
    assert switched_off([]) == dict.fromkeys(there, False)
    with pytest.raises(ScenarioError, match="did you mean work\\.contacts"):
        switched_off(["work.contact"])


def test_what_held_and_no_longer_holds_is_broken() -> None:
    good, lost = (Finding("x", (above("a", values),)) for values in ([1.0, 1.1], [1.0, -1.1]))
    turn = Turn("work.contacts=false", "x", good, lost)
    assert turn.turned and turn.broken
    assert not Turn("s", "x", lost, good).broken
    target = load_targets()[0]
    far = target.value + 3 * target.tolerance
    assert Moved("s", target, target.value, far).broken
    assert Moved("s", target, target.value, math.nan).broken
    assert not Moved("s", target, far, far).broken
    page = page_of([], [], [turn], [Moved("work.contacts=false", target, target.value, far)], 2)
    assert "| `work.contacts=false` | x | holds" in page and target.label in page


def test_of_a_pattern_that_turns_the_claims_that_turned_are_reported() -> None:
    steady = above("steady", [2.0, 2.1])
    good, lost = (Finding("x", (steady, above("shaky", values))) for values in ([1.0, 1.1], [1.0, -1.1]))
    page = page_of([], [Turn("rivals.belonging=other", "x", good, lost)], [], [], 2)
    (line,) = [line for line in page.splitlines() if "rivals.belonging" in line]
    assert line.count("shaky: ") == 2 and "steady" not in line


def test_csv_keeps_all_digits_and_leaves_out_what_is_missing() -> None:
    text = csv_of([{"a": 0.1 + 0.2, "b": math.nan}])
    assert text == "a,b\n0.30000000000000004,\n"


SMALL = {
    "months": 24,
    "places": {"vik": {"population": 300, "newcomers": 0.1}},
    "origins": {"east": {}},
    "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 40}},
}


def test_counting_follows_the_same_history_as_measuring() -> None:
    from calibration.patterns.counts import by_family
    from sim.history import simulate

    scenario = scenario_from(SMALL)
    counts = arms_module.counted(by_family, scenario, 3).counts
    measured = table(("members",), simulate(scenario, 3))
    last = measured.values["members", "newcomers"][23]
    first = measured.values["members", "newcomers"][11]
    everybody = np.add(counts["lone_men"], counts["others"])
    assert everybody[0] > 0
    assert min(first, last) <= everybody[1] / everybody[0] <= max(first, last)


def test_patterns_whose_runs_are_not_finished_are_told_as_not_tested() -> None:
    evidence = load_patterns()
    rows = table_of(evidence, {"parents_meet_locals": Finding("parents_meet_locals", (above("a", [1.0, 1.1]),))})
    notes = {row.pattern: (row.verdict, row.note) for row in rows if row.key == "taking_part"}
    assert notes["parents_meet_locals"][0] == HOLDS
    assert notes["lone_men_take_part_less"] == ("not tested", "Its runs are not finished.")
