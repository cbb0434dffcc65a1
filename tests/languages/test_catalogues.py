"""Catalogues are up to date with the code, keep what is written down of them, and have no faults."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bygd.languages.counting import Count, counts, faults, read
from bygd.languages.extracting import TEMPLATE, template, text_of
from bygd.languages.glossary import missing_terms, terms
from sim.languages import FOLDER, LANGUAGES, OTHERS, catalogue, in_language, ngettext, translated

LEAST = {"sv": 0.99, "nb": 0.99, "da": 0.99, "fi": 0.99, "is": 0.99}
"""Shares translated that no change may fall under; what is more may be written down."""


@pytest.fixture(scope="module")
def made() -> Catalog:
    return template()


def test_the_template_is_what_the_code_says(made: Catalog) -> None:
    with (FOLDER / TEMPLATE).open("rb") as stream:
        there = {(one.id, one.context) for one in read_po(stream)}
    assert there == {(one.id, one.context) for one in made}, "python -m bygd.languages --extract"


def test_the_template_made_twice_has_the_same_bytes(made: Catalog) -> None:
    assert text_of(made) == text_of(template())


@pytest.mark.parametrize("code", OTHERS)
def test_the_file_of_a_language_has_every_text_of_the_template(code: str, made: Catalog) -> None:
    there = {(str(one.id), one.context) for one in read(code)}
    assert {(str(one.id), one.context) for one in made} <= there, "python -m bygd.languages --extract"


@pytest.mark.parametrize("code", OTHERS)
def test_places_for_values_markup_and_plural_forms_are_those_of_the_source(code: str) -> None:
    assert not list(faults(read(code)))


def test_faults_are_found() -> None:
    wrong = Catalog(locale="sv")
    wrong.add("of {number}", "av {tal}")
    wrong.add(("{n} run", "{n} runs"), ("{n} körning", ""))
    wrong.add("<b>so</b>", "så")
    assert len(list(faults(wrong))) == 3


def test_no_language_falls_under_its_share(made: Catalog) -> None:
    low = {one.language: round(one.share, 3) for one in counts(made) if one.share < LEAST[one.language]}
    assert not low, "texts were added or changed: translate them, or say here that fewer are translated"


def test_a_fuzzy_text_counts_as_none() -> None:
    assert Count("sv", 1, 2, 1).share == 0.25


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_translated_is_used_and_what_is_not_stays_english(code: str) -> None:
    with in_language(code):
        assert ngettext("month", "months", 1) != ngettext("month", "months", 5) != "months"
        assert catalogue(code).gettext("nobody translates this") == "nobody translates this"
        assert translated("In short") and not translated("nobody translates this")


@pytest.mark.parametrize("code", OTHERS)
def test_the_terms_of_the_glossary_are_kept(code: str) -> None:
    assert not missing_terms(code)


def test_every_term_has_a_word_in_every_language() -> None:
    assert len(terms()) >= 40
    assert all(row[code].strip() for row in terms() for code in LANGUAGES)
