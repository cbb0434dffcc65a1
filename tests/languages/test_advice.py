"""The page of advice in another language: its language declared, none of its own sentences left in English."""

from __future__ import annotations

import html as entities
import re

import pytest

from bygd.advise.lacks import Lack, said
from bygd.advise.missing import LACKING, SERVED
from bygd.advise.page import Page, markdown, mixes_csv
from sim.languages import OTHERS, in_language
from tests.web.test_advice_prints import page

GIVEN = ("a simulated run spent", "the town has coordinators", "what to buy")
"""Lines of the made-up answer that stand in it as text."""


@pytest.fixture(scope="module")
def made() -> Page:
    return page()


def lines(text: str) -> set[str]:
    """Sentences, headings and cells that have words."""
    parts = re.split(r"\n|\||(?<=[.;:]) ", entities.unescape(text))
    found = {part.strip(" -#") for part in parts}
    return {one for one in found if len(re.findall(r"[a-zA-Zé]{3,}", one)) > 1 and not any(w in one for w in GIVEN)}


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_sentence_is_left(made: Page, code: str) -> None:
    english = lines(markdown(made, "bygd advise"))
    with in_language(code):
        other = lines(markdown(made, "bygd advise"))
    assert len(other) > 30 and not (english & other) - {"bygd advise"}


def test_what_is_missing_is_data_in_english_and_said_in_the_language(made: Page) -> None:
    with in_language("fi"):
        line = Lack("Friend mentors", LACKING["mentor"], SERVED, share="31")
        assert str(line).startswith("Friend mentors: not enough mentors; 31 % of those")
        assert said(line).startswith("Ystävämentorit: liian vähän mentoreita; 31 % ")
        assert mixes_csv(made) == mixes_csv_in_english(made)


def mixes_csv_in_english(made: Page) -> str:
    with in_language("en"):
        return mixes_csv(made)
