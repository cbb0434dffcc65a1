"""Programmes and meeting places: open houses, programmes that are held in one, and kinds for parents alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Enrolment, FocusSlot, MeetingPlaceType, TieKind
from sim.network import find_slot, tie
from sim.processes import meeting_places
from sim.processes.open_houses import KINDS
from sim.scenario import ScenarioError, scenario_from
from sim.town import Town, Used
from tests.processes.civil import civil_town, enrolled, live, with_children
from tests.processes.societies import settle

COLUMN = FocusSlot.MEETING_PLACE
HOUSE: dict[str, Any] = {
    "form": "open",
    "venue": "neighbourhood_house",
    "target": {"to_month": 480},
    "carries": {"language": 5.0},
}
NEVER = {"loss": 0.01, "leaving": 0.0, "friends": 0.0}


def housed(people: int = 200, rules: dict[str, Any] | None = None, **programme: Any) -> tuple[Town, range, range]:
    """A town with one open house; as many locals as newcomers, nobody a regular."""
    town = civil_town(
        programmes={"house": {**HOUSE, **programme}}, people=3000, meeting_places={"loss": 3.0, **(rules or {})}
    )
    return town, settle(town, people), settle(town, people, newcomer=True, arrival=0)


def going_to(town: Town, owner: int) -> set[int]:
    """Regulars of groups of this owner."""
    focus = town.state.memberships.focus[: int(town.used[Used.PEOPLE]), COLUMN]
    rows = np.flatnonzero(focus != NOBODY)
    return set(rows[town.state.foci.owner[focus[rows]] == owner].tolist())


def practising(town: Town) -> set[int]:
    return set(np.flatnonzero(town.state.civic.practice > 0.0).tolist())


def test_everybody_may_go_to_an_open_house_and_it_reaches_those_whom_it_is_for() -> None:
    town, locals_, newcomers = housed()
    live(town, 6, meeting_places.step)
    before = going_to(town, KINDS)
    live(town)
    assert before & set(locals_) and before & set(newcomers)
    assert practising(town) == before & set(newcomers)
    assert town.state.programmes.taking_part[0] == len(practising(town)) > 5
    assert town.state.programmes.waiting[0] == 0 == town.used[Used.ENROLMENTS]


def test_no_more_are_reached_than_there_is_room_for() -> None:
    town, _, _ = housed(capacity=3)
    live(town, 6, meeting_places.step)
    assert len(practising(town)) == town.state.programmes.taking_part[0] == 3


def test_those_whom_an_open_house_is_for_hear_of_it() -> None:
    def regulars(outreach: float, stay_on: float = 0.5) -> tuple[int, int]:
        town, locals_, newcomers = housed(outreach=outreach, rules={**NEVER, "stay_on": stay_on})
        found = going_to(live(town, 3, meeting_places.step), KINDS)
        return len(found & set(locals_)), len(found & set(newcomers))

    assert regulars(0.0) == regulars(1.0, stay_on=0.0) == (0, 0)
    mine, theirs = regulars(1.0)
    assert mine == 0 and theirs > 50


def test_a_house_that_is_paid_no_more_closes_and_ties_made_there_live_on() -> None:
    town, _, _ = housed(rules={**NEVER, "stay_on": 1.0})
    live(town, 2, meeting_places.step)
    a, b = sorted(going_to(town, KINDS))[:2]
    tie(a, b, 20.0, int(TieKind.MEETING_PLACE), 100, 0, town.state.ties)
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["programmes"]["house"]["active"] = False
    town.goes_by(scenario_from(data))
    live(town, 1, meeting_places.step)
    assert not going_to(town, KINDS) and not practising(town)
    assert town.state.ties.kind[a, find_slot(a, b, town.state.ties)] == TieKind.FRIEND


def test_longer_hours_draw_more_to_a_house_and_none_close_it() -> None:
    def found(hours: float) -> int:
        town, _, _ = housed(opening_hours=hours, outreach=0.0)
        return len(going_to(live(town, 6, meeting_places.step), KINDS))

    assert found(0.0) == 0 < found(2.0) < found(40.0)


def parents_town(venue: str, **rules: Any) -> Town:
    """Ten of 200 live with a small child; there is a café, and one meeting place for parents."""
    town = civil_town(people=400, meeting_places={"loss": 3.0, **rules})
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["places"]["place0"]["meeting_places"] = {"cafe": 1, venue: 1}
    town.goes_by(scenario_from(data))
    rows = settle(town, 200)
    with_children(town, list(rows))
    town.state.people.birth[200:210] = -24
    return town


@pytest.mark.parametrize("venue", ["playground", "open_nursery"])
def test_parents_of_small_children_alone_go_to_a_playground_and_not_for_ever(venue: str) -> None:
    town = parents_town(venue, loss=3.0, clubless=10.0, leaving=0.0)
    kind = MeetingPlaceType[venue.upper()]
    for _ in range(24):
        meeting_places.step(town)
        town.month += 1
    assert set() < going_to(town, kind) <= set(range(10)) and going_to(town, MeetingPlaceType.CAFE) - set(range(10))
    town.state.people.birth[200:210] = town.month - 12 * 6
    meeting_places.step(town)
    assert not going_to(town, kind)


def test_nobody_goes_along_with_a_friend_to_where_only_parents_go() -> None:
    town = parents_town("playground", loss=3.0, friends=20.0, leaving=0.0, clubless=10.0)
    for _ in range(24):
        there = sorted(going_to(town, MeetingPlaceType.PLAYGROUND))
        town.state.ties.partner[10:200] = there[0] if there else 1  # everybody thinks of one parent
        meeting_places.step(town)
        town.month += 1
    assert set() < going_to(town, MeetingPlaceType.PLAYGROUND) <= set(range(10))


def held_town(hours: float = 40.0, **programme: Any) -> tuple[Town, range]:
    """A group at the café of the first place alone, and newcomers in both."""
    town = civil_town(
        places=2,
        people=3000,
        programmes={"group": {"form": "support", "venue": "cafe", "months": 60, **programme}},
        meeting_places={**NEVER, "at_venue": 1.0},
        travel={"place0": {"place1": 30.0}},
    )
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["places"]["place0"]["opening_hours"] = {"cafe": hours}
    data["places"]["place1"]["opening_hours"] = {"cafe": 0.0}
    town.goes_by(scenario_from(data))
    return town, settle(town, 60, newcomer=True, arrival=0)


def test_what_is_held_at_a_meeting_place_runs_only_while_one_is_open_there() -> None:
    town, rows = held_town()
    elsewhere = set(settle(town, 20, newcomer=True, arrival=0, place=1))
    live(town, 2)
    assert enrolled(town, Enrolment.ACTIVE) == set(rows) and not enrolled(town) & elsewhere
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["places"]["place0"]["opening_hours"] = {"cafe": 0.0}
    town.goes_by(scenario_from(data))
    live(town)
    assert enrolled(town, Enrolment.ACTIVE) == set()


def test_an_open_house_can_hold_a_programme() -> None:
    def taking_part(**programmes: Any) -> int:
        group = {"form": "support", "venue": "open_nursery"}
        town = civil_town(people=400, programmes={"group": group, **programmes})
        settle(town, 30, newcomer=True, arrival=0)
        return len(enrolled(live(town, 2), Enrolment.ACTIVE))

    assert (taking_part(), taking_part(house={**HOUSE, "venue": "open_nursery"})) == (0, 30)


def test_regulars_hear_of_what_is_held_where_they_go() -> None:
    def heard(at_venue: float) -> int:
        town, rows = held_town(outreach=0.1)
        data = town.scenario.model_dump(mode="json", exclude_unset=True)
        data["meeting_places"]["at_venue"] = at_venue
        town.goes_by(scenario_from(data))
        live(town, 1, meeting_places.step)
        group = town.state.foci.owner == MeetingPlaceType.CAFE
        group &= (town.state.foci.kind == TieKind.MEETING_PLACE) & (town.state.foci.place == 0)
        town.state.memberships.focus[list(rows), COLUMN] = np.flatnonzero(group)[0]
        return len(enrolled(live(town, 2)))

    assert heard(0.0) < heard(1.0) < heard(5.0)


@pytest.mark.parametrize(("stay_on", "least", "most"), [(0.0, 0, 0), (0.3, 10, 40), (1.0, 60, 60)])
def test_who_takes_part_there_may_stay_on_as_a_regular(stay_on: float, least: int, most: int) -> None:
    town, rows = held_town()
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["meeting_places"].update(stay_on=stay_on, without_language=1.0)
    town.goes_by(scenario_from(data))
    live(town, 1, meeting_places.step)
    found = going_to(town, MeetingPlaceType.CAFE)
    assert least <= len(found & set(rows)) <= most


def test_an_open_house_needs_a_kind_of_meeting_place_and_meeting_places_are_neutral() -> None:
    base: dict[str, Any] = {"places": {"a": {"population": 30}}, "funding": {"pot": {"permanent": True}}}
    for programme, words in (
        ({"form": "open"}, "an open house needs its kind of meeting place"),
        ({"form": "group", "venue": "library", "neutral_venue": False}, "keeps nobody away"),
        ({"form": "group", "venue": "libary"}, "library"),
    ):
        with pytest.raises(ScenarioError, match=words):
            scenario_from({**base, "programmes": {"one": {"funding": ["pot"], **programme}}})
