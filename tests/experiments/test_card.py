"""The card of a report: chosen by levers and outcomes, counted honestly, and never more than the table says."""

from __future__ import annotations

import re

import fakes
import pytest

from experiments.report.card import KINDS, VERDICTS, Evidence, card_of, evidence, lead_of, speaks_of
from experiments.report.levers_of import levers_of
from sim.scenario import load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios
from sim.version import MODEL


def row(
    verdict="holds", outcomes="work", levers="", largest=4000, of_model=MODEL, says="says", model="0.5"
) -> Evidence:
    return Evidence(
        "pattern",
        says,
        "a source",
        verdict,
        model,
        model if verdict in ("contradicted", "practically none") else "",
        frozenset(outcomes.split()),
        frozenset(levers.split()),
        largest,
        of_model,
    )


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("rural-town", set()),
        ("three-levers-town", {"coordinators", "mentors", "project_money"}),
        ("settlement-matched", {"settlement"}),
        ("sawmill-closes", {"closures"}),
        ("seeds/small-association-procured", {"groups", "procurement"}),
        ("seeds/hudiksvall", {"support"}),
    ],
)
def test_levers_of_a_scenario_are_those_it_has(scenario, expected):
    found = levers_of(load_scenario(packaged_scenarios() / f"{scenario}.yaml"))
    assert found >= expected
    assert found <= expected | {"project_money", "support"} and found <= set(KINDS)


def test_a_programme_switched_off_is_no_lever():
    scenario = fakes.scenario(1, interventions=True)
    assert levers_of(scenario) == {"mentors", "groups", "coordinators", "project_money"}
    alone = with_overrides(scenario, {"programmes.friends.active": False, "coordinators": {}})
    assert levers_of(alone) == {"groups", "project_money"}
    assert levers_of(fakes.scenario(1)) == set()


def test_rows_are_chosen_by_lever_and_only_those_of_none_by_outcome():
    assert speaks_of(row(outcomes="work"), {"work"}, set())
    assert not speaks_of(row(outcomes="homes"), {"work"}, {"mentors"})
    assert speaks_of(row(outcomes="homes", levers="mentors placements"), {"work"}, {"mentors"})
    assert not speaks_of(row(outcomes="work", levers="placements"), {"work"}, {"mentors"})


def test_the_lead_counts_every_verdict_and_says_when_there_is_nothing():
    rows = [row(), row(), row("contradicted"), row("practically none"), row("cannot be told"), row("not tested")]
    assert lead_of(rows) == (
        "Of 5 rows of evidence that speak of what this report shows, in other places, the model agrees with 2, "
        "contradicts 1, shows practically nothing of 1 and leaves 1 open."
    )
    assert lead_of([row(), row()]).endswith("the model agrees with 2.")
    assert "nothing published" in lead_of([row("not tested")]) and "nothing published" in lead_of([])


def test_notes_name_levers_nobody_tested_larger_places_and_another_model():
    scenario = fakes.scenario(1, interventions=True)
    rows = [
        row(levers="mentors", largest=900, of_model=MODEL - 1),
        row("cannot be told", levers="coordinators"),
        row("not tested", outcomes="staying"),
    ]
    words = " ".join(card_of([scenario], rows).notes)
    assert (
        "Nothing tells whether it is right about what groups and open houses, coordinators and money that ends do."
        in words
    )
    assert "of up to 900 inhabitants; here are 3,000." in words
    assert f"This is model {MODEL}; asked was model {MODEL - 1}, whose runs differ." in words
    assert "1 row of evidence on it has not been asked." in words
    few = " ".join(card_of([scenario], [row(levers="mentors groups coordinators project_money")]).notes)
    assert "Nothing tells" not in few and "inhabitants" not in few and "whose runs differ" not in few


def test_levers_of_all_arms_count_and_a_plain_town_is_told_nothing_of_levers():
    rows = [row(says="of mentors", levers="mentors"), row(says="of the town")]
    plain = card_of([fakes.scenario(1)], rows).table
    both = card_of([fakes.scenario(1), fakes.scenario(1, interventions=True)], rows).table
    assert [cells[0] for _, some in plain.sections for cells in some] == ["of the town"]
    assert [cells[0] for _, some in both.sections for cells in some] == ["of mentors", "of the town"]
    assert card_of([fakes.scenario(1)], []).table is None


def test_what_it_misses_is_said_first_with_its_numbers():
    rows = [row(), row("contradicted", says="Few leave.", model="many: 0.9"), row("cannot be told")]
    assert card_of([fakes.scenario(1)], rows).misses == ["Few leave. Here: many: 0.9."]


def test_the_table_tells_each_verdict_under_its_own_heading():
    rows = [row(verdict, says=verdict) for verdict in VERDICTS] + [row("not tested", says="not tested")]
    table = card_of([fakes.scenario(1)], rows).table
    assert [(words, [cells[0] for cells in some]) for words, some in table.sections] == [
        (words, [verdict]) for verdict, words in VERDICTS.items()
    ]


def test_what_comes_with_the_program_can_be_read_and_speaks_in_known_words():
    for one in evidence():
        assert one.verdict in {*VERDICTS, "not tested"} and one.levers <= set(KINDS)
        assert one.model or one.verdict in ("not tested", "cannot be told")
        assert one.says and one.source and one.outcomes


def test_the_card_stands_in_the_report(tmp_path, monkeypatch):
    from experiments.commands.run import Experiment, carry_through
    from experiments.commands.store import Store

    monkeypatch.setattr("experiments.report.card.evidence", lambda: (row("contradicted", says="Nobody <leaves>."),))
    store = Store(tmp_path)
    store.claim()
    carry_through(Experiment(fakes.scenario(1, 30), "made-up", 5, 1, 30), store, simulate=fakes.simulate)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "contradicts 1" in text and "Nobody &lt;leaves&gt;." in text
    section = text[text.index('id="card"') : text.index('id="figures"')]
    assert re.search(r"<th colspan=\"3\"[^>]*>It contradicts</th>", section)
