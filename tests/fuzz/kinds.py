"""The kinds of file a user can give: a good one of each, and how the program reads it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from experiments.results import NotASweep
from sim.scenario import ScenarioError

CLEAN = (ScenarioError, NotASweep)
"""What a command answers with exit code 2 and words."""

SCENARIO = """\
title: Two villages
description: |
  As small as they come.
start: 2010-01
months: 24
seed: 3
places:
  vannas: {population: 260, name: Vännäs, newcomers: 0.2, position: [0, 0], homes: 150}
  vindeln: &place
    population: 90
    ages: [1, 1, 1, 2, 2, 3, 2, 1]
    position: [12.5, -30]
    services: [shop]
origins:
  syria: {name: Syria, schooling: [0.4, 0.3, 0.3]}
arrivals:
  quota: {place: vannas, origin: syria, pathway: quota, per_year: 12, months: {2010-05: 4}}
funding:
  pot: {payer: state, months: 18, per_year: 900000}
programmes:
  friends: {funding: [pot], form: mentor, hours: 9, months: 6, capacity: 10, target: {youngest: 20}}
coordinators:
  guide: {funding: [pot], fte: 0.5, places: [vannas]}
ties: {half_life_months: 6}
work: {growth: [0, 0, 0, 0, 0, 0.01, 0]}
rivals: {belonging: informal}
levers:
  meeting.free_hours: {2011-01: 50}
  programmes.friends.capacity:
    2010-09: 12
"""
EXTENDING = """\
extends: [base.yaml, programmes/friend-mentor.yaml, countries/sweden.yaml]
title: More
places:
  vindeln: null
arrivals:
  quota: {per_year: 20}
ties:
funding: {pot: {months: 20}}
"""
DESIGN = """\
design:
  title: Hours and fees
  base: base.yaml
  replicates: 2
  months: 12
  seed: 4
  outcomes: [local_friends, employed]
  method: latin-hypercube
  points: 3
  factors:
    hours: {label: Free hours, path: meeting.free_hours, range: [30, 60], scale: log}
    accept: {path: work.accept, around: 0.3}
    policy:
      levels: {no: null, yes: {programmes.friends.capacity: 20}}
  figure: {x: policy}
  limits: {seconds: 60}
"""
TABLED = """\
design: {base: base.yaml, replicates: 1, months: 12, outcomes: [population], method: table, table: points.csv}
"""
TABLE = """\
meeting.free_hours;places.vannas.welcome;rivals.belonging
30;0,2;informal
50;0,9;informal_and_membership
"""
TARGETS = """\
targets:
  stay:
    row: "Norway, 5 years, by family"
    use: C
    label: Still there after five years
    value: 0.63
    observation: 0.015
    discrepancy: 0.05
    scenario: norway-like
    definition: {retention: {months: 60, group: "family:single_man"}}
    source: Statistics Norway
    grade: V
  gap:
    row: Employment
    use: C (wide tolerance)
    label: Gap
    value: 0.1
    observation: 0.01
    discrepancy: 0.05
    scenario: norway-like
    definition:
      difference:
        - {since_arrival: {name: employed_by_year, group: men, from: 0, to: 3}}
        - {since_arrival: {name: employed_by_year, group: women, from: 0, to: 3}}
    source: Statistics
    grade: D
unmeasured:
  other: {row: x, use: C, figure: y, why: z}
"""
CALIBRATION = """\
calibration:
  title: A small calibration
  targets: targets.yaml
  replicates: 2
  seed: 1
  waves: {points: 8, later: 8, most: 1, sample: 100}
  posterior: {simulations: 400, accepted: 0.5, draws: 20, checked: 0}
  parameters:
    base: {label: Hazard of leaving, path: leaving.base, range: [0.0015, 0.01], scale: log}
    accept: {label: Accepted, path: work.accept, range: [0.2, 0.6]}
  limits: {seconds: 100}
