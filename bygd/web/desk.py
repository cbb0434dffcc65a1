"""What a session's page has to hand: the worker, the scenarios to choose from, and what has been chosen."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bygd.web.serving import SCENARIO_VARIABLE
from bygd.web.worker import Worker

if TYPE_CHECKING:
    from bygd.web.frame import Frame
    from bygd.web.official import Official
    from sim.scenario import Scenario

BROUGHT = "brought"
"""Value of the entry for a scenario somebody brought along."""
GIVEN = "given"
"""Value of the entry for the file named when the server was started."""
OFFICIAL = "official"
"""Value of the entry for a real municipality, by its official figures."""
LARGEST_SEED = 2**63 - 1


class Desk:
    """The worker of a session and the list it can be sent to. ``show``, ``tell`` and ``build`` are its."""

    def __init__(self, show: Callable[[Frame], None], tell: Callable[[str], None], build: Callable[[], None]) -> None:
        from bygd.web.choices import DEFAULT

        self.tell = tell
        self.given = os.environ.get(SCENARIO_VARIABLE)
        self.entry = GIVEN if self.given else DEFAULT
        self.scenario: Scenario | None = None
        """The one being watched, as it was chosen."""
        self.own: tuple[str, Scenario] | None = None
        self.real: Official | None = None
        """The real place chosen last."""
        self.worker = Worker(show, tell, build)
        self.choose(self.entry)

    def entries(self) -> list[tuple[str, str]]:
        """Scenarios to choose from: (value, text)."""
        from bygd.web.choices import choices

        found = [(choice.name, f"{choice.title} ({choice.name})") for choice in choices()]
        if self.own is not None:
            found.insert(0, (BROUGHT, f"{self.own[1].title or 'untitled'} ({self.own[0]})"))
        if self.real is not None:
            found.insert(0, (OFFICIAL, f"{self.real.name}, from official figures"))
        if self.given:
            found.insert(0, (GIVEN, f"{os.path.basename(self.given)} (given at the start)"))
        return found

    def choose(self, entry: str) -> None:
        """Begin the scenario of an entry with its own seed."""

        def read() -> Scenario:
            from bygd.web.choices import from_file, packaged

            if entry == BROUGHT and self.own is not None:
                return self.own[1]
            if entry == OFFICIAL and self.real is not None:
                return self.real.scenario
            return from_file(self.given) if entry == GIVEN and self.given else packaged(entry)

        self._begin(entry, read)

    def settle(self, place: str) -> None:
        """Begin the scenario of a real place, typed or picked."""

        def read() -> Scenario:
            from bygd.web.official import official

            self.real = official(place)
            return self.real.scenario

        self._begin(OFFICIAL, read)

    @property
    def watched(self) -> Official | None:
        """The real place that is being watched, if one is."""
        return self.real if self.entry == OFFICIAL else None

    def bring(self, file: dict[str, Any]) -> None:
        """Begin a scenario somebody brought along: ``name`` and ``text``, checked like any file."""

        def read() -> Scenario:
            from bygd.web.choices import brought, shown_name

            name = shown_name(str(file.get("name", "")))
            scenario = brought(name, file.get("text"))
            self.own = (name, scenario)
            return scenario

        self._begin(BROUGHT, read)

    def reseed(self, text: str) -> None:
        """Begin again with another seed."""
        if not text.strip().isdecimal() or int(text) > LARGEST_SEED:
            self.tell(f"seed: found {text!r}; allowed: a whole number from 0 to {LARGEST_SEED}")
        elif self.scenario is not None:
            scenario = self.scenario
            self.worker.choose(lambda: scenario, int(text))

    def _begin(self, entry: str, read: Callable[[], Scenario]) -> None:
        def kept() -> Scenario:
            from sim.scenario import ScenarioError

            try:
                scenario = read()
            except ScenarioError as error:
                raise ScenarioError("The scenario cannot be used", *error.problems) from None
            self.entry, self.scenario = entry, scenario
            return scenario

        self.worker.choose(kept)


__all__ = ["LARGEST_SEED", "Desk"]
