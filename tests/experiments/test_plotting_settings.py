"""Figures are drawn with the program's own settings, and with names as they are written."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib as mpl
import pytest

from experiments import figures
from experiments.figures import style
from experiments.outcomes.findings import Findings

ROOT = Path(__file__).resolve().parents[2]
DRAWING = """
import sys
sys.path.insert(0, {tests!r})
import bygd.cli
bygd.cli.main(["version"])
import test_figures
from experiments import figures
drawn = figures.draw("region_map", test_figures.found(2))
open("map.svg", "w", encoding="utf-8").write(drawn.svg)
"""


def test_a_user_s_backend_and_matplotlibrc_change_nothing(tmp_path: Path) -> None:
    drawn = []
    files = (b"", b"text.usetex: True\nfont.size: 40\naxes.grid: no such thing\n", b"# Malm\xf6\nfont.size: 40\n")
    for number, settings in enumerate(files):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "matplotlibrc").write_bytes(settings)
        done = subprocess.run(
            [sys.executable, "-c", DRAWING.format(tests=str(ROOT / "tests" / "experiments"))],
            cwd=folder,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "Qt4Agg"},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        drawn.append((folder / "map.svg").read_text(encoding="utf-8"))
    assert drawn[0] == drawn[1] == drawn[2]


def test_settings_of_the_session_are_put_aside(findings: Findings) -> None:
    before = figures.draw("retention", findings)
    with mpl.rc_context({"font.size": 30, "axes.edgecolor": "red", "lines.linestyle": ":", "svg.fonttype": "path"}):
        assert figures.draw("retention", findings) == before


@pytest.mark.parametrize(
    "name", ["$x_{$", "price $5 to $6", r"\frac{1}{$", "100 % & <b>", "日本 ירושלים", "bell\a\x1b"]
)
@pytest.mark.parametrize("figure", ["region_map", "population"])
def test_names_are_drawn_as_they_are_written(name: str, figure: str, findings: Findings) -> None:
    named = dataclasses.replace(
        findings,
        title=name,
        places=[
            one._replace(name=name) if hasattr(one, "_replace") else dataclasses.replace(one, name=name)
            for one in findings.places
        ],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = figures.draw(figure, named)
    texts = "".join(ET.fromstring(drawn.svg).itertext())  # valid XML, whatever the name
    if figure == "region_map":
        assert name.replace("\a", "\ufffd").replace("\x1b", "\ufffd") in texts


def test_no_setting_of_ours_is_unknown() -> None:
    assert set(style.RC) <= set(mpl.rcParams)
