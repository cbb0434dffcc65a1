"""Kinds of values that many fields share, each with its limits.

Every number of a scenario has a least and a greatest value, the elements of its lists and mappings too; a
field whose unit is a weight takes these up from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import core_schema

from sim.scenario.months import MONTH_PATTERN

KEY_PATTERN = r"^[a-z][a-z0-9_-]{0,39}$"
LINE_PATTERN = r"^[^\t\n\r]*$"
LEAST_WEIGHT = 1e-6
"""Weights are divided by their sum: the largest of them must not vanish."""


@dataclass(frozen=True)
class SomeWeight:
    """Of a list or mapping of weights: they must not all be zero. An empty mapping stands for none given."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_not_all_zero, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        found = handler(schema)
        if found.get("type") == "array":
            found["contains"] = {"minimum": LEAST_WEIGHT}
        return found


def _not_all_zero(weights: Any) -> Any:
    values = list(weights.values() if isinstance(weights, Mapping) else weights)
    if values and max(values) < LEAST_WEIGHT:
        raise ValueError(f"all weights are zero; at least one must be {LEAST_WEIGHT:f} or more")
    return weights


Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Month = Annotated[str, StringConstraints(pattern=MONTH_PATTERN)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=LINE_PATTERN)]
"""Text in one line: a title, a name."""

Minutes = Annotated[float, Field(ge=0, le=1440)]
Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(ge=0, le=20)]
"""Multiplies a chance or a hazard."""
Weight = Annotated[float, Field(ge=0, le=1000)]
Four = tuple[Share, Share, Share, Share]
Levels = Annotated[tuple[Weight, Weight, Weight], SomeWeight()]
Destinations = Annotated[tuple[Weight, Weight, Weight, Weight], SomeWeight()]
Families = Annotated[tuple[Weight, Weight, Weight, Weight, Weight], SomeWeight()]
Sectors = Annotated[tuple[Weight, Weight, Weight, Weight, Weight, Weight, Weight], SomeWeight()]
Bands = Annotated[tuple[Weight, Weight, Weight, Weight, Weight, Weight, Weight, Weight], SomeWeight()]
