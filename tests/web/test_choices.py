"""A scenario brought along is data: checked like a file, and with no way to other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bygd.web.choices import DEFAULT, brought, choices, packaged
from sim.scenario import ScenarioError, load_scenario
from sim.scenario.source import LARGEST

SMALL = "months: 4\nplaces:\n  town: {population: 300}\n"


def refusal(text: str, name: str = "mine.yaml") -> str:
    with pytest.raises(ScenarioError) as caught:
        brought(name, text)
    return str(caught.value)


def test_the_default_comes_first_and_all_load() -> None:
    assert choices()[0].name == DEFAULT
    assert len({choice.name for choice in choices()}) == len(choices()) > 10
    assert all(choice.title for choice in choices())


def test_only_what_comes_with_bygd_can_be_chosen() -> None:
    for name in ("../pyproject.toml", "/etc/passwd", "programmes/language-cafe.yaml", ""):
        with pytest.raises(ScenarioError, match="comes with bygd"):
            packaged(name)


def test_a_file_brought_along_loads_as_it_would_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert brought("mine.yaml", SMALL).digest() == load_scenario(path).digest()
    extending = "extends: rural-town.yaml\nmonths: 3\n"
    assert brought("mine.yaml", extending).months == 3


def test_a_wrong_file_is_reported_as_on_the_command_line(tmp_path: Path) -> None:
    text = SMALL.replace("population", "populaton")
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert refusal(text) == str(caught.value).replace(str(path), "mine.yaml")
    assert "mine.yaml:3" in refusal(text) and "did you mean population?" in refusal(text)


def test_a_region_that_contradicts_itself_is_refused_too() -> None:
    assert "mine.yaml" in refusal(SMALL.replace("300", "300, homes: 3"))


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../../../../etc/hostname", "../pyproject.toml"])
def test_extends_reaches_nothing_of_this_machine(target: str) -> None:
    words = refusal(f"extends: {target}\n")
    assert "leads out of the scenario's folder" in words
    assert "/tmp" not in words.replace("'/tmp", "")


def test_nothing_in_a_file_names_a_class() -> None:
    assert "tags" in refusal("title: !!python/object/apply:os.system ['true']\n")


def test_a_file_too_large_is_refused() -> None:
    assert "at most 1 MB" in refusal("#" * (LARGEST + 1))


def test_a_region_too_large_to_watch_is_refused_before_it_is_built() -> None:
    words = refusal(SMALL.replace("300", "2000000"))
    assert words.startswith("mine.yaml: places: 2,000,000 inhabitants are too many")


def test_names_of_files_are_shown_without_their_folders_and_odd_letters() -> None:
    words = refusal("places: 3\n", name="C:\\secret\\..\\na\x00me<b>.yaml")
    assert words.startswith("name<b>.yaml")
