"""Same file and seed, same bytes: for any number of threads, in another process, JIT on or off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.history import simulate
from sim.scenario import scenario_from

ROOT = Path(__file__).parents[2]
DATA = {
    "months": 14,
    "places": {"alby": {"population": 110, "newcomers": 0.1}, "berg": {"population": 70}},
    "travel": {"alby": {"berg": 25}},
    "origins": {"one": {}, "two": {}},
    "arrivals": {
        "quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 20},
        "labour": {"pathway": "labour", "place": "berg", "origin": "two", "per_year": 10},
    },
    "ties": {"settle_months": 3},
    "funding": {
        "pot": {"months": 7, "per_year": 1_500_000, "renewals": 2, "renewal_gap": 1, "renewal_chance": 1.0},
        "town": {"permanent": True, "payer": "municipality"},
    },
    "coordinators": {"post": {"funding": ["town"]}},
    "programmes": {
        "mentors": {
            "funding": ["pot"],
            "outreach": 1.0,
            "per_participant": 2,
            "whole_household": True,
            "hours": 5.3,
            "carries": {"information": 0.5, "friends": 0.6, "language": 3.3},
            "cost": {"per_participant": 900.0, "per_volunteer": 71.5},
        },
        "cafe": {
            "funding": ["town"],
            "form": "group",
            "outreach": 0.7,
            "hours": 7.1,
            "neutral_venue": False,
            "target": {"who": "everyone", "share": 0.4, "to_month": 480},
            "carries": {"information": 0.3},
        },
        "work": {
            "funding": ["town"],
            "mentors": "workplace",
            "tasks_redistributed": False,
            "target": {"work": "in", "to_month": 480},
            "carries": {"job_leads": 0.7},
        },
        "bus": {
            "funding": ["town"],
            "form": "support",
            "target": {"to_month": 480},
            "carries": {
                "transport": True,
                "childcare": True,
                "fee_support": 0.3,
                "experience": 0.37,
                "recognition": 2.1,
                "reunification": 3.0,
                "health": 0.1,
                "willingness": 0.03,
            },
        },
        "placement": {
            "funding": ["town"],
            "form": "placement",
            "host": {"size_from": 2, "kept": 0.6},
            "outreach": 0.8,
            "hours": 6.0,
            "months": 4,
            "target": {"work": "without", "to_month": 480},
        },
    },
    "placements": {"posts_for_one": 2.0, "kept_full": 0.9},
    "volunteering": {"start_share": 0.2, "attention_shocks": {"2010-05": 0.7}},
    "levers": {
        "meeting.free_hours": {"2010-06": 60},
        "programmes.cafe.hours": {"2010-09": 3.7},
        "coordinators.post.fte": {"2010-11": 0.35},
    },
}
PROGRAM = """
from tests.properties.test_same_bytes import DATA
from sim.history import simulate
from sim.scenario import scenario_from
print(simulate(scenario_from(DATA), 5).digest)
"""


@pytest.fixture(scope="module")
def digest():
    return simulate(scenario_from(DATA), 5).digest


def test_the_town_compared_has_programmes_at_work():
    history = simulate(scenario_from(DATA), 5)
    measures = history.to_pandas()
    for key in DATA["programmes"]:
        these = measures[(measures.measure == "taking_part") & (measures.group == f"programmes.{key}")]
        assert these.value.max() > 0, key
    assert any("begins" in words for _, words in history.log)


def in_another_process(**environment):
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return found.stdout.strip()


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_nothing(digest, threads):
    assert simulate(scenario_from(DATA), 5, threads=threads).digest == digest


def test_another_process_changes_nothing(digest):
    assert in_another_process(PYTHONHASHSEED="77") == digest


def test_kernels_as_plain_python_give_the_same_bytes(digest):
    assert in_another_process(BYGD_JIT="0") == digest


def test_another_seed_is_another_history(digest):
    assert simulate(scenario_from(DATA), 6).digest != digest
