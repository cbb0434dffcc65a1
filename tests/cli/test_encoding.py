"""What is redirected is UTF-8, whatever the console's encoding: nothing is lost in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = "title: Vännäs 日本\nplaces: {town: {name: Åsele, population: 300}}\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(TEXT, encoding="utf-8")
    return folder


def bygd(folder, encoding, *words):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "bygd", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("words", [("check", "town.yaml", "--yaml"), ("check", "town.yaml"), ("schema", "--markdown")])
def test_redirected_output_is_whole(town, encoding, words):
    done, plain = bygd(town, encoding, *words), bygd(town, "utf-8", *words)
    assert done.returncode == 0 and done.stdout == plain.stdout
    assert "?nn?s" not in done.stdout.decode("utf-8")


def test_what_check_printed_can_be_read_again(town):
    (town / "again.yaml").write_bytes(bygd(town, "ascii", "check", "town.yaml", "--yaml").stdout)
    again = bygd(town, "ascii", "check", "again.yaml")
    assert again.returncode == 0 and "Vännäs 日本" in again.stdout.decode("utf-8")


def test_a_terminal_keeps_its_encoding_and_shows_what_it_lacks(monkeypatch):
    import io

    from bygd.cli import streams

    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    kept = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(kept, encoding="cp1252"))
    streams.keep_everything()
    print("Vännäs 日", end="", flush=True)
    assert kept.getvalue() == b"V\xe4nn\xe4s \\u65e5"
