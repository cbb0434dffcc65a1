"""One lever as people move it: its field, its stops, which charts it moves, and whether anybody can buy it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sim.languages import _, localised, pgettext
from sim.scenario import Scenario
from sim.scenario.paths import Target, lookup, section_of, split
from sim.scenario.schema.base import worded
from sim.words import figure

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGITS = 10
"""Significant digits to which two stops are one."""


@dataclass(frozen=True)
class Lever:
    """One lever as it stands in the page. A value times ``scale`` is what people read."""

    key: str
    label: str
    path: str
    """Dotted path of the field; of the months for the lever of money."""
    unit: str
    """As people read it."""
    low: float
    high: float
    step: float
    charts: tuple[str, ...]
    """Keys of the measures whose pictures it moves, the one it moves most first."""
    scale: float = 1.0
    words: str = ""
    """One line of help; the schema's own where empty."""
    assumed: bool = False
    """An assumption of the model rather than something that anybody can decide or pay for."""

    def help_in(self, scenario: Scenario) -> str:
        """One line of help."""
        words = self.words
        if not words:
            holder = lookup(Scenario, scenario.canonical(), split(self.path)[:-1])
            section = None if isinstance(holder, str) else section_of(holder.annotation)
            if section is not None:
                worded(section)  # all of them together take longer to read than a town to build
            field = self.target(scenario).field
            words = (field.description if field is not None else None) or ""
        return " ".join(words.replace("`", "").split())

    def target(self, scenario: Scenario) -> Target:
        """The field in the schema. Raises ``LookupError`` where the scenario has none."""
        found = lookup(Scenario, scenario.canonical(), split(self.path))
        if isinstance(found, str):
            raise LookupError(found)
        return found

    def shown(self, value: float) -> str:
        """A value with its unit, as it stands beside a mark."""
        return f"{figure(value * self.scale, 4)} {self.said_unit}"

    @property
    def said_unit(self) -> str:
        """The unit in the language in force."""
        return pgettext("unit", self.unit)

    def input_words(self) -> dict[str, str]:
        """What its field says of its value, with {places} that the page fills."""
        unit = self.said_unit
        return {
            "decimal": localised("."),
            "endless": _("{{value}} or more {unit}", unit=unit),
            "span": _("{{low}} to {{high}} {unit}.", unit=unit),
            "span_and_own": _("{{low}} to {{high}} {unit}; the scenario has {{own}}.", unit=unit),
        }

    def stops(self, held: Iterable[float]) -> tuple[float, ...]:
        """Values the lever can stand at: even steps, and whatever it is ``held`` at, so that what the scenario
        has can be come back to."""
        return tuple(sorted({rounded(value): value for value in held} | even_steps(self.low, self.high, self.step)))


@cache
def even_steps(low: float, high: float, step: float) -> dict[float, float]:
    """From ``low`` to ``high``, each under itself."""
    steps = (rounded(low + at * step) for at in range(round((high - low) / step) + 1))
    return {at: at for at in steps}


def rounded(value: float) -> float:
    """``value`` without what arithmetic leaves behind the last digit that counts."""
    return float(f"{value:.{DIGITS}g}")


__all__ = ["Lever", "rounded"]
