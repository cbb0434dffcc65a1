"""The page of households placed, in another language: declared as such, and no sentence of its own left in English."""

from __future__ import annotations

import html as entities
import re

import pytest
from matplotlib.text import Text

from bygd.settle.page import Page, assignment_csv, effects_csv, figure, html, markdown
from sim.languages import OTHERS, in_language
from tests.web.test_settlement_prints import COMMAND, MANIFEST, page


@pytest.fixture(scope="module")
def made() -> Page:
    return page()


def sentences(text: str) -> set[str]:
    """Sentences, headings and cells that have words; code left out."""
    text = re.sub(r"<style>.*?</style>|<pre>.*?</pre>|<code>.*?</code>|<svg.*?</svg>|`[^`]*`", " ", text, flags=re.S)
    parts = re.split(r"\n|\||(?<=[.;:]) ", entities.unescape(re.sub(r"<[^>]+>", "\n", text)))
    found = {" ".join(part.split()).strip(" -#") for part in parts}
    return {one for one in found if len(re.findall(r"[a-zA-Zé]{3,}", one)) > 1}


def given(made: Page) -> str:
    """What is in its own language everywhere: the title of the region, names of places, the literature, the command."""
    names = [place.name for place in made.asked.region.base.places.values()]
    return "\n".join([made.title, *names, " · ".join(made.references), COMMAND])


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_sentence_is_left(made: Page, code: str) -> None:
    english = sentences(html(made, [], MANIFEST, COMMAND)) | sentences(markdown(made, COMMAND))
    data = assignment_csv(made), effects_csv(made)
    with in_language(code):
        said = html(made, [], MANIFEST, COMMAND)
        other = sentences(said) | sentences(markdown(made, COMMAND))
        drawn = {text.get_text() for text in figure(made).figure.findobj(Text)}
        assert data == (assignment_csv(made), effects_csv(made))
    assert f'<html lang="{code}">' in said
    assert len(other) > 30 and not {one for one in english & other if one not in given(made)}
    assert not drawn & {text.get_text() for text in figure(made).figure.findobj(Text) if text.get_text().count(" ") > 1}
