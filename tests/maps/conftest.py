"""Results that tests of maps share."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

sys.path.append(str(Path(__file__).parent))

from known_results import AT, MONTHS, TEXT, scenario_text, table, write_run

from experiments.commands.compare_files import BREAKDOWN, PLACES


@pytest.fixture(scope="session")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return scenario_text(tmp_path_factory.mktemp("scenario"))


@pytest.fixture(scope="session")
def made_up_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return scenario_text(tmp_path_factory.mktemp("scenario"), TEXT.replace("name: Vindeln", "name: Granby"))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, text: str) -> Path:
    return write_run(tmp_path_factory.mktemp("results") / "three", text)


@pytest.fixture(scope="session")
def compared_folder(tmp_path_factory: pytest.TempPathFactory, text: str) -> Path:
    """Two policies. ``mentors``: Umeå clearly gains, Vindeln may or may not, Bjurholm has no value in one run."""
    folder = tmp_path_factory.mktemp("results") / "compared"
    folder.mkdir()
    gains = {"umea": (0.10, 0.11, 0.12), "vindeln": (-0.05, 0.00, 0.06), "bjurholm": (0.02, 0.02, None)}
    end, by_year = [], []
    for arm, times in (("base", 0.0), ("mentors", 1.0), ("twice", 2.0)):
        for key, each in gains.items():
            for run, gain in enumerate(each):
                if gain is None and arm != "base":
                    continue
                value = AT[key] + 0.01 * run + times * (gain or 0.0)
                end.append((arm, run, "employed", key, "newcomers", value))
                end.append((arm, run, "retention_1", key, "all", value))
                by_year += [(arm, run, key, 1, "employed", value - 0.05 * times), (arm, run, key, 2, "employed", value)]
    pq.write_table(table(BREAKDOWN, end), folder / "breakdown.parquet")
    pq.write_table(table(PLACES, by_year), folder / "places.parquet")
    (folder / "breakdown.csv").write_text(
        "policy,measure,place,group\nmentors,retention_1,umea,all\n", encoding="utf-8"
    )
    arms = [{"scenario": {"name": name, "text": text}} for name in ("base", "mentors", "twice")]
    manifest = {"kind": "comparison", "arms": arms, "months": MONTHS, "finished": "2026-11-27T06:00:00Z"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
