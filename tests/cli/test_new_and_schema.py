"""``bygd new`` and ``bygd schema``."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from bygd.cli import main
from bygd.documents.parameters import markdown


@pytest.mark.parametrize("options", [[], ["--all"]])
def test_a_new_scenario_passes_the_check(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    assert main(["new", str(path), *options]) == 0
    assert main(["check", str(path)]) == 0
    assert "3,000 inhabitants" in capsys.readouterr().out


def test_new_does_not_replace_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("precious")
    assert main(["new", str(path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert path.read_text() == "precious"
    assert main(["new", str(path), "--force"]) == 0
    assert "places:" in path.read_text()


def test_new_needs_a_folder_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "nowhere" / "mine.yaml")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert main(["new", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    os.mkfifo(tmp_path / "pipe")
    assert main(["new", str(tmp_path / "pipe"), "--force"]) == 2
    assert "is no ordinary file" in capsys.readouterr().err and (tmp_path / "pipe").is_fifo()


def test_new_on_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["new", str(tmp_path / "mine.yaml")]) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_schema_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")


def test_schema_prints_the_table_of_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--markdown"]) == 0
    assert capsys.readouterr().out == markdown()
