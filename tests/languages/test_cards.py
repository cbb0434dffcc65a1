"""Cards of good practice in each language: their own words translated, quotations marked, data the same."""

from __future__ import annotations

import json
import re

import pytest

from bygd.cli import main
from bygd.practices.cards import card, cards, search
from bygd.practices.pages import page, pages
from bygd.practices.results import shipped
from bygd.practices.snippets import snippet
from bygd.practices.speaking import marked, texts
from sim.languages import OTHERS, _, in_language, translated

NAMES_ALONE = 40
"""Letters of a text that may be the same in two languages: "Jomala 2018."."""


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_every_card_is_translated(code: str) -> None:
    with in_language(code):
        left = {text for context, text in texts() if not translated(text, context) and len(text) > NAMES_ALONE}
    assert not left


def test_a_finnish_card_has_its_heads_and_decimal_commas() -> None:
    with in_language("fi"):
        text = page(card("reykjanesbaer"), shipped().get("seeds/reykjanesbaer", ()))
    assert '<html lang="fi">' in text and "Kenelle" in text and "9,8 %" in text
    plain = re.sub(r"<style>.*?</style>|<span lang=\"en\">.*?</span>|<pre.*?</pre>|<[^>]+>", " ", text, flags=re.S)
    assert not re.search(r"\b(the|what|which|with|and)\b", plain)


def test_a_quotation_stays_in_english_and_is_marked() -> None:
    said = '"turning strangers into acquaintances"'
    with in_language("sv"):
        text = str(marked(card("diversity-cafe").facts["achieved"]))
        assert "verktygslådans ord" in text
        assert f'<span lang="en">{said.replace(chr(34), "&#34;")}</span>' in text
        assert str(marked("Nobody translates this.")) == '<span lang="en">Nobody translates this.</span>'
    assert "<span" not in marked(card("diversity-cafe").facts["achieved"])


def test_cards_are_found_by_words_of_the_language_and_of_english() -> None:
    with in_language("fi"):
        one = card(_(card("language-cafe").title))
        assert one.name == "programmes/language-cafe"
        assert one in search(["kielikahvila"]) and one in search(["language"])
    assert one not in search(["kielikahvila"])


def test_data_are_the_same_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for code in ("en", "is"):
        assert main(["practices", "show", "poli", "--json", "--language", code]) == 0
        said.append(json.loads(capsys.readouterr().out))
        with in_language(code):
            said[-1]["lines"] = [snippet(one) for one in cards()]
    assert said[0] == said[1]


def test_pages_have_the_same_names_in_every_language() -> None:
    with in_language("da"):
        made = pages(shipped())
    assert set(made) == set(pages(shipped())) and all('<html lang="da">' in text for text in made.values())
