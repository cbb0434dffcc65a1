"""A scenario takes the posterior of its country."""

from __future__ import annotations

import argparse

import pytest

from bygd.cli.posterior import draws_of
from sim.scenario import load_scenario
from sim.version import MODEL

HEAD = "model,rules,leaving.programme_hold,work.accept,leaving.programme_hold@sweden,work.accept@sweden"
TOWN = "extends: [rural-town.yaml{piece}]\n{more}"


@pytest.fixture
def drawn(tmp_path):
    file = tmp_path / "draws.csv"
    file.write_text(f"{HEAD}\n{MODEL},rules-1,0.1,0.2,0.3,0.4\n{MODEL},rules-1,0.11,0.21,0.31,0.41\n")

    def of(piece: str = "", more: str = ""):
        town = tmp_path / "town.yaml"
        town.write_text(TOWN.format(piece=f", {piece}" if piece else "", more=more), encoding="utf-8")
        asked = argparse.Namespace(posterior=2, posterior_from=str(file), accept_old_posterior=False, replicates=None)
        return draws_of(asked, [load_scenario(town)], [], 1)

    return of


def test_a_town_of_the_country_has_its_values_also_where_its_file_assumes_one(drawn):
    found = drawn("countries/sweden.yaml")
    assert sorted(found.changes[0].values()) in ([0.3, 0.4], [0.31, 0.41]) and found.kept == ()


def test_what_the_town_states_itself_stays(drawn):
    found = drawn("countries/sweden.yaml", "leaving: {programme_hold: 0.5}\n")
    assert set(found.changes[0]) == {"work.accept"} and found.kept == ("leaving.programme_hold",)


@pytest.mark.parametrize("piece", ["", "countries/norway.yaml"])
def test_a_town_of_another_country_or_none_has_what_they_have_in_common(drawn, piece):
    assert sorted(drawn(piece).changes[0].values()) in ([0.1, 0.2], [0.11, 0.21])
