"""What the command costs: help, a first run that compiles everything, and a run after that."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from experiments.bench.regions import DEFAULT_SCENARIO


class Commands(NamedTuple):
    """Seconds of wall clock."""

    help_s: float
    first_run_s: float
    warm_run_s: float

    @property
    def compile_s(self) -> float:
        return self.first_run_s - self.warm_run_s


def bygd(*words: str, cache: str | None = None) -> float:
    """Run the command in a process of its own; seconds. Raises ``CalledProcessError`` when it fails."""
    environment = dict(os.environ)
    root = str(DEFAULT_SCENARIO.parent.parent)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [root, environment.get("PYTHONPATH")]))
    if cache is not None:
        environment["BYGD_CACHE_DIR"] = cache
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bygd", *words], env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def command_costs(repeats: int = 3) -> Commands:
    """Medians of ``repeats`` (the first run, which compiles into an empty cache, is one)."""
    with tempfile.TemporaryDirectory(prefix="bygd-bench-") as folder:
        cache = str(Path(folder) / "cache")

        def run(number: int) -> float:
            out = str(Path(folder) / f"run{number}")
            return bygd("run", str(DEFAULT_SCENARIO), "--replicates", "1", "--out", out, cache=cache)

        first = run(0)
        return Commands(
            help_s=statistics.median(bygd("--help") for _ in range(2 * repeats + 1)),
            first_run_s=first,
            warm_run_s=statistics.median(run(number) for number in range(1, repeats + 1)),
        )
