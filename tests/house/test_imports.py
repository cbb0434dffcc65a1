"""Imports run one way: no circle among modules, in ``sim`` none goes to a layer above; modules stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sim", "experiments", "calibration", "bygd")
LONGEST = 400
LONGEST_PROCESS = 300
LAYERS: tuple[tuple[str, ...], ...] = (
    (
        "version",
        "ages",
        "cache",
        "carries",
        "codes",
        "columns",
        "text",
        "languages",
        "words",
        "told",
        "threads",
        "kernel_folder",
        "kernel_code",
        "kernel_library",
        "compiler_shortcuts",
        "kernel_files",
        "jit",
        "rng",
        "vectorised_draws",
        "venue_kinds",
    ),
    ("state",),
    ("state_abi", "allocation"),
    ("scenario", "rules"),
    ("town",),
    ("reach",),
    ("network", "quality", "families", "care", "foci", "jobs", "homes"),
    ("households", "compatriots", "permits", "watching"),
    ("moves", "departures"),
    ("processes", "month_bookkeeping"),
    ("region", "schedule", "measures"),
    ("beginning", "digest", "network_sample", "places_table", "shared_past"),
    ("chronicle", "simulation"),
    ("history",),
    ("agents", "model"),
)
"""Modules and folders of ``sim``, lowest first; a module may import its own layer and those below."""


@cache
def modules() -> dict[str, Path]:
    return {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    }


def imports_of(tree: ast.AST, known: dict[str, Path] | None = None) -> set[str]:
    """Modules of ours that a module imports, in its functions too; not those for types alone."""
    known = modules() if known is None else known
    found: set[str] = set()

    def names(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                full if (full := f"{node.module}.{alias.name}") in known else node.module for alias in node.names
            )

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            return
        found.update(name for name in names(node) if name in known)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    return found


@cache
def graph() -> dict[str, set[str]]:
    return {name: imports_of(ast.parse(path.read_text(encoding="utf-8"))) - {name} for name, path in modules().items()}


def layer_of(module: str) -> int | None:
    """Position of a module of ``sim`` among the layers; the face itself stands above all."""
    if module == "sim":
        return len(LAYERS)
    top = module.split(".")[1]
    return next((index for index, layer in enumerate(LAYERS) if top in layer), None)


def circle_in(imports: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    circle = circle_in(graph())
    assert not circle, " -> ".join(circle)


def test_every_module_of_sim_has_a_layer_and_imports_none_above() -> None:
    for name, imported in graph().items():
        if not name.startswith("sim"):
            continue
        own = layer_of(name)
        assert own is not None, f"{name} stands in no layer: give it one in LAYERS"
        above = [other for other in imported if (layer_of(other) or 0) > own]
        assert not above, f"{name} imports {above}, which stand above it"


@pytest.mark.parametrize("name", list(modules()))
def test_module_is_one_idea(name: str) -> None:
    lines = len(modules()[name].read_text(encoding="utf-8").splitlines())
    longest = LONGEST_PROCESS if name.startswith("sim.processes.") else LONGEST
    assert lines <= longest, f"{name} has {lines} lines of {longest}: look for the second idea"


def test_imports_in_functions_are_seen_and_those_for_types_are_not() -> None:
    tree = ast.parse(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from sim import model\n"
        "def f():\n    from sim import codes\n    import sim.town\n"
    )
    assert imports_of(tree) == {"sim.codes", "sim.town"}


def test_a_circle_is_found() -> None:
    assert set(circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
