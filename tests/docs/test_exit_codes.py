"""The exit codes that README lists are those that commands end with."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bygd.cli
from bygd.cli import EXIT_CODES
from sim.scenario import ScenarioError
from sim.scenario.errors import Problem

ROOT = Path(__file__).parents[2]


def endings(source: str) -> Iterator[int]:
    """Numbers that a module of commands ends with: of ``fail(words, 2)`` and of ``raise SystemExit(143)``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("fail", "SystemExit"):
            yield from (each.value for each in node.args[-1:] if isinstance(each, ast.Constant))


def raising(error: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise error

    return action


def test_readme_lists_every_exit_code_with_its_meaning() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\d+) \| (.+) \|$", readme, flags=re.MULTILINE))
    assert {int(code): meaning for code, meaning in listed.items()} == EXIT_CODES


@pytest.mark.parametrize("module", sorted(path.name for path in (ROOT / "bygd" / "cli").glob("*.py")))
def test_commands_end_with_no_other_number(module: str) -> None:
    assert set(endings((ROOT / "bygd" / "cli" / module).read_text(encoding="utf-8"))) <= set(EXIT_CODES)


def test_endings_are_found() -> None:
    assert set(endings('def f():\n    if a: return fail("words", 7)\n    raise SystemExit(9)')) == {7, 9}


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (lambda: 0, 0),
        (raising(MemoryError()), 1),
        (raising(PermissionError(13, "no", "out")), 1),
        (raising(ScenarioError(Problem("wrong"))), 2),
        (raising(KeyboardInterrupt()), 130),
        (raising(BrokenPipeError()), 141),
        (raising(SystemExit(143)), 143),
    ],
)
def test_what_goes_wrong_has_the_code_listed(
    action: Callable[[], int], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bygd.cli, "_discard_output", lambda: None)
    assert bygd.cli.guarded(action) == code
