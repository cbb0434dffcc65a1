"""The region as a Mesa model: it steps the schedule, and shows rows as agents when asked.

An ordinary Mesa model, usable in ``mesa.batch_run`` and ``SolaraViz`` as it is::

    mesa.batch_run(IntegrationModel, {"meeting__free_hours": [30, 50], "months": 60}, iterations=5)

Two things to know about ``batch_run``: it iterates over whatever can be iterated over, so a scenario object
goes in a list (``{"scenario": [scenario]}``; a path needs none), and runs given one ``seed`` are one
run repeated. Sweeps that should survive a crash are the business of :mod:`experiments`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.agents import Club, Coordinator, Employer, Local, Mentor, Municipality, Newcomer, Person, School, View
from sim.agents.civil import mentor_rows, post_rows
from sim.codes import Status
from sim.history import begin, pull, sample_network
from sim.measures.counting import observed
from sim.scenario import Scenario, load_scenario, scenario_from, with_overrides
from sim.scenario.inheritance import packaged_scenarios
from sim.schedule import month as live_a_month
from sim.town import Town, Used
from sim.words import counted

if TYPE_CHECKING:
    import networkx as nx

DEFAULT_SCENARIO = packaged_scenarios() / "rural-town.yaml"
SEED_BITS = 63
KINDS = (Newcomer, Local, Club, Employer, School, Municipality, Coordinator, Mentor)


class IntegrationModel(mesa.Model):
    """A region living month by month.

    ``scenario`` is a path, a :class:`~sim.scenario.Scenario` or plain data; the default town when left
    out. ``seed`` (a number, or its digits as text) or ``rng`` (anything Mesa takes) fixes every draw;
    with neither each model gets a seed of its own, told in ``model.seed``, as Mesa users expect. ``months``
    shortens or lengthens the run. Further keywords are dotted paths of the scenario with ``__`` for ``.``:
    ``meeting__free_hours=40``, ``programmes__friend_mentor__hours=8``. The keyword catch-all has the name
    Mesa's visualisation looks for.

    Raises :class:`~sim.scenario.ScenarioError` for a scenario or a path that is wrong.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario | Mapping[str, Any] | None = None,
        *,
        seed: int | str | None = None,
        rng: Any = None,
        months: int | None = None,
        threads: int = 1,
        **kwargs: Any,
    ) -> None:
        if seed is not None and rng is not None:
            raise ValueError("give either seed or rng, not both")
        self.seed: int = seed_of(rng if seed is None else seed)
        super().__init__(seed=self.seed)
        changes = {path.replace("__", "."): plain(value) for path, value in kwargs.items()}
        if months is not None:
            changes["months"] = plain(months)
        self.scenario: Scenario = with_overrides(scenario_of(scenario), changes)
        self.place_names = [place.name or key for key, place in self.scenario.places.items()]
        self.town: Town = begin(self.scenario, self.seed, threads=threads)
        self.headline: dict[str, float] = observed(self.town)
        self._views: dict[tuple[type[View], int], View] = {}
        self._sets: tuple[int, dict[type[Any], AgentSet]] | None = None
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "month": partial(reported, key="month"),
                "seed": partial(reported, key="seed"),
                **{name: partial(reported, key=name) for name in self.headline},
            }
        )

    def __repr__(self) -> str:
        people = counted(round(self.headline["population"]), "inhabitant", "inhabitants")
        return (
            f"<IntegrationModel {self.scenario.title!r}, seed {self.seed}: "
            f"month {self.month} of {self.scenario.months}, {people}>"
        )

    @property
    def month(self) -> int:
        """Months lived; 0 before the first step."""
        return self.town.month

    @property
    def date(self) -> str:
        """The month about to be lived, written 2010-01."""
        return self.scenario.date_of(self.town.month)

    def step(self) -> None:
        """Live one month; after the last one ``running`` is False and nothing happens any more."""
        if self.town.month >= self.scenario.months:
            self.steps -= 1  # Mesa has counted a step that is none
            self.running = False
            return
        live_a_month(self.town)
        self.headline = observed(self.town)
        self.datacollector.collect(self)
        self.running = self.town.month < self.scenario.months

    def pull(self, levers: Mapping[str, Any]) -> str:
        """Move levers in the middle of a run: ``{dotted path: value}``, all together, from the next month on.

        ``model.scenario`` becomes the same scenario with these levers in its file, so that a run of it from
        the start is the same history. Returns the month from which they hold, written 2012-05. Raises
        :class:`~sim.scenario.ScenarioError` for a path no lever can stand at, a value that is not allowed, or
        when no month is left; the model is then as before.
        """
        changes = {path: plain(value) for path, value in levers.items()}
        self.scenario, town = pull(self.town, self.scenario, changes)
        if town is not self.town:
            self.town, self.headline = town, observed(town)
            self.remove_all_agents()
        return self.date

    @property
    def agents_by_type(self) -> dict[type[Any], AgentSet]:
        """Views by type, as of this month: those who have gone are left out, newcomers are there.

        A mentor is seen twice, as a person and in that role.
        """
        if self._sets is None or self._sets[0] != self.town.month:
            self._sets = (self.town.month, self._look_around())
        return self._sets[1]

    @property
    def agents(self) -> AgentSet:
        """All views, and agents of a subclass's own."""
        everybody = [view for agents in self.agents_by_type.values() for view in agents]
        return AgentSet(everybody, random=self.random)

    @property
    def agent_types(self) -> list[type]:
        return list(self.agents_by_type)

    def remove_all_agents(self) -> None:
        """Let go of all views; they come back when asked for."""
        self._views.clear()
        self._sets = None

    def person(self, row: int) -> Person:
        """The view of a person's row."""
        kind = Newcomer if self.town.state.people.newcomer[row] else Local
        return self._view(kind, row, int(self.town.state.people.uid[row]))

    def club(self, row: int) -> Club:
        """The view of a club's row."""
        return self._view(Club, row, int(self.town.state.clubs.uid[row]))

    def network(self, most: int = 400) -> nx.Graph[int]:
        """Up to ``most`` people and the ties among them, for a picture or for networkx.

        Nodes are uids with ``newcomer``, ``origin`` and ``place``; edges carry ``hours``. Positions are
        the caller's: compute them once.
        """
        import networkx as nx

        sample = sample_network(self.town, most)
        uids = sample.uid.tolist()
        graph: nx.Graph[int] = nx.Graph()
        for at, uid in enumerate(uids):
            graph.add_node(
                uid,
                newcomer=bool(sample.newcomer[at]),
                origin=int(sample.origin[at]),
                place=self.place_names[int(sample.place[at])],
            )
        for (a, b), hours in zip(sample.edges.tolist(), sample.hours.tolist(), strict=True):
            graph.add_edge(uids[a], uids[b], hours=hours)
        return graph

    def _view(self, kind: type[Any], row: int, uid: int) -> Any:
        view = self._views.get((kind, row))
        if view is None:
            view = self._views[kind, row] = kind(self, row, uid)
        return view

    def _look_around(self) -> dict[type[Any], AgentSet]:
        """One view for everybody and everything there is now; views of what has gone are dropped."""
        state, used = self.town.state, self.town.used
        here = np.flatnonzero(state.people.status[: used[Used.PEOPLE]] == Status.HERE).tolist()
        clubs = np.flatnonzero(state.clubs.open[: used[Used.CLUBS]] == 1).tolist()
        places = range(len(self.place_names))
        views: list[View] = [self.person(row) for row in here]
        views += [self.club(row) for row in clubs]
        views += [self._view(Employer, row, int(state.employers.uid[row])) for row in range(used[Used.EMPLOYERS])]
        views += [
            self._view(School, row, int(state.places.uid[row])) for row in places if state.places.service_open[row, 0]
        ]
        views += [self._view(Municipality, row, int(state.places.uid[row])) for row in places]
        views += [self._view(Coordinator, row, int(state.posts.uid[row])) for row in post_rows(self.town)]
        views += [self._view(Mentor, row, int(state.people.uid[row])) for row in mentor_rows(self.town)]
        self._views = {(type(view), view.row): view for view in views}
        kinds: dict[type[Any], list[Any]] = {kind: [] for kind in KINDS}
        for view in views:
            kinds[type(view)].append(view)
        for agent in self._agents:
            kinds.setdefault(type(agent), []).append(agent)
        return {kind: AgentSet(found, random=self.random) for kind, found in kinds.items()}


def reported(model: IntegrationModel, key: str) -> float:
    """A headline measure of the month just lived."""
    if key in ("month", "seed"):
        return int(getattr(model, key))
    return model.headline[key]


def scenario_of(given: Any) -> Scenario:
    """A scenario from whatever names or holds one."""
    if isinstance(given, Scenario):
        return given
    if isinstance(given, Mapping):
        return scenario_from(given)
    return load_scenario(DEFAULT_SCENARIO if given is None else given)


def seed_of(given: Any) -> int:
    """A seed from a number, digits, anything numpy makes a generator of, or from nothing at all."""
    if given is None:
        return secrets.randbits(SEED_BITS)
    if isinstance(given, (str, int, float, np.integer, np.floating)):
        if not isinstance(given, str) and int(given) != given:
            raise ValueError(f"seed: {given!r} is not a whole number")
        if int(given) < 0:
            raise ValueError(f"seed: {given!r} is negative")
        return int(given)
    return int(np.random.default_rng(given).integers(1 << SEED_BITS, dtype=np.uint64))


def plain(value: Any) -> Any:
    """numpy's numbers and arrays as Python's, as a file would hold them."""
    return value.tolist() if isinstance(value, (np.generic, np.ndarray)) else value
