"""The page on design files: its examples load, and it leaves no key and no method out."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest

from experiments.designs import DesignSettings, FactorSettings, load_design
from experiments.designs.settings import Method

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "designs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_load(example: str, tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(example, encoding="utf-8")
    rows = re.search(r"((?:^    \S+,\S+\n)+)", TEXT, re.MULTILINE)
    assert rows is not None
    (tmp_path / "points.csv").write_text(rows[1].replace("    ", ""), encoding="utf-8")
    design = load_design(tmp_path / "design.yaml")
    if design.method == "table":
        assert [point.values[0] for point in design.points] == ["none", "some", "some"]
    assert len(design.points) > 1


def test_no_key_and_no_method_is_left_out() -> None:
    for name in (*DesignSettings.model_fields, *FactorSettings.model_fields, *typing.get_args(Method)):
        assert f"`{name}`" in TEXT or name == "levels", name


def test_every_method_has_an_example_or_is_named_beside_one() -> None:
    shown = set(re.findall(r"method: ([a-z-]+)", TEXT)) | {"grid"}
    assert shown == set(typing.get_args(Method))
