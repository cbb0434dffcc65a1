"""The scenario's numbers in the form kernels take: one named tuple of named tuples.

A section of :class:`sim.scenario.schema.root.Scenario` is a record here, by the section's name; a new one needs
nothing more. ``arrivals`` holds the scenario's ``arriving`` (its ``arrivals`` are the streams themselves).
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

from sim.scenario.schema.root import SECTIONS, Scenario
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

NAMES = {section: "arrivals" if section == "arriving" else section for section in SECTIONS}

if TYPE_CHECKING:

    class Rules:
        """One record per section."""

        def __getattr__(self, name: str) -> Any: ...

else:
    Rules = addressable(namedtuple("Rules", NAMES.values(), module=__name__))

goes_by_address(Rules)
for _section in SECTIONS:
    goes_by_address(Scenario.model_fields[_section].annotation.kernel_record())  # type: ignore[union-attr]


def rules_of(scenario: Scenario) -> Rules:
    """The scenario's numbers as records (choices as positions, vectors as float64 arrays).

    Under the rival that likes do not seek likes, likenesses are given to kernels as having no effect.
    """
    sections: dict[str, Any] = {section: getattr(scenario, section) for section in NAMES}
    if scenario.rivals.likes == "language_and_foci":
        for section in ("ties", "meeting"):
            sections[section] = sections[section].without_likes()
    return Rules(**{NAMES[section]: settings.packed() for section, settings in sections.items()})


__all__ = ["Rules", "rules_of"]
