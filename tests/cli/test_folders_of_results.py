"""Every command that fills a folder: one writer at a time, and what another command finished there stays."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import damage
import pytest

import calibration.loading
from bygd.cli import COMMANDS, whole_parser
from experiments.commands.locking import locked

ROOT = Path(__file__).resolve().parents[2]
HAMLET = "title: A hamlet\nmonths: 13\nplaces: {hamlet: {population: 60}}\n"
REGION = """\
places: {one: {population: 60, position: [0, 0]}, two: {population: 60, position: [9, 9]}}
origins: {south: {}}
arrivals: {quota: {pathway: quota, place: one, origin: south, per_year: 5, settlement: {rule: assigned}}}
"""
DESIGN = """\
design:
  base: hamlet.yaml
  replicates: 1
  months: 12
  outcomes: [population]
  factors: {hours: {levels: {"40": {meeting.free_hours: 40}, "50": null}}}
"""
WORDS = {
    "run": ["run", "hamlet.yaml"],
    "compare": ["compare", "hamlet.yaml", "policy.yaml"],
    "sweep": ["sweep", "design.yaml"],
    "sensitivity": ["sensitivity", "design.yaml"],
    "calibrate": ["calibrate", str(ROOT / "calibration" / "nordic.yaml")],
    "validate": ["validate", "--only", "lone_men_take_part_less"],
    "assess": ["assess", "hamlet.yaml", "examples/granby"],
    "advise": ["advise", "hamlet.yaml", "--budget", "900000", "--years", "1"],
    "place-households": ["place-households", "region.yaml"],
    "places": ["places", "compare", "SE:Bjurholm", "SE:Vindeln"],
    "practices": ["practices", "--simulate", "--only", "programmes/language-cafe"],
}
KINDS = (
    "run",
    "comparison",
    "sweep",
    "calibration",
    "validation",
    "assessment",
    "advice",
    "settlement",
    "places",
    "practices",
)
"""Of results, as their manifests say."""
IDENTITIES: tuple[Any, ...] = ({"seed": 77, "model": "another"}, [1], None)
"""Of another result, and what something else may have written there."""


@pytest.fixture(scope="module", autouse=True)
def loaded_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            calibration.loading, "load_calibration", functools.lru_cache(calibration.loading.load_calibration)
        )
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    (tmp_path / "policy.yaml").write_text("extends: hamlet.yaml\nmeeting: {free_hours: 60}\n", encoding="utf-8")
    (tmp_path / "region.yaml").write_text(REGION, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path


def test_no_command_that_fills_a_folder_is_left_out() -> None:
    choices = next(one.choices for one in whole_parser()._actions if isinstance(one.choices, dict))
    filling = {name for name in COMMANDS if "--out DIR" in choices[name].format_help()}
    assert filling == set(WORDS)


@pytest.mark.parametrize("command", WORDS)
def test_a_second_writer_is_refused(command: str, bygd: Callable[..., Any], desk: Path) -> None:
    (desk / "out").mkdir()
    with locked(desk / "out"):
        done = bygd(*WORDS[command], "--out", "out", cwd=desk)
    assert done.returncode == 2 and "another bygd is writing there" in done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert list((desk / "out").iterdir()) == []


def lying_in(out: Path, kind: str, identity: Any) -> dict[str, bytes]:
    """Finished results of a kind, as far as anybody looks at them before replacing them."""
    (out / "figures").mkdir(parents=True, exist_ok=True)
    manifest = {"made_by": "bygd", "kind": kind, "state": "finished", "identity": identity}
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for name in ("report.html", "summary.csv", "measures.parquet", "figures/ties.svg", "validation.csv"):
        (out / name).write_text("precious", encoding="utf-8")
    return damage.contents(out)


@pytest.mark.parametrize("command", WORDS)
def test_what_another_command_finished_stays(command: str, bygd: Callable[..., Any], desk: Path) -> None:
    for kind in KINDS:
        for identity in IDENTITIES:
            before = lying_in(desk / "out", kind, identity)
            done = bygd(*WORDS[command], "--out", "out", cwd=desk)
            told = done.stderr
            assert done.returncode == 2, (kind, identity, told)
            assert "out holds " in told and "--force" in told and "Traceback" not in told
            assert done.stdout == "" and damage.contents(desk / "out") == before, (kind, identity)
