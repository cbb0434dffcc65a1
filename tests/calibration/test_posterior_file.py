"""Draws of the posterior for other commands."""

from __future__ import annotations

import pytest
import toys

from calibration.posterior_file import posterior_draws, read_draws
from calibration.summary import draws_csv
from sim.scenario import with_overrides
from sim.scenario.errors import ScenarioError


@pytest.fixture
def file(made, tmp_path):
    path = tmp_path / "posterior.csv"
    path.write_text(draws_csv(made.fit), encoding="utf-8")
    return path


def test_draws_are_those_of_the_posterior_and_can_be_run(file, made, plan):
    draws = posterior_draws(file, 30, 1)
    assert len(draws) == 30 and set(draws[0]) == {one.path for one in plan.parameters}
    scenario = with_overrides(toys.bases()["north"], draws[0])
    assert scenario.work.accept == draws[0]["work.accept"]
    rows = {tuple(row) for row in made.fit.posterior.values.tolist()}
    assert all(tuple(draw.values()) in rows for draw in draws)


def test_fewer_draws_begin_more_and_a_seed_changes_them(file):
    assert posterior_draws(file, 10, 1) == posterior_draws(file, 30, 1)[:10]
    assert posterior_draws(file, 10, 1) != posterior_draws(file, 10, 2)
    assert posterior_draws(file.parent, 10, 1) == posterior_draws(file, 10, 1)


def test_all_are_drawn_before_any_is_drawn_again(file):
    rows = read_draws(file)
    draws = [tuple(draw.values()) for draw in posterior_draws(file, len(rows) + 5, 3)]
    assert sorted(draws[: len(rows)]) == sorted(tuple(row.values()) for row in rows)
    assert len(draws) == len(rows) + 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ":1: the first line names the parameters"),
        ("a.b,c\n", "holds no draw"),
        ("a.b,c\n1,2\n3\n", ":3: 1 values, but the first line names 2"),
        ("a.b,c\n1,many\n", ":2: c: found 'many'; allowed: a number"),
        ("a.b,c\n1,.inf\n", ":2: c: found 'inf'"),
        ("a.b,a.b\n1,2\n", "names a parameter twice"),
    ],
)
def test_a_wrong_file_is_answered_with_its_line(tmp_path, text, words):
    path = tmp_path / "draws.csv"
    path.write_text(text)
    with pytest.raises(ScenarioError) as reported:
        posterior_draws(path, 3)
    assert words in str(reported.value)
