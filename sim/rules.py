"""The scenario's numbers in the form kernels take: one named tuple of named tuples.

A section of :class:`sim.scenario.schema.root.Scenario` is a record here, by the section's name; a new one needs
nothing more. ``arrivals`` holds the scenario's ``arriving`` (its ``arrivals`` are the streams themselves).
``own`` (float64, P x fields) has by place what places may have of their own (:func:`own`, :func:`own_column`).
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.scenario.schema.clubs import club_rules
from sim.scenario.schema.own import BY_PLACE, own_of
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

NAMES = {section: "arrivals" if section == "arriving" else section for section in SECTIONS}

if TYPE_CHECKING:

    class Rules:
        """One record per section."""

        def __init__(self, **records: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...

else:
    Rules = addressable(namedtuple("Rules", (*NAMES.values(), "own"), module=__name__))

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
    packed = {NAMES[section]: settings.packed() for section, settings in sections.items() if section != "clubs"}
    own_values = np.column_stack([own_of(scenario, path) for path in BY_PLACE])
    return Rules(**packed, clubs=club_rules(scenario), own=own_values)


def own_column(path: str) -> int:
    """The column of ``rules.own`` that holds ``path``, one of :data:`~sim.scenario.schema.own.BY_PLACE`."""
    return BY_PLACE.index(path)


def own(town: Any, path: str) -> np.ndarray[Any, Any]:
    """What holds in each place (float64, P) at ``path``, such as "coordination.openness": its own, or the region's."""
    values: np.ndarray[Any, Any] = town.rules.own[:, own_column(path)]
    return values
