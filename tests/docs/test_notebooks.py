"""The notebooks run from top to bottom, and are kept without what running them leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NAMES = sorted(path.name for path in FOLDER.glob("*.ipynb"))


def notebook(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


def cells(name: str, kind: str) -> Iterator[str]:
    return ("".join(cell["source"]) for cell in notebook(name)["cells"] if cell["cell_type"] == kind)


@pytest.fixture(autouse=True)
def no_window() -> Iterator[None]:
    with mpl.rc_context({"backend": "Agg", "figure.max_open_warning": 0}):
        yield
        import matplotlib.pyplot as plt

        plt.close("all")


@pytest.mark.parametrize(
    ("name", "said", "figures"),
    [
        ("fork.ipynb", ["True", "alone", "to "], ["figure", "shown"]),
        ("sweep.ipynb", ["4 points, 8 runs", "mean", "of the variance of single runs"], ["shown"]),
    ],
)
def test_a_notebook_runs_from_top_to_bottom(
    name: str, said: list[str], figures: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    space: dict[str, Any] = {"__name__": "__main__"}
    for number, code in enumerate(cells(name, "code")):
        exec(compile(code, f"{name}, cell {number}", "exec"), space)
    out = capsys.readouterr().out
    assert all(words in out for words in said), out
    assert "nan" not in out.lower()
    for figure in figures:
        assert space[figure].axes


def test_every_notebook_is_run() -> None:
    assert NAMES == ["fork.ipynb", "sweep.ipynb"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_as_it_was_written(name: str) -> None:
    """No outputs, no counts, no machine: what differs between two versions is what somebody wrote."""
    found = notebook(name)
    assert found["nbformat"] == 4 and set(found["metadata"]) == {"kernelspec", "language_info"}
    for cell in found["cells"]:
        assert cell["cell_type"] in ("markdown", "code")
        assert cell.get("outputs", []) == [] and cell.get("execution_count") is None
    assert len({cell["id"] for cell in found["cells"]}) == len(found["cells"])
    assert next(cells(name, "markdown")).startswith("# ")
