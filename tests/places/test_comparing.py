"""Places beside each other: facts as published, features put in one by one, parts that add up, runs that are kept."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bygd.cli import main
from bygd.places.comparing.asked import KEY, Asked, mix_name, towns_of
from bygd.places.comparing.facts import UNKNOWN, facts
from bygd.places.comparing.features import ARRIVALS, FEATURES, SIZE, differing, mixed
from bygd.places.comparing.orders import mixes
from bygd.places.comparing.orders import parts as parts_of
from bygd.places.comparing.questions import QUESTIONS
from bygd.places.lookup import find
from bygd.places.table import load_table
from experiments.outcomes.outcome import read_result
from experiments.workers import early, limits
from experiments.workers.run import replicate_seed
from sim.history import simulate
from sim.scenario import load_scenario, with_overrides

TABLE = load_table()
MONTHS = 13
NAMES = ("Utsira", "Kökar")
"""Some two hundred inhabitants each, in Norway and on Åland."""
SHORT = ["--months", str(MONTHS), "--jobs", "1", "--quiet"]
COMMAND = ["places", "compare", *NAMES, "--pairs", "2", "--policy", "programmes/friend-mentor", "--out", "out", *SHORT]


@pytest.fixture(scope="module")
def asked() -> Asked:
    return Asked(towns_of(TABLE, ["Vindeln", "Punkalaidun", "Narvik"], 60), 2, 60, 1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which two small places were compared, in this process."""
    folder = tmp_path_factory.mktemp("places")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(early, "ALLOWED", False)
        patch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
        assert main(COMMAND) == 0
        yield folder


def table(file: str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_with_no_feature_it_is_the_first_place_and_with_all_the_other(asked: Asked) -> None:
    first = asked.first.scenario
    for way in asked.ways:
        other = way.other.scenario
        assert mixed(first, other, []).digest() == first.digest()
        renamed = {f"places.{KEY}.name": other.places[KEY].name}
        assert with_overrides(mixed(first, other, way.features), renamed).digest() == other.digest()
    assert differing(first, first) == []


def test_each_feature_alone_changes_what_is_its_own_and_leaves_the_rest(asked: Asked) -> None:
    first, other = asked.first.scenario, asked.towns[2].scenario
    for feature in differing(first, other):
        (left,) = [differing(mixed(first, other, [feature]), other)] if feature else [[]]
        assert feature not in left, f"{feature.key} is put in whole"
        assert set(left) == set(differing(first, other)) - {feature}, f"{feature.key} brings nothing else along"


def test_every_feature_is_told_apart_between_places_that_differ_in_all(asked: Asked) -> None:
    assert differing(asked.first.scenario, asked.towns[2].scenario) == list(FEATURES)
    same = mixed(asked.first.scenario, asked.towns[2].scenario, FEATURES[:-1])
    assert same.start == asked.first.scenario.start != asked.towns[2].scenario.start


def test_size_alone_brings_newcomers_in_proportion(asked: Asked) -> None:
    first, other = asked.first.scenario, asked.towns[2].scenario
    larger = mixed(first, other, [SIZE])
    scale = other.places[KEY].population / first.places[KEY].population
    for key, stream in first.arrivals.items():
        assert larger.arrivals[key].per_year == pytest.approx(stream.per_year * scale)
    as_many = mixed(first, other, [ARRIVALS])
    for key, stream in other.arrivals.items():
        assert as_many.arrivals[key].per_year == pytest.approx(stream.per_year / scale)


def test_two_orders_are_opposite_and_their_towns_are_simulated_once() -> None:
    found = mixes(FEATURES[:4])
    keys = [feature.key for feature in FEATURES[:4]]
    assert len(found) == len(set(found)) == 2 * 4
    assert frozenset() in found and frozenset(keys) in found
    assert frozenset(keys[:1]) in found and frozenset(keys[-1:]) in found


def test_parts_add_up_to_the_whole_and_are_the_shapley_value_of_two_features() -> None:
    features, seeds = FEATURES[:4], np.random.default_rng(1)
    values = {mix: seeds.normal(size=5) for mix in mixes(features)}
    found = parts_of(features, values)
    keys = frozenset(feature.key for feature in features)
    assert sum(part.mean for part in found) == pytest.approx((values[keys] - values[frozenset()]).mean())
    one, two = FEATURES[:2]
    both = frozenset({one.key, two.key})
    alone = {frozenset(): 0.0, frozenset({one.key}): 3.0, frozenset({two.key}): 5.0, both: 10.0}
    first, second = parts_of([one, two], {mix: np.full(3, value) for mix, value in alone.items()})
    assert (first.mean, second.mean) == (4.0, 6.0) and (first.forwards, first.backwards) == (3.0, 5.0)
    assert first.low == first.high == 4.0 and first.clear


def test_facts_have_year_and_source_and_what_is_not_published_is_unknown() -> None:
    found = {(one.place, one.key): one for one in facts(TABLE, [find(TABLE, name) for name in ("Vindeln", "Narvik")])}
    vindeln, narvik = found["SE-2404", "population"], found["NO-1806", "work"]
    assert (vindeln.value, vindeln.year) == ("5,417", "2024") and "Kolada" in vindeln.source
    assert narvik.value == UNKNOWN == narvik.cell and not narvik.source
    for one in found.values():
        assert one.grade in ("published", "measured", "converted", "assumed")
        assert bool(one.source) == one.known or one.key == "county"
    assert found["NO-1806", "employment"].grade == "assumed" and found["SE-2404", "employment"].grade == "converted"


def test_a_place_fares_as_its_file_does(desk: Path) -> None:
    scenario = with_overrides(load_scenario("out/places/utsira.yaml"), {"months": MONTHS})
    runs = [read_result(simulate(scenario, replicate_seed(1, at))) for at in range(2)]
    rows = {row["outcome"]: row for row in table("out/outcomes.csv") if row["place"] == "NO-1151"}
    assert set(rows) <= {question.key for question in QUESTIONS} and "growth" in rows
    people = scenario.places[KEY].population
    for question in QUESTIONS:
        if question.key in rows:
            mean = np.mean([question.value(run, people, MONTHS) for run in runs]) * question.factor
            assert float(rows[question.key]["mean"]) == pytest.approx(mean, rel=1e-4, abs=1e-6)
    assert all(row["policy"] for row in rows.values())


def test_what_features_do_adds_up_in_the_file(desk: Path) -> None:
    rows = table("out/why.csv")
    assert {row["from"] for row in rows} == {"NO-1151"} and {row["to"] for row in rows} == {"FI-318"}
    for outcome in {row["outcome"] for row in rows}:
        some = [row for row in rows if row["outcome"] == outcome]
        whole = float(next(row["mean"] for row in some if row["feature"] == "whole"))
        assert len(some) > 3
        for column in ("mean", "forwards", "backwards"):
            parts = [float(row[column]) for row in some if row["feature"] != "whole"]
            digits = 1e-5 * sum(map(abs, parts))  # the file has six
            assert sum(parts) == pytest.approx(whole, abs=digits)


def test_it_goes_on_where_it_was(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("why.csv", "outcomes.csv", "facts.csv", "places/kokar.yaml")
    before = {name: (desk / "out" / name).read_bytes() for name in names}
    assert main(COMMAND) == 0
    assert json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))["run_now"] == 0
    assert {name: (desk / "out" / name).read_bytes() for name in names} == before
    assert main([*COMMAND[:2], "Utsira", "Fedje", *COMMAND[4:]]) == 2
    assert "differs" in capsys.readouterr().err
    assert {name: (desk / "out" / name).read_bytes() for name in names} == before


