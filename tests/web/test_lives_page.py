"""Single lives: exactly those of the history that was watched, with their ties."""

from __future__ import annotations

import math
import re
from html import unescape

import numpy as np
import pytest
from matplotlib.text import Text

from bygd.web import background, lives_figures
from bygd.web import lives as lives_shown
from bygd.web.background import Cancelled, Refused, Teller
from bygd.web.lives import STAGES, Gathering, resimulate, what_one_sees
from bygd.web.lives_page import events_of, friends_of, head_of
from bygd.web.markup import drawn
from experiments.lives import simulate
from sim.languages import LANGUAGES, in_language
from sim.scenario import with_overrides
from tests.web.villages import village

MONTHS, SEED = 12, 1
quiet = Teller(lambda share, words: None)


@pytest.fixture(scope="module")
def gathering() -> Gathering:
    return resimulate(village(MONTHS), SEED, MONTHS, quiet)


def test_lives_are_those_of_the_history_watched(gathering: Gathering) -> None:
    lives = {life.uid: life for life in simulate(village(MONTHS), SEED, lives=lives_shown.NEWCOMERS).lives}
    reported = {life.uid: life for life in gathering.lives if life.newcomer}
    assert set(reported) == set(lives)
    for uid, life in lives.items():
        assert reported[uid].title == life.title
        assert [(text, cause) for _, text, cause in reported[uid].events] == [event[1:] for event in life.events]
        for name in ("local_friends", "language", "belonging"):
            np.testing.assert_allclose(reported[uid].series[name], life.series[name])


def test_newcomers_come_first_then_locals(gathering: Gathering) -> None:
    kinds = [life.newcomer for life in gathering.lives]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds.count(True) == lives_shown.NEWCOMERS and kinds.count(False) == lives_shown.LOCALS


def test_the_same_people_are_followed_under_another_policy(gathering: Gathering) -> None:
    other = resimulate(with_overrides(village(MONTHS), {"programmes.friends.hours": 2.0}), SEED, MONTHS, quiet)
    assert [life.uid for life in other.lives] == [life.uid for life in gathering.lives]


def test_a_person_is_found_by_number_and_stands_first(gathering: Gathering) -> None:
    wanted = gathering.lives[3]
    assert gathering.uid_of(wanted.number) == wanted.uid
    one = resimulate(village(MONTHS), SEED, MONTHS, quiet, newcomers=2, locals_=0, watched=[wanted.uid])
    assert one.lives[0].uid == wanted.uid
    assert one.lives[0].events == wanted.events and len(one.lives) == 3


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_a_number_nobody_has_is_refused_with_those_there_are(gathering: Gathering, number: int) -> None:
    words = f"There is no person {number}: .* numbered from 1 to {gathering.people}"
    with pytest.raises(Refused, match=words):
        gathering.uid_of(number)


def test_closest_ties_come_first_and_reach_the_stage_they_are_said_to(gathering: Gathering) -> None:
    casual, friend, close = gathering.stages
    least = dict(zip(STAGES, (0.0, casual, friend, close), strict=True))
    for life in gathering.lives:
        peaks = [float(np.nanmax(one.hours)) for one in life.friends]
        assert peaks == sorted(peaks, reverse=True)
        assert all(peak >= least[one.highest] for peak, one in zip(peaks, life.friends, strict=True))
        assert [one.letter for one in life.friends] == list("ABCDEF"[: len(life.friends)])
        assert all(len(one.hours) == MONTHS for one in life.friends)


def test_ties_are_of_the_months_somebody_was_here(gathering: Gathering) -> None:
    for life in gathering.lives:
        away = np.isnan(life.series["local_friends"])
        assert all(np.isnan(one.hours[away]).all() for one in life.friends)


def test_leaving_the_page_stops_the_re_living(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "EVERY", 0.0)
    reported: list[str] = []
    teller = Teller(lambda share, words: (reported.append(words), teller.stop() if words.endswith("2010-02") else None))
    with pytest.raises(Cancelled):
        resimulate(village(MONTHS), SEED + 1, MONTHS, teller)
    assert list(dict.fromkeys(reported)) == ["building the region", "simulating 2010-01", "simulating 2010-02"]


def test_what_was_lived_once_is_at_hand(gathering: Gathering) -> None:
    stopped = Teller(lambda share, words: None)
    stopped.stop()
    assert resimulate(village(MONTHS), SEED, MONTHS, stopped) is gathering


def test_every_life_is_drawn_and_reported_in_words(gathering: Gathering) -> None:
    for life in (gathering.lives[0], gathering.lives[-1]):
        pictures = lives_figures.pictures(life, gathering)
        assert [one.name for one in pictures] == ["ties", "friends", "learning"]
        html = drawn(pictures[0], "ties-1")
        assert 'role="img"' in html and "var(--blue)" in html and "#0072b2" not in html
        assert "nan" not in " ".join(one.alt for one in pictures)
        page = unescape(head_of(life) + friends_of(life) + events_of(life))
        assert f"Person number {life.number}" in page and life.title in page
        assert all(text in page and cause in page for _, text, cause in life.events)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_words_of_a_picture_run_over_its_edge_in_any_language(gathering: Gathering, code: str) -> None:
    with in_language(code):
        for picture in lives_figures.pictures(gathering.lives[0], gathering):
            sheet = picture.figure.bbox
            for text in picture.figure.findobj(Text):
                if text.get_visible() and text.get_text().strip():
                    assert text.get_window_extent().x1 <= sheet.x1 + 1, (picture.name, text.get_text())


def test_numbers_in_a_picture_have_the_marks_of_the_language(gathering: Gathering) -> None:
    with in_language("sv"):
        learning = drawn(lives_figures.pictures(gathering.lives[0], gathering)[-1], "learning-1")
    assert ">0,4<" in learning and not re.search(r">[0-9]+\.[0-9]+<", learning)


def test_a_life_without_ties_says_so(gathering: Gathering) -> None:
    from dataclasses import replace

    alone = replace(gathering.lives[0], friends=(), others=0, events=())
    assert lives_figures.ties(alone, gathering).reading == "No tie outside one's own home in these months."
    assert friends_of(alone) == "" and "Nothing that the model tells of" in events_of(alone)


def test_a_single_month_can_be_looked_at() -> None:
    first = resimulate(village(MONTHS), SEED, 1, quiet)
    for life in first.lives:
        for picture in lives_figures.pictures(life, first):
            assert drawn(picture, "first")
    assert not any(math.isnan(hours) for life in first.lives for one in life.friends for hours in one.hours)


def test_the_page_is_said_in_one_sentence(gathering: Gathering) -> None:
    words = what_one_sees(gathering)
    assert words.startswith(f"{len(gathering.lives)} lives out of {gathering.people}")
    assert "January 2010" in words and words.count(".") == 1
