"""A sweep of a hamlet by the stand-in model, for tests of sweeps."""

from __future__ import annotations

from pathlib import Path

import fakes
import pyarrow.parquet as pq

from experiments.commands.store import Store
from experiments.commands.sweep import sweep

ROOT = Path(__file__).resolve().parents[2]
BASE = "title: A hamlet\nmonths: 24\nplaces: {storby: {population: 3000}}\n"
DESIGN = """\
design:
  title: What fees & hours do
  base: hamlet.yaml
  replicates: 4
  outcomes: [local_friends, stayers]
  factors:
    fees:
      levels: {none: null, half: {clubs.fee_support_newcomers: 0.5}, all: {clubs.fee_support_newcomers: 1.0}}
    hours: {levels: {"40": {meeting.free_hours: 40}, "50": null}}
"""


def swept(design, folder, simulate=fakes.brief, **more):
    store = Store(folder)
    store.claim()
    return sweep(design, store, file=DESIGN, command="bygd sweep design.yaml", simulate=simulate, **more)


def rows(folder):
    return pq.read_table(folder / "runs.parquet").to_pylist()


def found(folder):
    """The bytes of what a sweep comes to: its runs, and their outcomes by place and group."""
    return (folder / "runs.parquet").read_bytes(), (folder / "breakdown.parquet").read_bytes()


class Counted:
    """The stand-in model, counting its runs; stops or fails at one of them."""

    def __init__(self, stop_at=None, fail_at=None):
        self.runs, self.stop_at, self.fail_at = 0, stop_at, fail_at

    def __call__(self, scenario, seed, **rest):
        self.runs += 1
        if self.runs == self.stop_at:
            raise KeyboardInterrupt
        if self.runs == self.fail_at:
            raise ValueError("no room for more people")
        return fakes.brief(scenario, seed, **rest)
