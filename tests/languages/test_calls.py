"""Texts are said in calls that the extractor finds and that cannot fail when they are reached."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAYING = ("_", "ngettext", "pgettext", "N_")


def saying_modules() -> Iterator[tuple[Path, ast.Module]]:
    """Modules that say something in the language in force."""
    for room in ("sim", "experiments", "calibration", "bygd"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {
                alias.name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom) and node.module == "sim.languages"
                for alias in node.names
            }
            if names & set(SAYING):
                yield path.relative_to(ROOT), tree


@pytest.fixture(scope="module")
def modules() -> list[tuple[Path, ast.Module]]:
    return list(saying_modules())


def test_underscore_is_nothing_else_where_it_says_texts(modules: list[tuple[Path, ast.Module]]) -> None:
    """``head, _, tail = …`` would make it a string in that function."""
    bound = [
        f"{path}:{node.lineno}"
        for path, tree in modules
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.arg) and node.arg == "_")
    ]
    assert not bound


def test_no_text_is_said_within_an_f_string(modules: list[tuple[Path, ast.Module]]) -> None:
    """The extractor does not look there: the text would be in no catalogue."""
    hidden = [
        f"{path}:{call.lineno} {ast.unparse(call)[:60]}"
        for path, tree in modules
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in SAYING
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden


def test_no_f_string_is_said(modules: list[tuple[Path, ast.Module]]) -> None:
    """A text with its values filled in already is in no catalogue."""
    filled = [
        f"{path}:{node.lineno}"
        for path, tree in modules
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in SAYING
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert not filled