"""
SWEPT = """\
design:
  base: base.yaml
  replicates: 3
  outcomes: [population]
  factors:
    free_hours: {path: meeting.free_hours, range: [35, 62.5]}
    policy: {levels: {none: null, mentors: {work.accept: 0.4}}}
  steps: 2
"""
DRAWS = "work.accept,leaving.base\n" + "".join(f"{0.3 + i / 100},{0.004 + i / 1e4}\n" for i in range(12))
SETTING = "meeting.free_hours=40"


@dataclass(frozen=True)
class Kind:
    """A kind of file."""

    name: str
    file: str
    """What the damaged file is called."""
    good: str
    read: Callable[[Path], object]
    """Reads the file at a path in a folder with the others, as commands do; raises one of ``CLEAN``."""
    share: int = 1
    """Of the seeds of a round that this kind gets: fewer where reading takes long."""


def scenario(path: Path) -> None:
    from experiments.portrait.whole import portrait
    from sim.region import problems
    from sim.scenario import load_with_base, scenario_from
    from sim.scenario.source import plain_of

    found, base, name = load_with_base(path)
    problems(found)
    portrait(found, base, name)
    assert scenario_from(plain_of(found.to_yaml())).digest() == found.digest(), "written and read differ"


def design(path: Path) -> None:
    from experiments.designs import is_design, load_design

    if not is_design(path):
        scenario(path)
        return
    for point in load_design(path).points:
        assert point.changes is not None


def tabled(path: Path) -> None:
    design(path.with_name("tabled.yaml"))


def targets(path: Path) -> None:
    from calibration.targets import load_targets, load_unmeasured

    load_targets(path)
    load_unmeasured(path)


def calibration(path: Path) -> None:
    from calibration.loading import load_calibration

    load_calibration(path)


def draws(path: Path) -> None:
    from calibration.posterior_file import posterior_draws

    posterior_draws(path, 5, accept_old=True)


def setting(path: Path) -> None:
    from sim.scenario import load_scenario, parse_setting, with_overrides

    text = path.read_bytes().decode("utf-8", "surrogateescape")
    base = load_scenario(path.with_name("base.yaml"))
    with_overrides(base, dict([parse_setting(text)]))


def manifest(path: Path) -> None:
    from experiments.analysis.reading import read_swept

    read_swept(path.parent)


KINDS = (
    Kind("scenario", "scenario.yaml", SCENARIO, scenario, 4),
    Kind("extending", "extending.yaml", EXTENDING, scenario, 2),
    Kind("design", "design.yaml", DESIGN, design, 2),
    Kind("table", "points.csv", TABLE, tabled, 2),
    Kind("targets", "targets.yaml", TARGETS, targets, 4),
    Kind("calibration", "calibration.yaml", CALIBRATION, calibration, 1),
    Kind("posterior", "posterior.csv", DRAWS, draws, 4),
    Kind("setting", "setting.txt", SETTING, setting, 4),
    Kind("manifest", "sweep/manifest.json", "", manifest, 2),
)
OTHERS = {"base.yaml": SCENARIO, "targets.yaml": TARGETS, "points.csv": TABLE, "tabled.yaml": TABLED}


def prepare(folder: Path) -> None:
    """Lay out a folder with a good file of every kind."""
    sys.path.append(str(Path(__file__).resolve().parents[1] / "experiments"))
    import swept_folders  # type: ignore[import-not-found]

    folder.mkdir(parents=True, exist_ok=True)
    sweep = swept_folders.finished(folder / "sweep") / "manifest.json"
    manifest = json.loads(sweep.read_text(encoding="utf-8"))
    manifest |= {
        "design": {"name": "swept", "text": SWEPT},
        "base": SCENARIO,
        "seed": 3,
        "months": 24,
        "replicates": 3,
        "seconds": 1.5,
    }
    sweep.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    for kind in KINDS:
        if kind.good:
            (folder / kind.file).write_text(kind.good, encoding="utf-8")
    for name, text in OTHERS.items():
        (folder / name).write_text(text, encoding="utf-8")


__all__ = ["CLEAN", "KINDS", "Kind", "prepare"]
