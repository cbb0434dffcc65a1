"""What one browser session holds: a town in the middle of its life, its levers, and the same town left alone.

It steps the town itself rather than a Mesa model, which would take longer to import than a page to load.
Knows nothing of Solara. Not safe for several threads at once: one worker owns it (:mod:`bygd.web.worker`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bygd.web.kept_regions import region_of
from bygd.web.lever_costs import cost_in_words
from bygd.web.levers import Handles, Lever, changes_of, levers_of, value_of, with_handles
from bygd.web.moves import Move
from bygd.web.replacements import Replacements
from bygd.web.series import Series, observed
from sim import history
from sim.languages import _, language
from sim.scenario import Scenario, ScenarioError
from sim.scenario.paths import near
from sim.schedule import month as live_a_month
from sim.town import Town

YEAR = 12


@dataclass(frozen=True)
class Mark:
    """A move in words."""

    month: int
    key: str
    words: str
    value: float = 0.0

    @property
    def move(self) -> Move:
        return Move(self.month, self.key, self.value)


class Session:
    """A run of ``scenario`` that can be stepped, its levers moved, and begun again.

    Raises :class:`~sim.scenario.ScenarioError` for a region that cannot be built.
    """

    def __init__(self, scenario: Scenario, seed: int, *, built: Callable[[float], None] = lambda share: None) -> None:
        self.begin(scenario, seed, built=built)

    def begin(self, scenario: Scenario, seed: int, *, built: Callable[[float], None] = lambda share: None) -> None:
        """Watch another scenario, or the same with another seed. When it cannot be, the present run stays. ``built``
        is told how much of it is built [0-1]; what it raises stops the building."""
        prepared, handles = with_handles(scenario)
        town = region_of(prepared, seed, built)
        self.chosen, self.seed = scenario, seed
        self.scenario: Scenario = prepared
        """With all levers moved so far, as a file would have it."""
        self.unmoved: Scenario = prepared
        """With none of them moved."""
        self.handles: Handles = handles
        self.levers: tuple[Lever, ...] = levers_of(handles)
        self.help = {lever.key: lever.help_in(prepared) for lever in self.levers}
        """One line on each lever, by key."""
        self.town: Town = town
        self.own = {lever.key: self.value(lever) for lever in self.levers}
        """Where the scenario has each lever in its first month, by key."""
        self.replacements = Replacements(town)
        self._costs: tuple[object, dict[str, str]] = (None, {})
        self.left_alone: Town | None = None
        """The same run without the levers moved, from the first move on."""
        self.marks: list[Mark] = []
        self.series, self.baseline = Series(), Series()
        self.series.take(0, observed(town))
        self.first_population = town.state.places.population.copy()
        """Inhabitants of each place before the first month (P,)."""

    def reset(self, *, built: Callable[[float], None] = lambda share: None) -> None:
        """The same scenario and seed from the start, every lever where the scenario has it."""
        self.begin(self.chosen, self.seed, built=built)

    @property
    def month(self) -> int:
        """Months lived."""
        return self.town.month

    @property
    def months(self) -> int:
        """Length of the run."""
        return self.scenario.months

    @property
    def running(self) -> bool:
        """Whether a month is left."""
        return self.month < self.months

    @property
    def now(self) -> Scenario:
        """As in force in the month about to be lived (the last, when the run is over)."""
        return self.scenario.at(min(self.month, self.months - 1))

    def step(self) -> None:
        """Live one month, and the same month without the levers moved; nothing after the last."""
        if not self.running:
            return
        live_a_month(self.town)
        self.replacements.look(self.town)
        self.series.take(self.month, observed(self.town))
        if self.left_alone is not None:
            live_a_month(self.left_alone)
            self.baseline.take(self.month, observed(self.left_alone))

    def value(self, lever: Lever) -> float:
        """Where a lever stands for the next month."""
        return value_of(lever, self.town, self.now, self.handles)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What was moved so far, in order: with the scenario and the seed it makes the same history again."""
        return tuple(mark.move for mark in self.marks)

    def costs(self) -> dict[str, str]:
        """What each lever costs in a year, in words, by key: as counted when it or another was last moved, or at the
        last turn of a year, since counting takes longer than a month."""
        asked = (self.month // YEAR, self.moves, id(self.town), language())
        if self._costs[0] != asked:
            now, handles = self.now, self.handles
            at = {lever: self.value(lever) for lever in self.levers}
            told = {lever.key: cost_in_words(lever, value, self.town, now, handles) for lever, value in at.items()}
            self._costs = asked, told
        return self._costs[1]

    def pull(self, key: str, value: float) -> None:
        """Move the lever ``key`` to ``value`` from the next month on.

        Raises :class:`~sim.scenario.ScenarioError` in the command line's words, and changes nothing then.
        """
        lever = next((each for each in self.levers if each.key == key), None)
        if lever is None:
            raise ScenarioError(f"levers: there is no {key!r}; {near(key, [each.key for each in self.levers])}")
        if not self.running:
            raise ScenarioError(_("the run is over: reset to begin again"))
        changes = changes_of(lever, value, self.town, self.now, self.handles)
        if not changes:
            return
        before = self.left_alone or self.town.copied()
        self.scenario, self.town = history.pull(self.town, self.scenario, changes)
        if self.left_alone is None:
            self.left_alone, self.baseline = before, self.series.copy()
        if self.month == 0:  # some levers shape the region
            self.series.take(0, observed(self.town))
        self.marks = [mark for mark in self.marks if (mark.month, mark.key) != (self.month, key)]
        self.marks.append(Mark(self.month, key, moved_to(lever, value), float(value)))

    def said_marks(self) -> list[Mark]:
        """The moves so far, in the language in force."""
        levers = {lever.key: lever for lever in self.levers}
        return [replace(mark, words=moved_to(levers[mark.key], mark.value)) for mark in self.marks]


def moved_to(lever: Lever, value: float) -> str:
    """A move in words."""
    return f"{_(lever.label)}: {lever.shown(value)}"


__all__ = ["Mark", "Session"]
