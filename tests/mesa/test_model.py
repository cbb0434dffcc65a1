"""The region as an ordinary Mesa model."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import psutil
import pytest
from mesa.agent import Agent

from sim.agents import Club, Coordinator, Employer, Local, Mentor, Municipality, Newcomer, School
from sim.codes import NOBODY, Enrolment, Status
from sim.history import digest, simulate
from sim.model import IntegrationModel, seed_of
from sim.scenario import Scenario, ScenarioError, scenario_from

MONTHS = 3


def small() -> Scenario:
    """A village of 250 with a stream of newcomers."""
    return scenario_from(
        {
            "title": "A made-up village",
            "months": MONTHS,
            "places": {"vik": {"population": 250, "newcomers": 0.2}},
            "origins": {"east": {}},
            "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 24}},
        }
    )


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small()


@pytest.fixture(scope="module")
def lived(scenario: Scenario) -> IntegrationModel:
    model = IntegrationModel(scenario, seed=3)
    model.run_model()
    return model


def test_a_model_lives_the_same_history_as_simulate(scenario: Scenario, lived: IntegrationModel) -> None:
    assert digest(lived.town) == simulate(scenario, 3).digest
    assert lived.steps == lived.month == MONTHS
    assert not lived.running


def test_steps_after_the_end_change_nothing(lived: IntegrationModel) -> None:
    before = digest(lived.town)
    lived.step()
    assert (lived.steps, digest(lived.town)) == (MONTHS, before)


@pytest.fixture(scope="module")
def idle() -> Scenario:
    """The village with mentors and a coordinator that its file leaves switched off."""
    data = small().canonical()
    data |= {
        "funding": {"project": {"permanent": True}},
        "coordinators": {"coordinator": {"funding": ["project"], "fte": 0}},
        "programmes": {"mentors": {"funding": ["project"], "active": False}},
        "levers": {"meeting.free_hours": {"2010-02": 45}},
    }
    return scenario_from(data)


@pytest.mark.parametrize("month", [0, 1, 2])
def test_a_lever_pulled_mid_run_is_the_history_of_the_file_with_that_lever(idle: Scenario, month: int) -> None:
    levers = {
        "programmes.mentors.active": True,
        "coordinators.coordinator.fte": 1.5,
        "volunteering.joining": 0.01,
        "meeting.free_hours": 30,
    }
    model = IntegrationModel(idle, seed=3)
    for _ in range(month):
        model.step()
    date = model.pull(levers)
    assert date == idle.date_of(month)
    model.run_model()
    data = idle.canonical()
    for path, value in levers.items():
        data["levers"].setdefault(path, {})[date] = value
    assert model.scenario.digest() == scenario_from(data).digest()
    assert digest(model.town) == simulate(scenario_from(data), 3).digest
    assert digest(model.town) != simulate(idle, 3).digest


def test_a_lever_pulled_twice_in_one_month_has_its_last_value(idle: Scenario) -> None:
    model = IntegrationModel(idle, seed=3)
    model.step()
    for value in (1, 2, 0.5):
        model.pull({"coordinators.coordinator.fte": value})
    assert model.scenario.levers["coordinators.coordinator.fte"] == {"2010-02": 0.5}


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        ({"coordinators.coordinator.ftes": 1}, "did you mean fte"),
        ({"coordinators.coordinator.fte": "many"}, "allowed: a number from 0 to 50"),
        ({"coordinators.coordinator.fte": 1, "places.vik.population": 9}, "cannot change in time"),
        ({"funding.project.months": 12}, "a permanent stream has no length"),
    ],
)
def test_a_wrong_lever_is_refused_in_words_and_changes_nothing(
    idle: Scenario, levers: dict[str, Any], words: str
) -> None:
    model = IntegrationModel(idle, seed=3)
    model.step()
    with pytest.raises(ScenarioError, match=words):
        model.pull(levers)
    assert model.scenario is idle
    model.run_model()
    assert digest(model.town) == simulate(idle, 3).digest
    with pytest.raises(ScenarioError, match="no month is left"):
        model.pull({"coordinators.coordinator.fte": 1})


def test_digits_are_the_same_seed_as_the_number(scenario: Scenario) -> None:
    digits, number = IntegrationModel(scenario, seed="42"), IntegrationModel(scenario, seed=42)
    assert digest(digits.town) == digest(number.town)
    assert seed_of("42") == seed_of(np.int64(42)) == seed_of(42.0) == 42


def test_without_a_seed_models_differ_and_tell_theirs(scenario: Scenario) -> None:
    one, other = IntegrationModel(scenario), IntegrationModel(scenario)
    assert one.seed != other.seed
    assert digest(IntegrationModel(scenario, seed=one.seed).town) == digest(one.town)


@pytest.mark.parametrize("seed", ["a", -1, 1.5])
def test_what_is_no_seed_is_refused(seed: Any) -> None:
    with pytest.raises(ValueError, match=r"seed|invalid literal"):
        seed_of(seed)


def test_generators_give_seeds() -> None:
    assert seed_of(np.random.default_rng(5)) == seed_of(np.random.default_rng(5))
    with pytest.raises(ValueError, match="either seed or rng"):
        IntegrationModel(seed=1, rng=2)


def test_keywords_are_paths_of_the_scenario(scenario: Scenario) -> None:
    model = IntegrationModel(scenario, seed=1, meeting__free_hours=np.float64(12.5), months=2)
    assert model.scenario.meeting.free_hours == 12.5
    assert model.scenario.months == 2
    with pytest.raises(ScenarioError, match="free_hours"):
        IntegrationModel(scenario, seed=1, meeting__free_houres=12)


def test_a_path_names_a_scenario(tmp_path: Path, scenario: Scenario) -> None:
    file = tmp_path / "village.yaml"
    file.write_text(scenario.to_yaml(), encoding="utf-8")
    assert IntegrationModel(file, seed=1).scenario.digest() == scenario.digest()


def test_every_kind_of_agent_is_seen(lived: IntegrationModel) -> None:
    by_type = lived.agents_by_type
    assert set(by_type) == {Newcomer, Local, Club, Employer, School, Municipality, Coordinator, Mentor}
    population = int((lived.town.state.people.status == Status.HERE).sum())
    assert len(by_type[Newcomer]) + len(by_type[Local]) == population
    assert len(by_type[Newcomer]) == lived.headline["newcomers"]
    assert len(by_type[Club]) == lived.headline["clubs_open"]
    assert len(lived.agents) == sum(len(agents) for agents in by_type.values())
    (place,) = by_type[Municipality]
    assert (place.name, place.population) == ("vik", population)


def test_views_say_what_the_arrays_say(lived: IntegrationModel) -> None:
    for person in lived.agents_by_type[Newcomer]:
        assert person.here
        assert person.age >= 0
        assert person.origin == "east"
        assert person.months_here >= 0
        for tie in person.ties():
            (back,) = [other for other in tie.other.ties() if other.other is person]
            assert (back.hours, back.kind) == (tie.hours, tie.kind)
        for club in person.clubs:
            assert person in club.members
        for other in person.household:
            assert person in other.household
    for employer in lived.agents_by_type[Employer]:
        assert employer.jobs == employer.vacancies + len(employer.staff)


def test_views_have_no_state_of_their_own(lived: IntegrationModel) -> None:
    person = lived.agents_by_type[Local][0]
    assert set(vars(person)) == {"model", "row", "unique_id"}
    with pytest.raises(AttributeError):
        person.age = 3
    with pytest.raises(TypeError, match="rules"):
        person.remove()


@pytest.fixture(scope="module")
def helped() -> IntegrationModel:
    """The village with a coordinator and mentors, half a year on."""
    with_programmes = small().canonical() | {
        "months": 6,
        "funding": {"grant": {"payer": "eu", "months": 24}},
        "coordinators": {"post": {"name": "Coordinator", "funding": ["grant"], "fte": 0.5}},
        "programmes": {"friends": {"name": "Friends", "funding": ["grant"], "outreach": 1.0}},
    }
    model = IntegrationModel(with_programmes, seed=3, programmes__friends__hours=6.0)
    model.run_model()
    return model


def test_programmes_can_be_overridden_by_keyword(helped: IntegrationModel) -> None:
    assert helped.scenario.programmes["friends"].hours == 6.0
    with pytest.raises(ScenarioError, match="houres"):
        IntegrationModel(helped.scenario, seed=3, programmes__friends__houres=6.0)


def test_a_coordinator_is_seen_while_the_post_is_paid_for(lived: IntegrationModel, helped: IntegrationModel) -> None:
    assert len(lived.agents_by_type[Coordinator]) == 0
    (post,) = helped.agents_by_type[Coordinator]
    assert (post.name, post.places, post.fte, post.paid_by) == ("Coordinator", ["vik"], 0.5, "grant")
    posts = helped.town.state.posts
    assert post.held == bool(posts.filled[0])
    assert (post.tenure, post.embedded, post.cost) == (posts.tenure[0], posts.embedded[0], posts.cost[0])
    assert post.held and isinstance(post.person, Local) and post.person.row == posts.holder[0]
    (place,) = helped.agents_by_type[Municipality]
    assert place.programmes == ["Friends"]
    posts.stream[0] = NOBODY
    helped.remove_all_agents()
    assert len(helped.agents_by_type[Coordinator]) == 0
    posts.stream[0] = 0
    helped.remove_all_agents()


def test_mentors_are_volunteers_and_say_whom_they_meet(helped: IntegrationModel) -> None:
    state, mentors = helped.town.state, helped.agents_by_type[Mentor]
    volunteers = {
        row
        for row in range(len(state.civic.ready))
        if state.civic.ready[row] and state.people.status[row] == Status.HERE
    }
    assert {mentor.row for mentor in mentors if mentor.ready} == volunteers
    enrolments = state.enrolments
    pairs = {
        (int(person), int(mentor))
        for person, mentor, now in zip(enrolments.person, enrolments.mentors[:, 0], enrolments.state, strict=True)
        if now == Enrolment.ACTIVE and mentor != NOBODY
    }
    assert pairs
    assert {(person.row, mentor.row) for mentor in mentors for person in mentor.participants} == pairs
    for mentor in mentors:
        assert mentor.unique_id == mentor.person.unique_id
        assert mentor.matched == len(mentor.participants)
        assert mentor.hours == pytest.approx(6.0 * mentor.matched)
        assert set(vars(mentor)) == {"model", "row", "unique_id"}


def test_a_municipality_gets_state_grants_for_those_settled(lived: IntegrationModel) -> None:
    (place,) = lived.agents_by_type[Municipality]
    money = lived.scenario.money
    each = money.state_grant / money.state_grant_months
    came = sum(person.months_here <= MONTHS for person in lived.agents_by_type[Newcomer])
    assert came > 0
    assert place.state_grants == pytest.approx(each * came)


def test_views_follow_the_month(scenario: Scenario) -> None:
    model = IntegrationModel(scenario, seed=3)
    before = model.agents_by_type
    assert model.agents_by_type is before
    someone = before[Local][0]
    model.step()
    after = model.agents_by_type
    assert after is not before
    assert someone in after[Local] or not someone.here
    assert {agent.unique_id for agent in after[Newcomer]} == {
        int(uid)
        for uid in model.town.state.people.uid[
            (model.town.state.people.newcomer == 1) & (model.town.state.people.status == Status.HERE)
        ]
    }


def test_the_collector_holds_one_row_a_month(lived: IntegrationModel) -> None:
    table = lived.datacollector.get_model_vars_dataframe()
    assert table["month"].tolist() == [1, 2, 3]
    assert table["population"].iloc[-1] == lived.headline["population"]
    assert {"newcomers", "local_friends", "isolated", "employed", "clubs_open"} <= set(table)


def test_network_is_a_graph_of_people(lived: IntegrationModel) -> None:
    graph = lived.network(60)
    assert 10 < len(graph) <= 60
    assert graph.number_of_edges() > 0
    assert any(data["newcomer"] for _, data in graph.nodes(data=True))


@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run_returns_its_table(scenario: Scenario, processes: int) -> None:
    rows = mesa.batch_run(
        IntegrationModel,
        {"scenario": [scenario], "meeting__free_hours": [20.0, 60.0]},
        iterations=2,
        number_processes=processes,
        display_progress=False,
    )
    assert len(rows) == 4
    assert {row["month"] for row in rows} == {MONTHS}
    assert len({row["seed"] for row in rows}) == 4
    assert sorted(row["meeting__free_hours"] for row in rows) == [20.0, 20.0, 60.0, 60.0]


def test_one_seed_is_one_run_in_any_iteration(scenario: Scenario) -> None:
    rows = mesa.batch_run(IntegrationModel, {"scenario": [scenario], "seed": "7"}, iterations=2, display_progress=False)
    first, second = ({key: row[key] for key in row if key not in ("RunId", "iteration")} for row in rows)
    assert first == pytest.approx(second, nan_ok=True)


@pytest.mark.slow
def test_two_hundred_models_do_not_grow_in_memory(scenario: Scenario) -> None:
    """Models with views, made and let go: nothing is left in Mesa's tables, and memory stays where it was."""
    process = psutil.Process(os.getpid())

    def make(count: int) -> None:
        for number in range(count):
            model = IntegrationModel(scenario, seed=number % 3)
            model.step()
            assert len(model.agents) > 250
            del model
        gc.collect()

    known = len(Agent._ids)
    make(10)
    before = process.memory_info().rss
    make(200)
    assert len(Agent._ids) == known
    assert process.memory_info().rss - before < 40e6


def test_mesa_shows_it_in_the_browser(scenario: Scenario) -> None:
    solara = pytest.importorskip("solara", reason="the extra 'web' is not installed")
    from mesa.visualization import SolaraViz, make_plot_component

    page = SolaraViz(
        IntegrationModel(scenario, seed=1),
        components=[make_plot_component(["newcomers", "local_friends"])],
        model_params={
            "seed": {"type": "InputText", "value": "1", "label": "Seed"},
            "meeting__free_hours": {"type": "SliderFloat", "value": 50.0, "min": 10.0, "max": 90.0, "step": 5.0},
        },
        name="bygd",
    )
    box, context = solara.render(page, handle_error=False)
    assert box is not None
    context.close()
