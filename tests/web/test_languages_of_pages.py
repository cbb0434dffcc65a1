"""No English is left of what the pages beside the town say themselves, in any of the other languages."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from bygd.web import markup
from bygd.web.background import Teller
from bygd.web.checklist_page import standing_html
from bygd.web.comparison_setup import Pace, expectation
from bygd.web.lives import Gathering, resimulate, what_one_sees
from bygd.web.lives_figures import pictures
from bygd.web.lives_page import events_of, friends_of, head_of
from bygd.web.money_page import html_of
from bygd.web.money_words import what_one_sees as books_in_a_sentence
from bygd.web.paying import books_of
from bygd.web.policies import Asked, Policy, planned, question_of
from sim.languages import OTHERS, in_language
from sim.told import tell
from tests.web.villages import village

pytest.importorskip("solara")
MONTHS = 18
NAMES = ("Friend mentors", "Budget line", "made-up")
"""What the scenario calls its own."""


def quiet() -> Teller:
    return Teller(lambda share, words: None)


def pieces(text: str) -> set[str]:
    """Sentences and words that a person reads, without what is marked as English and the scenario's names."""
    text = re.sub(r'<span lang="en">.*?</span>|<style.*?</style>', "", text, flags=re.DOTALL)
    labels = re.findall(r'aria-label="([^"]*)"', text)
    found = {html.unescape(piece).strip() for piece in re.split(r"<[^>]*>|(?<=[.;:]) ", text)}
    found |= {html.unescape(label) for label in labels}
    return {one for one in found if re.search(r"[A-Za-z]{3} ", one) and not any(name in one for name in NAMES)}


def money() -> str:
    scenario = village(30)
    books = books_of(scenario, 1, MONTHS, quiet())
    return books_in_a_sentence(books) + "".join(html_of(books, scenario.months))


def lives() -> str:
    gathering: Gathering = resimulate(village(12), 1, 12, quiet())
    said = [what_one_sees(gathering)]
    for life in (gathering.lives[0], gathering.lives[-1]):
        said += [head_of(life), friends_of(life), events_of(life)]
        said += [markup.drawn(one, one.name) for one in pictures(life, gathering)]
    return " ".join(said)


def compare() -> str:
    policy = Policy("x", levers=(("mentor_hours", 12.0), ("fees", 0.5)), lines="work.accept=0.3")
    plan, problem = planned(Asked("controls", (policy,), 1, 12), village(24), 1)
    assert plan is not None, problem
    question = question_of(plan)
    return markup.bullets([question.title, *question.lines]) + markup.paragraphs([expectation(plan, Pace())])


def checklist() -> str:
    return standing_html({"G2": 1, "H3": 4, "E1": 2})


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("page", [money, lives, compare, checklist])
def test_no_english_is_left_of_a_page(page: Any, code: str) -> None:
    with in_language("en"):
        english = pieces(page())
    with in_language(code):
        other = pieces(page())
    assert len(other) > 2
    assert not english & other


def test_what_is_english_is_marked_where_the_page_is_not() -> None:
    words = markup.InEnglish("Hours at home: 60 → 50")
    assert markup.bullets([words]) == "<ul><li>Hours at home: 60 → 50</li></ul>"
    with in_language("fi"):
        assert '<span lang="en">Hours at home' in markup.bullets([words])


def test_what_happened_is_told_in_the_language_of_the_page() -> None:
    event = ("toukokuu 2013", tell("Got a car"), tell("more room"))
    with in_language("fi"):
        assert "<span>Hankki auton <em>(enemmän tilaa)</em></span>" in markup.dated([event])
    assert "<span>Got a car <em>(more room)</em></span>" in markup.dated([event])
