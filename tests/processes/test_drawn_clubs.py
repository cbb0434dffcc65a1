"""Any club of the place: which one is drawn depends on the clubs there are, not on how they are kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, ClubType, FocusSlot
from sim.processes import clubs
from sim.processes.clubs import directory, drawn_club
from sim.rng import Process, named_uid, seed_word, words
from sim.town import Town, Used
from tests.processes.civil import civil_town, helped
from tests.processes.civil import live as live_programmes
from tests.processes.societies import clubs_of, give_work, open_club, settle, with_rules
from tests.processes.test_clubs import EAGER
from tests.processes.towns import town_of

ASKED = 4000


def with_clubs(count: int, *, closed_before: int = 0, closed_after: int = 0) -> Town:
    """Open clubs with names of their own, among rows of clubs that are no more."""
    town = with_rules(town_of(people=200), clubs=EAGER)
    add_clubs(town, count, closed_before, closed_after)
    return town


def add_clubs(town: Town, count: int, closed_before: int, closed_after: int, kind: ClubType = ClubType.SPORT) -> None:
    total = closed_before + count + closed_after
    for what, more in ((Used.CLUBS, total), (Used.FOCI, total), (Used.SEATS, total * 128)):
        town.ensure_room(what, more)
    for number in range(-closed_before, count + closed_after):
        club = open_club(town, kind)
        town.state.clubs.uid[club] = named_uid("a club", number)
        town.state.clubs.open[club] = 0 <= number < count


def drawn(town: Town, asked: int = ASKED, about: int = NOBODY) -> np.ndarray[Any, Any]:
    """Uids of the clubs that so many people draw, 0 for none."""
    table = town.state.clubs
    at = directory(town.state)
    answers = []
    for number in range(asked):
        high, low, _, _ = words(seed_word(5), Process.CLUB_HEARING.value, np.uint64(number), 3, 1)
        word = np.uint64((int(high) << 32) | int(low))
        club = int(drawn_club(town.state, 0, about, word, at))
        answers.append(0 if club == NOBODY else int(table.uid[club]))
    return np.array(answers, np.uint64)


@pytest.mark.parametrize("count", [60, 64, 65, 70])
def test_every_open_club_is_as_likely_as_any_other(count: int) -> None:
    answers = drawn(with_clubs(count, closed_before=3, closed_after=5))
    found, times = np.unique(answers, return_counts=True)
    assert len(found) == count and 0 not in found, "nobody draws a club that is not there"
    expected = ASKED / count
    chi_square = float(((times - expected) ** 2 / expected).sum())
    freedom = count - 1
    assert chi_square < freedom + 4 * np.sqrt(2 * freedom)


def test_closing_a_club_changes_only_those_who_chose_it() -> None:
    town = with_clubs(40)
    before = drawn(town, 1000)
    gone = town.state.clubs.uid[7]
    town.state.clubs.open[7] = 0
    after = drawn(town, 1000)
    chose = before == gone
    assert 10 < chose.sum() < 50
    assert (before[~chose] == after[~chose]).all()
    assert (after != gone).all()
    assert len(np.unique(after[chose])) > 10, "who chose it spread over the others"


def test_where_there_is_no_club_none_is_drawn() -> None:
    assert (drawn(with_clubs(0, closed_after=3), 10) == 0).all()
    assert (drawn(with_clubs(4), 10, about=ClubType.AID) == 0).all()


def test_clubs_that_are_no_more_change_nobody() -> None:
    """Joining in a town does not depend on how many clubs it has had, nor on where their rows stand."""

    def memberships(**closed: int) -> list[list[int]]:
        town = with_clubs(12, **closed)
        give_work(town, settle(town, 120))
        for _ in range(6):
            clubs.step(town)
            town.month += 1
        uids = town.state.clubs.uid
        return [sorted(int(uids[club]) for club in clubs_of(town, person)) for person in range(120)]

    few = memberships()
    assert sum(map(len, few)) > 60
    assert memberships(closed_after=60) == few
    assert memberships(closed_before=53) == few


@pytest.mark.parametrize("kind", ["any", "sport"])
def test_programmes_tell_of_clubs_whatever_rows_there_are(kind: str) -> None:
    def informed(closed: int) -> list[int]:
        town = civil_town(programmes={"help": {"form": "support", "carries": {"information": 1.0, "clubs": kind}}})
        helped(town, 10, 60)
        add_clubs(town, 5, 0, closed)
        live_programmes(town)
        candidate = town.state.memberships.candidate[10:70]
        return [int(club) for club in candidate]

    few = informed(0)
    assert set(few) == {0, 1, 2, 3, 4}, "everybody is told, and of any club"
    assert informed(59) == few


def test_parents_at_a_gate_hear_of_any_club_whatever_rows_there_are() -> None:
    def heard(closed: int) -> list[int]:
        town = with_clubs(3, closed_after=closed)
        with_rules(town, clubs={"own_search": 0.0, "hear_at_school": 0.5})
        rows = settle(town, 100)
        town.state.memberships.focus[list(rows), FocusSlot.SCHOOL_GATE] = 0
        clubs.step(town)
        return [int(club) for club in town.state.memberships.candidate[:100]]

    few = heard(0)
    assert 30 < sum(club != NOBODY for club in few) < 70
    assert heard(30) == few
