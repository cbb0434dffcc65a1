"""Groups and their volunteers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Enrolment, FocusSlot, TieKind
from sim.processes import meeting
from sim.town import Town, Used
from tests.processes.civil import QUIET, civil_town, enrolled, helped, live, mentored

ACTIVE, WAITING, DONE = Enrolment.ACTIVE, Enrolment.WAITING, Enrolment.DONE
GROUP = FocusSlot.PROGRAMME


def grouped(months: int = 1, newcomers: int = 20, locals_: int = 40, **programme: Any) -> Town:
    return mentored(
        {"form": "group", "months": 60, **programme}, locals_=locals_, newcomers=newcomers, months=months, meeting=QUIET
    )


def helpers(town: Town) -> set[int]:
    """Volunteers who sit in a group."""
    return set(np.flatnonzero(town.state.memberships.focus[:, GROUP] != NOBODY).tolist()) - enrolled(town)


@pytest.mark.parametrize(("each", "count"), [(1, 2), (2, 4), (3, 6)])
def test_a_group_needs_its_volunteers_for_every_ten(each: int, count: int) -> None:
    town = grouped(per_participant=each)
    assert len(enrolled(town, ACTIVE)) == 20
    assert len(helpers(town)) == count
    assert town.state.programmes.helping[0] == count


def test_a_group_without_volunteers_does_not_begin() -> None:
    town = grouped(locals_=0)
    assert (town.state.memberships.focus[:, GROUP] == NOBODY).all()
    assert len(enrolled(town, WAITING)) == 20


def test_a_full_group_opens_another() -> None:
    town = mentored(
        {"form": "group", "capacity": 200}, newcomers=60, locals_=60, months=6, mentoring={"group_size": 16}
    )
    foci, used = town.state.foci, int(town.used[Used.FOCI])
    groups = foci.kind[:used] == TieKind.MENTOR
    assert groups.sum() >= 4
    assert (foci.count[:used][groups] <= 16).all()
    assert len(enrolled(town, ACTIVE)) == 60


def test_a_group_s_meetings_make_acquaintances_and_their_hours_can_be_switched_off() -> None:
    def known(**more: Any) -> int:
        town = civil_town(programmes={"cafe": {"form": "group", "hours": 8.0, "months": 60, **more}}, meeting=QUIET)
        _, rows = helped(town, 40, 20, openness=1.0)
        live(town, 6, meeting.step)
        return int((town.state.ties.partner[list(rows)] != NOBODY).sum())

    assert known() > 20
    assert known(hours=0.0) == known(capacity=0) == 0


def test_a_venue_that_is_not_neutral_keeps_some_newcomers_away_for_good() -> None:
    def come(neutral: bool, kept_away: float = 0.5) -> set[int]:
        town = civil_town(
            programmes={"cafe": {"form": "group", "capacity": 200, "neutral_venue": neutral}},
            mentoring={"not_neutral": kept_away},
        )
        helped(town, 100, 100)
        return enrolled(live(town, 12))

    assert len(come(True)) == 100
    assert 30 < len(come(False)) < 70
    assert come(False, kept_away=0.0) == come(True)
    assert come(False, kept_away=1.0) == set()


def test_volunteers_who_stop_leave_their_group() -> None:
    town = grouped()
    town.state.civic.ready[:] = 0
    live(town)
    assert helpers(town) == set()


def test_a_group_s_hours_come_out_of_everybody_s_free_hours() -> None:
    town = mentored({"form": "group", "hours": 7.0, "months": 60}, meeting={**QUIET, "free_hours": 20.0})
    live(town, 1, meeting.step)
    taking, helping = enrolled(town, Enrolment.ACTIVE), np.flatnonzero(town.state.civic.load > 0.0)
    assert len(taking) > 5
    assert len(helping) > 0
    for rows, column in ((sorted(taking), "taking"), (helping.tolist(), "load")):
        assert (getattr(town.state.civic, column)[rows] == 7.0).all()
        assert (town.state.contacts.spare[rows] <= 13.0).all()
