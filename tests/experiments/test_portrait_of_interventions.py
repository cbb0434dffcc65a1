"""Programmes, posts and money in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.portrait.whole import portrait
from sim.scenario import scenario_from
from tests.scenario.example import example

FUNDING = {"project": {"name": "Project money", "start": "2010-07", "months": 12, "per_year": 600000.0}}


def said(**changes: Any) -> str:
    return " ".join(portrait(scenario_from(example(**changes))).split())


def test_nothing_is_said_where_nothing_is_done() -> None:
    text = said()
    for heading in ("Programmes:", "Coordinators:", "Money:"):
        assert heading not in text


def reported(text: str, paragraphs: str) -> None:
    """Each paragraph, however it is wrapped, stands in the text."""
    for paragraph in paragraphs.split("\n\n"):
        assert " ".join(paragraph.split()) in text


def test_a_mentor_programme_in_full() -> None:
    text = said(
        funding=FUNDING,
        programmes={
            "mentors": {
                "name": "Mentors",
                "funding": ["project"],
                "per_participant": 2,
                "mentors": "family",
                "hours": 5.0,
                "months": 9,
                "capacity": 40,
                "whole_household": True,
                "places": ["vannas"],
                "staff": 1.0,
                "target": {
                    "pathways": ["quota", "asylum", "family"],
                    "sex": "women",
                    "youngest": 20,
                    "oldest": 60,
                    "from_month": 3,
                    "to_month": 24,
                    "work": "without",
                    "schooling": ["compulsory"],
                    "recognised": "no",
                    "health": "poor",
                    "children": "with",
                    "awaiting": "yes",
                    "share": 0.5,
                    "origins": ["syria"],
                },
                "carries": {"language": 2.0, "information": 0.1, "friends": 0.2, "recognition": 1.0},
                "cost": {"start": 1000.0, "per_volunteer": 150.0},
            }
        },
    )
    reported(
        text,
        """
        Mentors: for newcomers (women only) aged 20 to 60 from Syria who came as resettled refugees, settled
        asylum seekers or family members without work with compulsory schooling whose qualification does not
        count yet in poor health with children at home whose family is still abroad, 3 to 24 months after they
        came (50% of them want it); each household has 2 families with children, 5 hours a month with each
        for 9 months; room for 40 at once, the others wait; brings 2 hours of language practice a month, word
        of a club (10% a month), an introduction to one of the mentor's friends (20% a month) and help with
        recognition (a qualification counts 2 times as fast); in Vännäs; costs 1,000 SEK to begin, 150 SEK for
        each volunteer a month and 1 post of its own; paid by Project money until 2011-06

        Project money: the state pays 600,000 SEK a year from 2010-07 to 2011-06; at the end it is wound up
    """,
    )


def test_groups_support_and_workplaces_are_distinguished() -> None:
    text = said(
        funding=FUNDING,
        programmes={
            "cafe": {"funding": ["project"], "form": "group", "neutral_venue": False, "per_participant": 3},
            "fees": {
                "funding": ["project"],
                "form": "support",
                "active": False,
                "carries": {"fee_support": 1.0, "information": 0.2, "clubs": "sport"},
            },
            "colleague": {"funding": ["project"], "mentors": "workplace", "tasks_redistributed": False},
        },
    )
    reported(
        text,
        """
        meetings of a group in a venue that keeps some away, 4 hours a month for 12 months, 3 volunteers for
        every ten

        fees (switched off): for newcomers aged 18 to 66, up to 36 months after they came; help for 12 months

        brings word of a sport club (20% a month) and 100% of club fees and equipment

        each has 1 colleague, 4 hours a month for 12 months, nobody takes over the mentor's tasks
    """,
    )


def test_streams_say_what_happens_at_their_end() -> None:
    text = said(
        funding={
            "project": {
                **FUNDING["project"],
                "renewals": 2,
                "takeover": 0.5,
                "arrangement": "procurement",
                "payer": "eu",
                "per_year": None,
            },
            "later": {"name": "Town budget", "payer": "municipality", "start": "2012-01", "permanent": True},
            "idle": {"months": 3},
        },
        coordinators={
            "post": {"name": "Coordinator", "funding": ["project", "later"], "fte": 0.5, "local": False, "tenure": 12}
        },
    )
    reported(
        text,
        """
        Coordinator: 0.5 full-time posts, held by somebody from elsewhere, 12 months in the post at the start;
        everywhere; costs 330,000 SEK a year; paid by Project money until 2011-06 (perhaps longer), then Town
        budget to the end

        Project money: the EU pays what it costs from 2010-07 to 2011-06; it can be applied for 2 times more
        (granted with a chance of 60%, 6 months between); at the end the municipality takes over with a
        chance of 50% at best, as its finances, its will and the results allow; procured, which takes 6
        months and adds 15% to every cost; what it pays for costs 379,500 SEK a year

        Town budget: the municipality pays what it costs from 2012-01 on, to the end

        idle: the state pays what it costs from 2010-01 to 2010-03; at the end it is wound up; it pays for
        nothing
    """,
    )


@pytest.mark.parametrize(
    ("pot", "own", "words"),
    [
        ({"arrangement": "procurement"}, {}, " if Friends can bid"),
        ({"arrangement": "partnership"}, {}, ""),
        ({"arrangement": "procurement", "renewals": 0, "months": 400}, {}, ""),
        ({"arrangement": "procurement"}, {"active": False}, ""),
    ],
)
def test_procured_money_lasts_if_its_organisation_can_bid(pot: Any, own: Any, words: str) -> None:
    text = said(
        funding={"pot": {"months": 12, "renewals": 40, "renewal_chance": 1.0, "renewal_gap": 0, **pot}},
        organisations={"friends": {"name": "Friends", **own}},
        programmes={"cafe": {"funding": ["pot"], "organisation": "friends"}},
    )
    assert f"paid by pot to the end{words}" in text.replace(".", ";") + ";" and f"on, to the end{words}" in text
    assert ("can bid" in text) == bool(words)


def test_a_post_tells_its_yearly_cost_and_that_more_than_is_needed_achieves_nothing() -> None:
    text = said(funding={"town": {"permanent": True}}, coordinators={"post": {"funding": ["town"], "fte": 20}})
    assert "costs 12,264,000 SEK a year; paid by town to the end" in text
    assert "20 full-time posts of coordinators (12,264,000 SEK a year) are more than" in text
    text = said(funding={"town": {"permanent": True}}, coordinators={"post": {"funding": ["town"], "fte": 0.5}})
    assert "are more than" not in text


def test_yearly_cost_stands_beside_yearly_money() -> None:
    def pot(per_year: float, **cost: float) -> str:
        return said(
            funding={"pot": {"per_year": per_year, "permanent": True}},
            programmes={"p": {"funding": ["pot"], "capacity": 10, "cost": cost}},
        )

    text = pot(100_000, per_month=20_000, per_participant=500)
    assert "costs 240,000 SEK a year, up to 300,000 SEK with every place taken" in text
    assert "at least 140,000 SEK a year is missing" in text
    assert "with every place taken 50,000 SEK a year is missing" in pot(250_000, per_month=20_000, per_participant=500)
    assert "at least 60,000 SEK a year is not spent and goes back" in pot(300_000, per_month=20_000)
    assert "Note: programmes.p costs nothing" in pot(100_000)


def test_one_place_leaves_no_empty_part() -> None:
    text = said(
        places={"vannas": {"population": 400}},
        travel={},
        funding={"town": {"permanent": True}},
        coordinators={"post": {"funding": ["town"]}},
    )
    assert "held by a local; costs 636,000 SEK a year; paid by town to the end" in text
    assert "; ;" not in text
