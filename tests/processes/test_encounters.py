"""Encounters are looked up before they are held: what one changes for the next is seen all the same."""

from __future__ import annotations

import numpy as np
import pytest

from sim import threads as threading_rows
from sim.allocation import grown
from sim.codes import NOBODY, FocusSlot, TieKind
from sim.foci import enter
from sim.history import simulate
from sim.network import find_slot, tie, untie
from sim.processes import encounters, meeting
from sim.scenario import scenario_from
from sim.threads import over_ranges
from sim.town import Town
from tests.processes.societies import settle, with_rules
from tests.processes.towns import add_focus, town_of
from tests.properties.test_same_bytes import DATA

ENCOUNTERS_ONLY = {"free_hours": 0.0, "introductions": 0.0, "known_share": 0.0, "openness_matters": False}


def after_rounds(rounds: int) -> Town:
    """Two strangers who are with each other in every round of a month, three hours each time."""
    clubs = {"club_encounters": rounds, "club_hours": 3.0 * rounds}
    town = with_rules(town_of(people=8), meeting={**ENCOUNTERS_ONLY, **clubs})
    settle(town, 2)
    town.state.people.household[:2] = (0, 1)
    club = add_focus(town, TieKind.CLUB, seats=2)
    for person in (0, 1):
        assert enter(town.state, person, FocusSlot.CLUB_1.value, club)
    meeting.step(town)
    return town


def test_strangers_who_meet_again_in_the_month_have_one_tie_and_all_the_hours() -> None:
    once, again = after_rounds(1), after_rounds(4)
    for town, rounds in ((once, 1), (again, 4)):
        ties = town.state.ties
        assert (ties.partner[:2] != NOBODY).sum(axis=1).tolist() == [1, 1]
        assert ties.hours[0, find_slot(0, 1, ties)] == ties.hours[1, find_slot(1, 0, ties)]
        assert town.state.contacts.spent[:2].tolist() == [3.0 * rounds, 3.0 * rounds]
    hours = [town.state.ties.hours[0].sum() for town in (once, again)]
    assert hours[1] == pytest.approx(4.0 * hours[0])


@pytest.mark.parametrize("changed", ["nothing", "another tie", "no tie"])
def test_what_has_changed_since_it_was_looked_up_counts_as_it_is_when_the_encounter_is_held(changed: str) -> None:
    found = []
    for change_first in (True, False):
        town = with_rules(town_of(people=8), meeting={**ENCOUNTERS_ONLY, "club_encounters": 1, "club_hours": 3.0})
        settle(town, 2)
        town.state.people.household[:2] = (0, 1)
        club, ties = add_focus(town, TieKind.CLUB, seats=2), town.state.ties
        for person in (0, 1):
            assert enter(town.state, person, FocusSlot.CLUB_1.value, club)
        assert tie(0, 1, 20.0, TieKind.FRIEND.value, 40, 0, ties)

        def change(town: Town = town) -> None:
            if changed != "nothing":
                untie(0, 1, town.state.ties)
            if changed == "another tie":  # in the same slot, of another quality
                assert tie(0, 1, 20.0, TieKind.FRIEND.value, 200, 0, town.state.ties)

        if change_first:
            change()
        terms = meeting.tables_of(town).terms
        pairs = encounters.room_for_pairs(np.zeros(club + 1, np.int64), np.zeros(club + 1, np.int64), 1)
        given = (club, club + 1, town.state, town.rules, terms, pairs)
        encounters.look_up(*given)
        assert pairs.found[club] == 1
        if not change_first:
            change()
        encounters.hold_encounters(*given)
        found.append(ties.hours[:2].tobytes())
    assert found[0] == found[1]


def test_the_record_of_a_friend_is_one_line_of_the_cache_also_where_the_arrays_grew() -> None:
    state = town_of(people=8).state
    for offers in (state.contacts.offers, grown(state, "people", 99).contacts.offers):
        assert offers.itemsize * offers.shape[1] == 64
        assert offers.ctypes.data % 64 == 0


def test_batches_of_foci_are_all_foci_and_none_has_more_than_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encounters, "AT_ONCE", 10)
    before = np.concatenate([[0], np.cumsum([4, 6, 0, 3, 25, 2, 0])])
    assert encounters.batches_of(before) == [0, 3, 4, 5, 7]
    assert encounters.batches_of(np.zeros(1, np.int64)) == [0]
    assert encounters.batches_of(np.array([0, 0])) == [0, 1]


def test_encounters_in_batches_are_those_of_all_foci_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate(scenario_from(DATA), 5, months=2).digest
    monkeypatch.setattr(encounters, "AT_ONCE", 20)
    assert simulate(scenario_from(DATA), 5, months=2).digest == whole
    assert simulate(scenario_from(DATA), 5, months=2, threads=3).digest == whole


def test_ranges_together_are_all_rows_and_what_fails_in_one_is_reported() -> None:
    seen = np.zeros(10, np.int64)

    def mark(start: int, stop: int, by: int) -> None:
        seen[start:stop] += by
        if by < 0 and start > 0:
            raise ValueError("no")

    over_ranges(mark, [0, 3, 3, 10], 2, 2)
    assert seen.tolist() == [2] * 10
    with pytest.raises(ValueError, match="no"):
        over_ranges(mark, [0, 5, 10], 2, -1)


def test_many_rows_are_cut_into_more_ranges_than_threads_and_each_is_taken_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading_rows, "MANY", 100)
    parts = [threading_rows.parts_of(rows, of) for rows, of in ((99, 2), (100, 2), (100, 1))]
    assert parts == [2, 2 * threading_rows.PARTS, 1]
    seen, starts = np.zeros(1000, np.int64), list[int]()

    def mark(start: int, stop: int) -> None:
        starts.append(start)
        seen[start:stop] += 1

    threading_rows.over_rows(mark, 1000, 2)
    assert seen.tolist() == [1] * 1000 and sorted(starts) == [125 * part for part in range(8)]
    whole = simulate(scenario_from(DATA), 5, months=2).digest
    assert simulate(scenario_from(DATA), 5, months=2, threads=2).digest == whole
