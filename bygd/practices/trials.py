"""What is simulated for a card: a scenario with the practice and the same one without it, and from when both differ."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from calibration.programmes.cases import case
from calibration.programmes.cases import told as cases_told
from calibration.programmes.running import known as pieces_known
from calibration.programmes.running import town_and
from sim.scenario import Scenario
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.schema.contents import PROSE

TOWN = packaged_scenarios() / "rural-town.yaml"
"""The base of every ready piece: the made-up town Granby."""
MONTHS = 120
"""Length of the runs of a ready piece; a case is simulated for as long as its own file says."""
CASES = "seeds/"


class Trial(NamedTuple):
    """Two scenarios that differ by a practice."""

    card: str
    """Name of the card, such as programmes/language-cafe."""
    base: Scenario
    scenario: Scenario
    difference: str
    """What differs, in words."""

    @property
    def months(self) -> int:
        return self.scenario.months


def known() -> list[str]:
    """Names of all cards: the ready programmes and posts, then the cases."""
    return [*pieces_known(), *(CASES + key for key in cases_told())]


def trial(card: str) -> Trial:
    """What is simulated for ``card``. Raises ``ScenarioError`` for a file that cannot be used."""
    if card.startswith(CASES):
        one = case(card.removeprefix(CASES))
        return Trial(card, one.base, one.scenario, one.difference)
    _, [piece] = town_and([card], str(TOWN), MONTHS)
    return Trial(card, piece.base, piece.scenario, "the town with it, against the town without it")


def rules(scenario: Scenario) -> str:
    """A name for what a scenario says (16 hex digits): prose, and values that are the model's default, do not count.

    A change of a default is a change of the model, whose number results name beside this.
    """
    said = scenario.model_dump(mode="json", exclude_defaults=True)
    for prose in PROSE:
        said.pop(prose, None)
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rules_now(card: str) -> tuple[str, str]:
    """Names of what the two scenarios of ``card`` say now: with the practice, and without."""
    one = trial(card)
    return rules(one.scenario), rules(one.base)


__all__ = ["CASES", "MONTHS", "TOWN", "Trial", "known", "rules", "rules_now", "trial"]
