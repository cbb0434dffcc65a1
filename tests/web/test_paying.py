"""The books: the same money as the measures, who paid it, when it ends, and what there is for it."""

from __future__ import annotations

import dataclasses

import pytest

from bygd.web import money_figures, money_words
from bygd.web.background import Teller
from bygd.web.grants import Spell, joined, spells_of
from bygd.web.markup import drawn
from bygd.web.money_page import html_of
from bygd.web.paying import Books, books_of, years_of
from sim.history import simulate
from sim.scenario import Scenario, with_overrides
from tests.web.villages import village

MONTHS, SEED = 18, 1
quiet = Teller(lambda share, words: None)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return village(30)


@pytest.fixture(scope="module")
def books(scenario: Scenario) -> Books:
    return books_of(scenario, SEED, MONTHS, quiet)


def test_the_books_hold_the_money_of_the_history_watched(scenario: Scenario, books: Books) -> None:
    table = simulate(scenario, SEED, months=MONTHS).to_pandas().query("place == 'all'")
    spent = table.query("measure == 'spent' and group == 'all'").value.sum()
    assert spent > 0 and books.total == pytest.approx(spent)
    for payer, values in books.paid.items():
        paid = table.query(f"measure == 'spent_by_payer' and group == '{payer}'")
        assert values.tolist() == pytest.approx(
            [paid.query("month < 12").value.sum(), paid.query("month >= 12").value.sum()]
        )
    for name, values in books.purse.items():
        assert values.sum() == pytest.approx(table.query(f"measure == '{name}'").value.sum())
    assert sum(amount for *_, amount in books.by_intervention) == pytest.approx(spent)


def test_levers_and_bus_lines_are_in_the_books_by_name(books: Books) -> None:
    assert books.besides == 0.0 and "levers" not in " ".join(money_words.in_short(books))
    kinds = {kind: spent for _, kind, spent in books.by_intervention}
    dearer = dataclasses.replace(books, by_intervention=books.by_intervention[:-1])
    assert dearer.besides == pytest.approx(books.by_intervention[-1][2]) and kinds
    assert "of it on levers, bus lines and homes built." in money_words.in_short(dearer)[0]
    table = money_words.table_of_interventions(dearer)
    assert table is not None and table.sections[0][1][-1][0] == "Levers, bus lines and homes built"


def test_who_pays_changes_when_the_grant_ends(books: Books) -> None:
    rows = {row.key: row for row in books.rows}
    assert rows["project"].spells == (Spell(0, 5, "paid", "state"),)
    assert rows["project"].words == "Money from the state from January 2010 to June 2010; then it came to its end."
    assert rows["friends"].spells == (Spell(0, 5, "paid", "state"), Spell(6, 17, "paid", "municipality"))
    assert rows["friends"].words == "Ran from January 2010 to June 2011 and goes on."
    assert rows["coordinator"].words == (
        "Ran from January 2010 to June 2010, then stopped. "
        "Vacant from April 2010 to June 2010: no salary was paid then."
    )
    assert rows["coordinator"].spells == (Spell(0, 2, "paid", "state"), Spell(3, 5, "vacant", "state"))


def test_what_is_still_to_come_is_reported_as_planned(scenario: Scenario, books: Books) -> None:
    line = next(row for row in books.rows if row.key == "line")
    assert line.spells[-1] == Spell(MONTHS, scenario.months - 1, "planned", "municipality")
    early = {row.key: row for row in books_of(scenario, SEED, 3, quiet).rows}
    assert early["project"].words.endswith("it ends after June 2010.")
    assert early["line"].words == "Not begun; the municipality is to pay from July 2010 to June 2012."


@pytest.mark.parametrize(
    ("funding", "words", "payers"),
    [
        ({"takeover": 1.0, "takeover_results": 0.0}, "it has no end", ["state", "municipality"]),
        ({"renewals": 1, "renewal_chance": 1.0, "renewal_gap": 3}, "then it came to its end", ["state"] * 2),
    ],
)
def test_takeovers_and_second_grants_are_seen(funding: dict[str, float], words: str, payers: list[str]) -> None:
    projects = village(
        18,
        money=False,
        funding={"project": {"payer": "state", "months": 6, **funding}},
        programmes={"cafe": {"funding": ["project"], "form": "group", "cost": {"per_month": 1000}}},
    )
    rich = with_overrides(projects, {"money.finances": 1.0, "money.will": 1.0})
    row = books_of(rich, SEED, 18, quiet).rows[0]
    assert [spell.payer for spell in row.spells if spell.how == "paid"] == payers
    assert words in row.words


