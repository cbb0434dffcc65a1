"""docs/scenarios.md lists every scenario file, once, and nothing that is not there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from sim.scenario import load_scenario
from sim.scenario.inheritance import packaged_scenarios

TEXT = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")


def test_the_table_lists_every_file_once() -> None:
    listed = Counter(re.findall(r"^\| `([\w./-]+\.yaml)` \|", TEXT, re.MULTILINE))
    folder = packaged_scenarios()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    assert set(listed) == there
    assert set(listed.values()) == {1}


def test_every_row_says_where_it_is_from_and_what_to_look_at() -> None:
    for row in re.findall(r"^\| `[\w./-]+\.yaml` .*$", TEXT, re.MULTILINE):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 4 and all(cells), row


def test_the_example_on_the_page_is_a_scenario(tmp_path: Path) -> None:
    found = re.search(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    (tmp_path / "example.yaml").write_text(found.group(1), encoding="utf-8")
    scenario = load_scenario(tmp_path / "example.yaml")
    assert scenario.funding["friend_mentor_money"].months == 48
    assert scenario.funding["language_cafe_money"].permanent
    assert scenario.money.state_grant_months == 60
