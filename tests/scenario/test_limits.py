"""Every number a scenario may hold has a least and a greatest value, and every text and list a greatest
length."""

from __future__ import annotations

import math
import re
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest

from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.scenario.paths import mapped, section_of
from sim.scenario.schema.base import Section
from sim.scenario.words import constraints


def leaves(annotation: Any, metadata: Any, path: str) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Every number, text and mapping in an annotation, sections taken apart: path, kind, limits."""
    if (section := section_of(annotation)) is not None:
        for name, field in section.model_fields.items():
            yield from leaves(field.annotation, field.metadata, f"{path}.{name}".lstrip("."))
        return
    limits = constraints(annotation, metadata)
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        for kind in args:
            if kind is not type(None):
                yield from leaves(kind, metadata, path)
    elif origin in (tuple, list):
        if args[-1] is Ellipsis or origin is list:
            yield path, list, limits
        for number, kind in enumerate(args):
            if kind is not Ellipsis:
                yield from leaves(kind, (), f"{path}.{number}")
    elif origin is dict:
        if typing.get_origin(args[0]) is not typing.Literal:
            yield path, dict, limits
            yield from leaves(args[0], (), f"{path}.<key>")
        yield from leaves(args[1], (), f"{path}.*")
    elif annotation in (int, float, str):
        yield path, annotation, limits


LEAVES = list(leaves(Scenario, (), ""))
NUMBERS = [(path, limits) for path, kind, limits in LEAVES if kind in (int, float)]


def test_the_walk_sees_scalars_lists_and_mappings() -> None:
    paths = {path for path, _, _ in LEAVES}
    assert len(NUMBERS) > 300
    assert {
        "months",
        "work.growth.0",
        "places.*.newcomer_origins.*",
        "places.*.position.1",
        "travel.*.*",
        "arrivals.*.months.*",
        "arrivals.*.mix.4",
        "clubs.sport.fee_extra.0",
    } <= paths


@pytest.mark.parametrize(("path", "limits"), NUMBERS)
def test_every_number_has_a_least_and_a_greatest_value(path: str, limits: dict[str, Any]) -> None:
    assert {"ge", "le"} <= set(limits), f"{path} takes any number: {limits}"
    assert -math.inf < limits["ge"] < limits["le"] < math.inf
    assert "gt" not in limits, f"{path}: a number just above {limits.get('gt')} cannot be divided by"


@pytest.mark.parametrize("path", [path for path, _ in NUMBERS if re.search(r"half_(life|minutes)|_scale$", path)])
def test_what_is_divided_by_is_not_next_to_zero(path: str) -> None:
    (limits,) = (limits for one, limits in NUMBERS if one == path)
    assert limits["ge"] >= 0.1


@pytest.mark.parametrize(
    ("path", "kind", "limits"),
    [leaf for leaf in LEAVES if leaf[1] not in (int, float) and leaf[0] not in ("travel.*", "levers.*")],
)
def test_every_text_and_list_has_a_greatest_length(path: str, kind: type, limits: dict[str, Any]) -> None:
    if path in ("places.*.newcomer_origins", "places.*.services", "travel"):
        return  # as many as there are origins, kinds of service, places
    assert "max_length" in limits or "pattern" in limits, f"{path} may be of any length"


def vectors(kind: type[Section], path: str) -> Iterator[tuple[str, Any, Any]]:
    for name, field in kind.model_fields.items():
        here = f"{path}.{name}".lstrip(".")
        if (inner := section_of(field.annotation)) is not None:
            yield from vectors(inner, here)
        elif mapped(field.annotation) is None and isinstance(default := field.default, tuple) and default:
            if isinstance(default[0], (int, float)):
                yield here, field, default


VECTORS = list(vectors(Scenario, ""))


@pytest.mark.parametrize("value", [-1e308, 1e308])
@pytest.mark.parametrize(("path", "field", "default"), VECTORS)
def test_no_element_takes_an_absurd_number(path: str, field: Any, default: Any, value: float) -> None:
    section, name = path.split(".")[0], path.split(".")[-1]
    data: Any = {name: [value, *default[1:]]}
    for step in reversed(path.split(".")[1:-1]):
        data = {step: data}
    with pytest.raises(ScenarioError) as refused:
        scenario_from({"places": {"a": {"population": 3}}, section: data})
    assert [problem.path for problem in refused.value.problems] == [f"{path}.0"]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"leaving": {"destinations": [0, 0, 0, 0]}}, "leaving.destinations"),
        ({"leaving": {"local_destinations": [0, 0, 0, 0]}}, "leaving.local_destinations"),
        ({"coordination": {"split": [0, 0, 0, 0, 0]}}, "coordination.split"),
        ({"arriving": {"inflow_mix": [0, 0, 0, 0, 0]}}, "arriving.inflow_mix"),
        ({"arriving": {"inflow_schooling": [0, 0, 1e-300]}}, "arriving.inflow_schooling"),
        ({"demography": {"youth_leave_by_age": [0] * 7}}, "demography.youth_leave_by_age"),
        ({"region": {"pathways": [0, 0, 0]}}, "region.pathways"),
        ({"places": {"a": {"population": 3, "tenure": [0, 0, 0]}}}, "places.a.tenure"),
        ({"places": {"a": {"population": 3, "ages": [0] * 8}}}, "places.a.ages"),
        ({"places": {"a": {"population": 3, "sectors": [0] * 7}}}, "places.a.sectors"),
        ({"places": {"a": {"population": 3, "newcomer_origins": {"x": 0}}}}, "places.a.newcomer_origins"),
        ({"arrivals": {"q": {"place": "a", "origin": "x", "mix": [0] * 5}}}, "arrivals.q.mix"),
        ({"arrivals": {"q": {"place": "a", "origin": "x", "schooling": [0] * 3}}}, "arrivals.q.schooling"),
    ],
)
def test_weights_are_not_all_zero(data: dict[str, Any], path: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        scenario_from({"places": {"a": {"population": 3}}, "origins": {"x": {}}, **data})
    found = {problem.path: problem.message for problem in refused.value.problems}
    assert "all weights are zero" in found[path] or "not all of them 0" in found[path], found


def test_a_list_with_a_bad_element_is_complained_of_once() -> None:
    with pytest.raises(ScenarioError) as refused:
        scenario_from({"places": {"a": {"population": 3}}, "work": {"growth": [20, 0, 0, 0, 0, 0, 0]}})
    assert str(refused.value) == ("work.growth.0: found 20; allowed: a number from -0.5 to 0.5 [share/year]")
