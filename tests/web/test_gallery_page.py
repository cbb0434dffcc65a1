"""The Gallery page: a card in full, as markup and in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bygd.practices.cards import cards, search
from bygd.practices.gallery import full, gallery
from bygd.practices.pages import write_pages
from bygd.practices.results import shipped
from tests.web.browser import Window

Open = Callable[..., Window]


def test_a_card_s_markup_says_all_and_lets_nothing_through(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("solara")
    from dataclasses import replace

    from bygd.web.practices_page import card_html, said

    one = full("hudiksvall")
    html = card_html(replace(one, title="<b>bold</b>"))
    assert "<b>bold" not in html and "&lt;b&gt;bold" in html
    for head, words in one.facts:
        assert head in html and words.split("'")[0].split('"')[0][:20] in html
    assert "programmes:" in html and one.notes[0].split("'")[0] in html
    assert said("", 60) == "" and said("mentor", 1) == "1 card has these words" and "first 12" in said("a", 13)


def test_pages_without_a_server_are_searched_in_any_letters(browser: Any, tmp_path: Path) -> None:
    assert isinstance(write_pages(tmp_path, shipped()), int)
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    rows = page.locator("tr[data-words]:visible")
    assert rows.count() == len(cards())
    for words in ("Sonderborg", "KVINFO denmark", "språkcafe", "Hvammstangi þing"):
        page.get_by_label("Find cards with these words").fill(words)
        found = [one.title for one in search([words])]
        assert [row.split("\t")[0].strip() for row in rows.all_inner_texts()] == found
        assert page.get_by_role("status").inner_text() == f"Cards found: {len(found)}"
    page.get_by_label("Find cards with these words").fill("Sonderborg")
    page.get_by_role("link", name=re.compile("Sønderborg")).click()
    assert page.get_by_role("heading", level=1).inner_text() == full("soenderborg").title
    assert all(url.startswith(tmp_path.as_uri()) for url in asked)
    page.close()


def test_a_card_is_found_by_its_words_and_chosen(window: Open) -> None:
    town = window()
    town.page.get_by_role("navigation").get_by_text("Gallery", exact=True).click()
    page = town.page.get_by_role("region", name="Gallery", exact=True)
    page.get_by_role("heading", name=gallery()[0].title, exact=True).wait_for()
    field = page.get_by_role("combobox", name="Find cards with these words")
    field.press_sequentially("Sonderborg")
    page.get_by_role("listbox").get_by_role("option").first.click()
    page.get_by_role("heading", name=full("soenderborg").title).wait_for()
    assert full("soenderborg").facts[1][1] in page.inner_text()
    field.fill("no such card")
    field.press("Enter")
    page.get_by_role("alert").wait_for()
    assert "there is no card" in page.get_by_role("alert").inner_text()
    page.get_by_role("combobox", name="Card", exact=True).select_option("posts/coordinator")
    page.get_by_role("heading", name="Coordinator", exact=True).wait_for()
