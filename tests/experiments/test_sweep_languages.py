"""The report of a sweep in another language: none of its own sentences left in English, the same numbers and data."""

from __future__ import annotations

import argparse
import html
import json
import re

import pytest
from hamlet import Counted, swept
from matplotlib.text import Text
from test_sweep_report import made, manifest

from bygd.cli import main
from bygd.cli.sweep import arguments, command_of
from experiments.analysis import analyse
from experiments.analysis import analysing as steps
from experiments.figures.sweep import FIGURES
from experiments.report.sweep import sweep_html
from experiments.report.sweep_files import texts
from sim.languages import OTHERS, in_language

METHODS = ("morris", "sobol-indices", "latin-hypercube", "one-at-a-time", "grid")
GIVEN = re.compile(
    r"Hours <a month> that\s+mentor & newcome(r meet|r?…)|Half-life of ties|What <decides> & why|made to fail|\bidle\b|"
    r"bygd sweep design\.yaml|\b(Policy|policy) (none|mentors)\b|\bPolicy\b|\bnone, mentors\b"
)
"""The design's own words, and those of a run that failed."""


@pytest.fixture(scope="module")
def analysed():
    missing = {"latin-hypercube": ((1, 5), (2, 7))}
    return {method: analyse(made(method, missing=missing.get(method, ())), resamples=20) for method in METHODS}


def page_of(found):
    return sweep_html(found, [], list(texts(found)), manifest(found.swept.design), "bygd sweep design.yaml")


def plain(page):
    """What a page says in words, a line an element; its code and the versions of libraries left out."""
    page = re.sub(r"<style>.*?</style>|<pre>.*?</pre>|<code>.*?</code>", " ", page, flags=re.DOTALL)
    lines = [" ".join(html.unescape(line).split()) for line in re.sub(r"<[^>]+>", "\n", page).split("\n")]
    return [re.sub(r"\b(bygd|numpy|scipy|Python|SALib|scikit-learn) [\d.]+\d", "", line) for line in lines]


def sentences(lines):
    """Parts of lines that have words, without those that the design gives."""
    parts = {part.strip() for line in lines for part in re.split(r"\n|(?<=[.;:]) ", GIVEN.sub(" ", line))}
    return {part for part in parts if len(re.findall(r"[a-zA-Zé]{3,}", part)) > 1}


@pytest.mark.parametrize("method", METHODS)
def test_no_english_sentence_is_left_on_the_page(analysed, method):
    found = analysed[method]
    english = sentences(plain(page_of(found)))
    assert len(english) > 30
    for code in OTHERS:
        with in_language(code):
            page = page_of(found)
        assert f'<html lang="{code}">' in page
        assert not english & sentences(plain(page)), code


@pytest.mark.parametrize("method", METHODS)
def test_numbers_have_decimal_commas_and_english_is_as_it_was(analysed, method):
    found = analysed[method]
    english = page_of(found)
    with in_language("fi"):
        lines = plain(page_of(found))
    assert not [line for line in lines if re.search(r"\d\.\d", line)]
    assert any(re.search(r"\d,\d", line) for line in lines)
    assert page_of(found) == english and re.search(r"\d\.\d", "".join(plain(english)))


@pytest.mark.parametrize("method", METHODS)
def test_figures_say_nothing_in_english(analysed, method):
    said = {}
    for code in ("en", "fi"):
        with in_language(code):
            pictures = [picture for draw in FIGURES.values() if (picture := draw(analysed[method])) is not None]
            said[code] = {
                part
                for picture in pictures
                for part in sentences(
                    [picture.title, picture.reading, picture.alt]
                    + [text.get_text() for text in picture.figure.findobj(Text)]
                )
            }
    assert said["en"] and not said["en"] & said["fi"]


def test_what_could_not_be_computed_is_said_in_the_language_and_kept_in_english(monkeypatch):
    def broken(*args, **more):
        raise ValueError("made to fail")

    monkeypatch.setattr(steps, "pawn", broken)
    found = analyse(made("latin-hypercube"), resamples=20, curves=False)
    with in_language("sv"):
        page = html.unescape(page_of(found))
        assert found.failed[0].words.startswith("PAWN indices of “Local friends per newcomer” could not be computed")
    assert "PAWN-index, ”Lokala vänner per nyanländ”: gick inte att beräkna (ValueError: made to fail)." in page


def test_a_finished_sweep_writes_its_report_again_in_another_language(design, tmp_path):
    folder = tmp_path / "out"
    swept(design(), folder, jobs=0)
    before = {path.name: path.read_bytes() for path in (*folder.glob("*.csv"), *folder.glob("*.parquet"))}
    english = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    again = Counted()
    assert swept(design(), folder, again, jobs=0, language="fi").run_now == again.runs == 0
    finnish = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fi">' in finnish and "Faktorikoe" in finnish and "Mitä tasot tekevät" not in english
    assert "Paikalliset ystävät" in (folder / "figures" / "effects.svg").read_text(encoding="utf-8")
    assert before == {path.name: path.read_bytes() for path in (*folder.glob("*.csv"), *folder.glob("*.parquet"))}
    assert "language" not in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["identity"]


def test_the_command_says_the_language_and_refuses_one_that_there_is_not(monkeypatch, capsys):
    monkeypatch.delenv("BYGD_LANGUAGE", raising=False)
    parser = argparse.ArgumentParser()
    arguments(parser)
    assert command_of(parser.parse_args(["a.yaml"]), "a.yaml", None) == "bygd sweep a.yaml"
    asked = parser.parse_args(["a.yaml", "--language", "nb"])
    assert command_of(asked, "a.yaml", None) == "bygd sweep a.yaml --language nb"
    assert main(["sweep", "experiments/three-levers", "--language", "svenska"]) == 2
    assert "did you mean sv?" in capsys.readouterr().err
    monkeypatch.setenv("BYGD_LANGUAGE", "fi")
    parser = argparse.ArgumentParser()
    arguments(parser)
    assert parser.parse_args(["a.yaml"]).language == "fi"