def test_a_lever_moved_mid_run_is_in_the_books() -> None:
    cut = village(18, levers={"funding.line.active": {"2010-10": False}})
    row = next(row for row in books_of(cut, SEED, 12, quiet).rows if row.key == "line")
    assert row.spells == (Spell(6, 8, "paid", "municipality"),)
    assert row.words.endswith("then it was switched off.")


def test_volunteers_hours_are_counted_and_never_priced(books: Books) -> None:
    assert books.hours.sum() > 0
    table = money_words.table_of_payers(books)
    assert table.sections[1] == (
        "Not paid for, hours",
        [["Volunteers' hours", *(f"{value:,.0f}" for value in (*books.hours, books.hours.sum()))]],
    )


def test_every_amount_has_its_unit(books: Books) -> None:
    short = " ".join(money_words.in_short(books))
    assert "SEK" in short and "hours" in short and "of 100" in short
    headings = [heading for heading, _ in money_words.table_of_payers(books).sections]
    assert all(heading.endswith(("thousand SEK", "hours")) for heading in headings)
    assert all(
        cost.endswith("SEK") or cost.startswith("no number")
        for _, _, cost in money_words.table_of_outcomes(books).sections[0][1]
    )


def test_cost_per_outcome_is_what_was_spent_over_what_there_is(books: Books) -> None:
    for outcome in books.outcomes:
        assert outcome.number > 0 and outcome.cost == pytest.approx(books.total / outcome.number)


def test_no_outcome_gives_no_number_but_words() -> None:
    assert money_words.cost_words(0, None, 5000.0) == "no number: there is none"
    assert money_words.cost_words(7, None, 0.0) == "no number: nothing was spent"


def test_a_town_without_programmes_says_that_it_has_no_grants() -> None:
    bare = books_of(village(6, money=False), SEED, 6, quiet)
    assert not bare.planned and bare.rows == ()
    assert money_words.in_short(bare) == [money_words.NO_PLANS]
    short, pictures, ends, tables, log = html_of(bare, 6)
    assert "no grants" in short and not pictures and not ends and not log
    assert "State grants" in tables


def test_money_that_is_switched_off_counts_as_none() -> None:
    off = {
        "funding": {"spare": {"payer": "state", "months": 6, "active": False}},
        "programmes": {"cafe": {"funding": ["spare"], "form": "group"}},
    }
    assert not books_of(village(6, money=False, **off), SEED, 6, quiet).planned


def test_the_page_draws_both_pictures_and_escapes_names(scenario: Scenario, books: Books) -> None:
    short, pictures, ends, tables, log = html_of(books, scenario.months)
    assert pictures.count("<figure>") == 2 and pictures.count('role="img"') == 2
    assert "Friend mentors &lt;new&gt;" in ends and "<new>" not in short + ends + tables + log
    assert "Project: Money from the state" in money_figures.timeline(books, scenario.months).alt
    assert drawn(money_figures.by_year(books), "payers")


def test_years_of_the_run_have_names_that_fit_the_calendar() -> None:
    assert years_of(village(18, money=False), 18) == ["2010", "2011-01 to 2011-06"]
    midsummer = village(18, money=False, start="2010-07")
    assert years_of(midsummer, 13) == ["2010-07 to 2011-06", "2011-07"]


def test_spells_are_runs_of_equal_months() -> None:
    states = [("paid", "state")] * 2 + [("", "")] + [("paid", "state")] + [("paid", "eu")] * 2
    spells = spells_of(states)
    assert spells == [Spell(0, 1, "paid", "state"), Spell(3, 3, "paid", "state"), Spell(4, 5, "paid", "eu")]
    assert [(spell.first, spell.last) for spell in joined(spells)] == [(0, 1), (3, 5)]
    assert spells[0].last == 1  # joining leaves the spells as they were
