"""What taking part carries besides company, in a scenario: a field for each row of :mod:`sim.carries`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import create_model

from sim.carries import CARRIES, Carry
from sim.scenario.schema.base import Section, parameter

ITS_COST = "in: programmes.<key>.cost and staff, paid by its stream"
USED_WHERE: dict[str, dict[str, tuple[str, ...]]] = {
    "friends": {"form": ("mentor",)},
    "clubs": {"form": ("group", "support", "open")},
    "club_seat": {"form": ("group", "support", "open")},
}
"""By carry, the forms in which it acts; the others act in every form. A mentor introduces to friends, and tells of
the own clubs, whatever their kind, in which nobody is given a place."""


def field_of(carry: Carry) -> tuple[Any, Any]:
    """Type and declaration of the field: a choice, a switch, or an amount from 0 (nothing, unless said)."""
    about: dict[str, Any] = {"unit": carry.unit, "source": "scenario", "description": carry.meaning}
    about["used_where"] = USED_WHERE.get(carry.name)
    if carry.choices:
        return Literal[carry.choices], parameter(carry.choices[0], **about)
    if carry.unit == "switch":
        return bool, parameter(False, paid=ITS_COST, **about)
    return float, parameter(0.0, ge=0, le=carry.most, paid=ITS_COST, **about)


if TYPE_CHECKING:

    class CarriesSettings(Section):
        def __getattr__(self, name: str) -> Any: ...

else:
    CarriesSettings = create_model(
        "CarriesSettings",
        __base__=Section,
        __module__=__name__,
        __doc__="What taking part carries besides company. Nothing unless said.",
        **{carry.name: field_of(carry) for carry in CARRIES},
    )