def test_the_page_says_it_all_and_asks_nothing_of_anybody(desk: Path) -> None:
    text = (desk / "out" / "report.html").read_text(encoding="utf-8")
    for words in ("Utsira (NO-1151)", "Kökar (FI-318)", "unknown", "Shapley", "friend-mentor changes in each"):
        assert words in text
    assert "https://" not in text and "<script" not in text
    assert "bygd places compare NO-1151 FI-318 --pairs 2 --months 13 --seed 1" in text


def sentences(page: str) -> set[str]:
    """What has words on a page, without code and what is marked as English."""
    page = re.sub(r"<style>.*?</style>|<pre>.*?</pre>|<code>.*?</code>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<(\w+)[^>]* lang=\"en\"[^>]*>.*?</\1>", " ", page[page.index("<body>") :], flags=re.DOTALL)
    parts = re.split(r"\n|(?<=[.;:]) ", html.unescape(re.sub(r"<[^>]+>", "\n", page)))
    worded = {part.strip() for part in parts if len(re.findall(r"[a-zA-Zé]{3,}", part)) > 1}
    return {part for part in worded if "numpy" not in part and "(NO-1151) ( )" not in part}  # versions; names


@pytest.mark.parametrize("code", ["fi", "is"])
def test_the_page_says_nothing_in_english_in_another_language(desk: Path, code: str) -> None:
    out = desk / "out"
    english = sentences((out / "report.html").read_text(encoding="utf-8"))
    before = {path.name: path.read_bytes() for path in (*out.glob("*.csv"), *out.glob("places/*.yaml"))}
    assert main([*COMMAND, "--language", code]) == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["run_now"] == 0
    assert {path.name: path.read_bytes() for path in (*out.glob("*.csv"), *out.glob("places/*.yaml"))} == before
    assert main(COMMAND) == 0
    assert f'<html lang="{code}">' in page and f"--language {code}" in page
    assert len(english) > 30
    assert english & sentences(page) == set()


def test_levels_alone_are_those_of_the_whole_comparison(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["places", "compare", *NAMES, "--pairs", "2", "--levels-only", "--out", "alone", *SHORT[:-1], "--json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(not row["why"] for row in found["results"])
    whole = {(row["place"], row["outcome"]): row["mean"] for row in table("out/outcomes.csv")}
    assert {(row["place"], row["outcome"]): row["mean"] for row in table("alone/outcomes.csv")} == whole
    assert not table("alone/why.csv")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Vindeln"], "allowed: 2 to 8 places"),
        (["Vindeln", "SE-2404"], "named twice"),
        (["Vindeln", "Punkalaidn"], "did you mean Punkalaidun"),
        (["Vindeln", "Narvik", "--policy", "rural-town"], "has places of its own"),
        (["Vindeln", "Narvik", "--policy", "programmes/friend-mentr"], "did you mean"),
        (["Vindeln", "Narvik", "--dry-run"], "--dry-run is no word of 'bygd places compare'"),
        (["Vindeln", "Narvik", "--figures", "nowhere"], "no such folder of figures"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["places", "compare", *words]) == 2
    assert said in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_words_of_compare_are_none_of_refresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "refresh", "Vindeln", "--dry-run"]) == 2
    assert "PLACE is no word of 'bygd places refresh'" in capsys.readouterr().err


def test_arms_are_named_by_what_they_have(asked: Asked) -> None:
    way = asked.ways[0]
    assert mix_name(asked.first, way, frozenset()) == "vindeln"
    assert mix_name(asked.first, way, frozenset(feature.key for feature in way.features)) == "punkalaidun"
    assert mix_name(asked.first, way, frozenset({"size"})) == "vindeln with size of punkalaidun"
    assert len(asked.arms()) == 3 + sum(2 * len(way.features) - 2 for way in asked.ways)
