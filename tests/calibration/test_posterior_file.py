"""Draws of the posterior for other commands."""

from __future__ import annotations

import pytest
import toys

from calibration.posterior_file import posterior_draws, read_posterior
from calibration.summary import draws_csv, summary_of
from sim.scenario import with_overrides
from sim.scenario.errors import ScenarioError
from sim.version import MODEL


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
    rows = read_posterior(file).draws
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
        ("model\n1\n", "names no parameter"),
        ("a.b,model\n1,2.5\n", ":2: model: found 2.5; allowed: the number of a model"),
        ("a.b,model\n1,0\n", ":2: model: found 0; allowed: the number of a model"),
        ("a.b,model\n1,2\n1,3\n", ":3: model: found 3, and 2 above; all draws are of one model"),
    ],
)
def test_a_wrong_file_is_answered_with_its_line(tmp_path, text, words):
    path = tmp_path / "draws.csv"
    path.write_text(text)
    with pytest.raises(ScenarioError) as reported:
        posterior_draws(path, 3)
    assert words in str(reported.value)


def test_a_posterior_names_the_model_it_was_fitted_to(file, made):
    assert read_posterior(file).model == MODEL == summary_of(made.fit)["model"]
    assert read_posterior(file).fitted_to == ""


def test_one_of_another_model_is_used_only_where_that_is_accepted(file):
    text = file.read_text(encoding="utf-8")
    before = posterior_draws(file, 3)
    file.write_text(text.replace(f"\n{MODEL},", f"\n{MODEL + 1},"), encoding="utf-8")
    with pytest.raises(ScenarioError, match=f"fitted to model {MODEL + 1}; this is model {MODEL}"):
        posterior_draws(file, 3)
    assert posterior_draws(file, 3, accept_old=True) == before
