"""Every file of the project that a document names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
FOLDERS = ("bygd", "calibration", "docs", "experiments", "scenarios", "sim", "tests")
ENDINGS = r"(?:py|md|ya?ml|csv|png|html|toml|json)"
NAMED = re.compile(rf"(?<![\w./-])((?:\.\./|\./)*(?:[\w-]+/)*[\w-]+(?:/|\.{ENDINGS}))(?![\w/-])")
"""A path with an ending, or a folder with the slash at its end."""
DOTTED = re.compile(rf"(?<![\w./])((?:{'|'.join(FOLDERS)})(?:\.\w+)+)(?![\w/])")
"""A module, or a name in one, as Python writes it."""
INVENTED = {"CONTRIBUTING.md": {"sim/scenario/schema/gardens.py", "sim/processes/gardens.py"}}
"""Files that an example has its readers write."""


@pytest.mark.parametrize("page", PAGES)
def test_documents_name_files_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    missing = set(paths(text, (ROOT / page).parent)) - INVENTED.get(page, set())
    assert not missing, f"{page} names what is not there: {', '.join(sorted(missing))}"


@pytest.mark.parametrize("page", PAGES)
def test_documents_name_modules_that_exist(page: str) -> None:
    missing = set(modules((ROOT / page).read_text(encoding="utf-8")))
    assert not missing, f"{page} names what is not there: {', '.join(sorted(missing))}"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("see `sim/no_such.py`, or `sim/rng.py`", ["sim/no_such.py"]),
        ("a folder, `sim/no_such/`, and `sim/processes/`", ["sim/no_such/"]),
        ("[here](../scenarios/no-such.yaml) and [there](../scenarios/rural-town.yaml)", ["../scenarios/no-such.yaml"]),
        ("(`people.py`, `no_such.py`)", ["no_such.py"]),
        ("`my-town.yaml` and `points.csv` are the reader's, `outputs/granby` is written", []),
    ],
)
def test_what_is_not_there_is_found(text: str, missing: list[str]) -> None:
    assert list(paths(text, ROOT / "docs")) == missing


def test_a_module_that_is_not_there_is_found() -> None:
    assert list(modules("`sim.rng.Process`, `sim.no_such.Process`, `experiments.no_such`")) == [
        "sim.no_such.Process",
        "experiments.no_such",
    ]


def paths(text: str, folder: Path) -> Iterator[str]:
    """Paths of the project in a text that lead nowhere, seen from the root or from ``folder``.

    A path is of the project where its first part is one of its folders or leads out of ``folder``; a bare name of a
    Python file always is, in whatever folder it lies.
    """
    for name in NAMED.findall(text):
        if (ROOT / name).exists() or (folder / name).exists():
            continue
        first, _, rest = name.partition("/")
        bare_module = not rest and name.endswith(".py")
        if first == ".." or (rest and first in FOLDERS) or (bare_module and name not in modules_by_name()):
            yield name


def modules(text: str) -> Iterator[str]:
    """Dotted names in a text of which not even the second part is a module, a folder or a name of its package."""
    for name in DOTTED.findall(text):
        first, second = name.split(".")[:2]
        package = ROOT / first
        if second in {"py", "md", "yaml", "csv"} or (package / second).is_dir() or (package / f"{second}.py").is_file():
            continue
        if not re.search(rf"\b{second}\b", (package / "__init__.py").read_text(encoding="utf-8")):
            yield name


@cache
def modules_by_name() -> frozenset[str]:
    """Names of all Python files of the project, without folders."""
    return frozenset(path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def test_the_readme_opens_with_the_questions_and_one_answer() -> None:
    """What is asked before money is spent, then a table that answers it, before a word of how it is done."""
    first = (ROOT / "README.md").read_text(encoding="utf-8").partition("\nbygd is an agent-based model")[0]
    lines = first.splitlines()
    assert lines[0] == "# bygd" and "stay" in lines[2] + lines[3] and (lines[2] + lines[3]).count("?") == 1
    table = [line for line in lines if line.startswith("|")]
    for outcome in ("local friend", "stayed", "in work", "SEK for each additional"):
        assert any(outcome in row for row in table), outcome
    assert len(lines) <= 30
