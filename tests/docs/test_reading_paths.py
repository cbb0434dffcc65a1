"""The pages to begin with: a council's numbers are those found, and the cookbook answers twenty questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
COUNCIL, FINDINGS, COOKBOOK = (
    (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("council", "findings", "cookbook")
)
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
RECIPES = re.split(r"^## (?=\d)", COOKBOOK, flags=re.MULTILINE)[1:]


def test_every_number_a_council_reads_is_one_that_was_found() -> None:
    told = set(NUMBER.findall(re.sub(r"^(\*\*)?\d+\.", "", COUNCIL, flags=re.MULTILINE)))
    assert {"0.18", "76,000", "28"} <= told
    assert told <= {*NUMBER.findall(FINDINGS), "0"}, sorted(told - set(NUMBER.findall(FINDINGS)))


def test_a_council_reads_it_in_ten_minutes() -> None:
    """At some 120 words a minute, slower than anybody reads."""
    assert 400 < len(re.sub(r"\]\([^)]*\)", "]", COUNCIL).split()) < 1200


def test_the_cookbook_answers_twenty_questions() -> None:
    titles = [recipe.partition("\n")[0] for recipe in RECIPES]
    assert [int(title.split()[0]) for title in titles] == list(range(1, 21))
    assert all(title.endswith("?") for title in titles)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.split()[0])
def test_a_recipe_says_what_to_type_what_comes_out_and_how_to_read_it(recipe: str) -> None:
    typed, out, read = (recipe.find(sign) for sign in ("```sh\nbygd ", "**Comes out:**", "**Read it:**"))
    assert 0 < typed < out < read


def test_its_table_leads_to_each() -> None:
    linked = re.findall(r"\[(\d+) [^\]]+\]\(#(\d+)-", COOKBOOK)
    assert sorted(int(number) for number, _ in linked) == list(range(1, 21))
    assert all(number == place for number, place in linked)
