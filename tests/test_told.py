"""Texts told in English and said later in another language."""

from __future__ import annotations

import copy
import json
import pickle
from typing import ClassVar

import pytest

from sim import languages
from sim.languages import in_language
from sim.told import (
    Told,
    meaning_of,
    said,
    tell,
    tell_clauses,
    tell_duration,
    tell_list,
    tell_many,
    tell_month,
    tell_number,
    tell_ordinal,
    told_again,
    told_of,
    who_and_what,
)


class Catalogue:
    """A language of which a test knows the texts."""

    TEXTS: ClassVar = {
        "met {who} in {month}": "{month} möttes: {who}",
        "a local woman, {years}": "en kvinna från orten, {years}",
        "begins": "börjar",
    }

    def gettext(self, text: str) -> str:
        return self.TEXTS.get(text, text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return {"{number} mentor": ("{number} mentor", "{number} mentorer")}.get(one, (one, many))[number != 1]


@pytest.fixture(autouse=True)
def swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "catalogue", lambda code: Catalogue())


def met() -> Told:
    return tell("met {who} in {month}", who=tell("a local woman, {years}", years=45), month=tell_month("2012-03"))


def test_it_is_english_to_whoever_does_not_ask() -> None:
    text = met()
    assert text == "met a local woman, 45 in March 2012" and f"{text}!" == "met a local woman, 45 in March 2012!"
    assert said(text) == text and type(said(text)) is str
    assert hash(text) == hash(str(text)) and json.dumps(text) == '"met a local woman, 45 in March 2012"'


def test_it_is_said_in_the_language_in_force_with_all_that_stands_in_it() -> None:
    text = met()
    with in_language("sv"):
        assert said(text) == "mars 2012 möttes: en kvinna från orten, 45"
        assert said("a name") == "a name"
        assert said(tell_many("{number} mentor", "{number} mentors", 3)) == "3 mentorer"
        assert said(tell_clauses(tell("begins"), "", tell_ordinal(2), between="; ")) == "börjar; 2."
        assert said(tell("{amount} SEK", amount=1250000)) == "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}000 SEK"
        assert said(tell_list(["a", tell("begins"), "c"])) == "a, börjar och c"


def test_it_is_english_that_is_made_also_where_another_language_is_in_force() -> None:
    with in_language("sv"):
        assert tell_many("{number} mentor", "{number} mentors", 3) == "three mentors"
        assert tell_duration(27) == "two years and three months"
        assert tell_number(2, first=True) == "Two" and tell_ordinal(3, first=True) == "Third"
        assert tell("{amount} SEK", amount=1250000) == "1,250,000 SEK"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_copies_know_it_too(again: object) -> None:
    text = again(met())  # type: ignore[operator]
    with in_language("sv"):
        assert text == met() and said(text) == said(met())


def test_it_is_kept_as_data() -> None:
    text = tell_clauses(met(), tell_duration(14), tell_many("{number} mentor", "{number} mentors", 1))
    kept = json.loads(json.dumps([text, meaning_of(text)]))
    with in_language("sv"):
        assert said(told_again(*kept)) == said(text) != text
    assert told_again("as it was", None) == "as it was"


def test_an_entry_of_a_log_is_taken_apart_where_it_was_put_together() -> None:
    for who in ("Mentors", "Mentors: the second", ""):
        entry = told_of(who, tell("begins"))
        assert entry == (f"{who}: begins" if who else "begins")
        found, what = who_and_what(entry)
        assert (found, what) == (who, "begins")
        with in_language("sv"):
            assert said(what) == "börjar"
    assert who_and_what("Mentors: begins") == ("Mentors", "begins")


def test_an_unknown_way_is_refused() -> None:
    with in_language("sv"), pytest.raises(ValueError, match="no text is made by 'magic'"):
        said(Told("x", ["magic", 1]))
