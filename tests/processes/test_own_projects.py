"""Promises of what newcomers organise themselves: who helps, who hears of it, and who comes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import ORIGIN_LIMIT, Enrolment
from sim.history import begin
from sim.measures.counting import record
from sim.measures.recorder import Recorder
from sim.processes import volunteers
from sim.scenario import ScenarioError, scenario_from
from sim.town import Town, Used
from tests.processes.civil import civil_town, enrolled, live, mentors_of, volunteer
from tests.processes.societies import settle

HEARD = {"outreach": 0.15, "target": {"share": 0.5}}


def project(organised_by: tuple[str, ...] = ("one",), form: str = "support", **sections: Any) -> Town:
    """100 newcomers of each of two origins, and a programme that people of the first organise."""
    programme = {"form": form, "months": 60, "organised_by": list(organised_by), **sections.pop("programme", {})}
    town = civil_town(programmes={"own": programme}, **sections)
    settle(town, 100, newcomer=True, origin=1, language=0.0)
    settle(town, 100, newcomer=True, origin=2, language=0.0)
    return town


def came(town: Town) -> tuple[int, int]:
    rows = enrolled(town)
    return sum(row < 100 for row in rows), sum(row >= 100 for row in rows)


def test_their_own_hear_of_it_and_want_it_more_and_others_as_before() -> None:
    own, others = came(live(project(programme=HEARD), 3))
    own_before, others_before = came(live(project((), programme=HEARD), 3))
    assert own > own_before + 10 and others == others_before > 0
    neutral = {"own_outreach": 1.0, "own_wants": 1.0}
    assert came(live(project(programme=HEARD, mentoring=neutral), 3)) == (own_before, others_before)
    heard, wanted = (
        came(live(project(programme=HEARD, mentoring={name: 1.0}), 3))[0] for name in ("own_outreach", "own_wants")
    )
    assert own_before < heard < own and own_before < wanted < own


@pytest.mark.parametrize("form", ["mentor", "group"])
def test_only_their_own_help_in_it(form: str) -> None:
    def with_helpers(origin: int, organised_by: tuple[str, ...] = ("one",)) -> Town:
        town = project(organised_by, form, programme={"target": {"oldest": 50}})
        helpers = settle(town, 30, newcomer=origin > 0, origin=origin, age=60.0)
        town.state.people.origin[list(helpers)] = origin
        volunteer(town, helpers)
        return live(town, 2)

    for origin in (0, 2):
        assert not enrolled(with_helpers(origin), Enrolment.ACTIVE)
        assert enrolled(with_helpers(origin, ()), Enrolment.ACTIVE)
    town = with_helpers(1)
    assert enrolled(town, Enrolment.ACTIVE)
    if form == "mentor":
        assert all(mentor >= 200 for row in range(200) for mentor in mentors_of(town, row))


def test_they_volunteer_for_it_without_the_language() -> None:
    def begun(organised_by: tuple[str, ...]) -> tuple[int, int]:
        town = project(organised_by, volunteering={"joining": 0.02, "demand": 1.0, "dropping_out": False})
        for _ in range(6):
            live(town, 1, volunteers.step)
        ready = town.state.civic.ready
        return int(ready[:100].sum()), int(ready[100:200].sum())

    assert begun(()) == (0, 0)
    own, others = begun(("one",))
    assert own > 3 and others == 0


def test_what_no_longer_runs_calls_nobody() -> None:
    town = project()
    live(town, 1)
    assert volunteers.who_organises(town).tolist() == [at == 1 for at in range(ORIGIN_LIMIT)]
    town.state.programmes.stream[0] = -1
    assert not volunteers.who_organises(town).any()


def test_an_origin_that_is_not_there_is_refused_by_its_name() -> None:
    data: dict[str, Any] = {
        "places": {"a": {"population": 50}},
        "origins": {"north": {}},
        "funding": {"pot": {"permanent": True}},
        "programmes": {"own": {"funding": ["pot"], "organised_by": ["nroth"]}},
    }
    with pytest.raises(ScenarioError, match=r"programmes\.own\.organised_by.*did you mean north"):
        scenario_from(data)


def test_participants_of_other_origins_are_counted_apart() -> None:
    town = live(project(), 2)
    recorder = Recorder(list(town.scenario.places), {("own_projects", "all"), ("own_projects", "other_origin")})
    record(town, recorder, "month")
    enrolments, used = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    active = enrolments.person[:used][enrolments.state[:used] == Enrolment.ACTIVE]
    assert recorder.everywhere() == {
        ("own_projects", "all"): float(active.size),
        ("own_projects", "other_origin"): float(np.sum(active >= 100)),
    }
    assert 0 < np.sum(active >= 100) < active.size


def test_a_town_without_programmes_has_none() -> None:
    town = begin(scenario_from({"places": {"a": {"population": 30}}, "ties": {"settle_months": 0}}))
    recorder = Recorder(list(town.scenario.places), {("own_projects", "all")})
    record(town, recorder, "month")
    assert recorder.everywhere() == {("own_projects", "all"): 0.0}
