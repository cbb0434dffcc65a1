"""The command, on a hamlet of its own: what it leaves, that it goes on, and that its arms are what one would write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bygd.assess.catalogue import by_id
from bygd.cli import main
from experiments.commands import kept
from sim.scenario import load_scenario
from tests.assess.forms import write_answers
from tests.desk import HAMLET, here, manifest, table

GIVEN = {"G1": 1, "E8": 0, "E12": 1, "G7": 0, "H3": 4, "H6": 0, "U9": 2}
"""Four below full that the model simulates, one met, two outside the model."""
SHORT = ("--years", "1", "--jobs", "1", "--quiet")
OPEN = ("G7", "E8", "E12", "U9")


in_this_process = pytest.fixture(scope="module", autouse=True)(here)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a hamlet and its answers, to type commands in; assessed once, with two pairs."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    write_answers(folder / "answers.yaml", GIVEN, title="Hamlet", date="2026", note="An example.")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["assess", "hamlet.yaml", "answers.yaml", "--pairs", "2", "--out", "out", *SHORT]) == 0
        yield folder


def content(folder: Path, *names: str) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names}


FOUND = ("town.yaml", "effects.csv", "together.csv", *(f"arms/{name}.yaml" for name in OPEN))


def test_it_leaves_a_town_that_loads_and_a_report(desk: Path) -> None:
    town = load_scenario(desk / "out" / "town.yaml")
    assert (town.months, town.language.childcare, town.housing.refused[2]) == (12, 0.05, pytest.approx(0.3))
    assert town.programmes["placement"].active and town.programmes["health_screening"].capacity == 40
    assert {path.stem for path in (desk / "out" / "arms").iterdir()} == set(OPEN)
    page = (desk / "out" / "report.html").read_text(encoding="utf-8")
    assert "An example." in page and "G1 Plan with responsibilities" in page and "G7 Open to cooperation" in page
    assert "H6 Brochures on health" in page and "seeds/poli" in page, "cases that speak of what is outside the model"
    text = (desk / "out" / "report.md").read_text(encoding="utf-8")
    assert text.startswith("# Hamlet: how it stands") and "| U9 Private landlords | 2 of 4 |" in text
    for figure in ("radar", "bought"):
        assert (desk / "out" / "figures" / f"{figure}.png").is_file()


def test_it_simulates_each_arm_as_often_as_said(desk: Path) -> None:
    assert manifest(desk / "out")["run_now"] == 2 * (1 + 4) + 1 * (1 + 4 + 6)
    shared = manifest(desk / "out")["shared_pasts"]
    assert shared["regions_built"] == 2 + 1, "one for each seed and stage: all arms share the region"


def test_a_benchmark_that_reaches_nobody_changes_nothing(desk: Path) -> None:
    """Openness to cooperation has nobody to act through where nobody coordinates."""
    found = [row for row in table(desk / "out" / "effects.csv") if row["benchmark"] == "G7"]
    assert len(found) >= 6
    for row in found:
        assert {float(row[name]) for name in ("estimate", "low", "high")} == {0.0}
        assert row["distinguishable"] == "same"


def test_an_arm_equals_the_comparison_that_one_would_write(desk: Path) -> None:
    (desk / "hand.yaml").write_text(
        "levers:\n  language.childcare: {2010-02: 0.8}\n  language.evening: {2010-02: 0.8}\n", encoding="utf-8"
    )
    words = ["compare", "out/town.yaml", "hand.yaml", "--replicates", "2", "--jobs", "1", "--quiet", "--out", "by-hand"]
    assert main(words) == 0
    theirs = {path.name: path.read_bytes() for path in (desk / "by-hand" / "runs").iterdir()}
    ours = {path.name: path.read_bytes() for path in (desk / "out" / "runs").iterdir()}
    assert len(theirs) == 4 and theirs.items() <= ours.items()
    hand = [row for row in table(desk / "by-hand" / "comparison.csv") if row["kind"] == "difference"]
    told = {row["outcome"]: [row[name] for name in ("estimate", "low", "high", "distinguishable")] for row in hand}
    found = [row for row in table(desk / "out" / "effects.csv") if row["benchmark"] == "E8"]
    for row in found:
        if row["what"] == "difference" and row["outcome"] != "index":
            assert told[row["outcome"]] == [row[name] for name in ("estimate", "low", "high", "distinguishable")]
    assert len(found) >= 6


def test_an_answer_outside_the_model_changes_no_byte(desk: Path) -> None:
    before = content(desk / "out", *FOUND)
    write_answers(desk / "other.yaml", {**GIVEN, "G1": 4, "H7": 0, "H6": ""}, title="Hamlet", date="2026")
    assert main(["assess", "hamlet.yaml", "other.yaml", "--pairs", "2", "--out", "out", *SHORT]) == 0
    assert content(desk / "out", *FOUND) == before
    assert manifest(desk / "out")["run_now"] == 0
    assert "H7 Information in a crisis" in (desk / "out" / "report.html").read_text(encoding="utf-8")


def test_one_more_pair_costs_one_more_pair_and_the_same_again_is_the_same_bytes(desk: Path) -> None:
    def again(pairs: int) -> int:
        words = ["assess", "hamlet.yaml", "answers.yaml", "--pairs", str(pairs), "--out", "again", *SHORT]
        assert main(words) == 0
        return int(manifest(desk / "again")["run_now"])

    assert again(1) == (1 + 4) + (1 + 4 + 6)
    assert again(2) == 1 + 4, "of what goes together a quarter as many"
    assert content(desk / "again", *FOUND) == content(desk / "out", *FOUND)
    there = {path.name: path.read_bytes() for path in (desk / "out" / "runs").iterdir()}
    assert {path.name: path.read_bytes() for path in (desk / "again" / "runs").iterdir()} == there


def test_another_answer_is_another_result(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_answers(desk / "changed.yaml", {**GIVEN, "U9": 1})
    assert main(["assess", "hamlet.yaml", "changed.yaml", "--pairs", "2", "--out", "out", *SHORT]) == 2
    assert "what is asked for now differs" in capsys.readouterr().err


def test_all_met_gives_no_arms(desk: Path) -> None:
    write_answers(desk / "met.yaml", dict.fromkeys(by_id(), "met"))
    assert main(["assess", "hamlet.yaml", "met.yaml", "--out", "met", *SHORT]) == 0
    assert manifest(desk / "met")["run_now"] == 0 and not (desk / "met" / "runs").exists()
    assert not list((desk / "met" / "arms").iterdir())
    assert "nothing left to raise" in (desk / "met" / "report.md").read_text(encoding="utf-8")


def test_standing_simulates_nothing_and_shows_others_beside(desk: Path) -> None:
    write_answers(desk / "earlier.yaml", {**GIVEN, "E12": 0}, title="Hamlet", date="2024")
    write_answers(desk / "neighbour.yaml", {"H3": 2}, title="Neighbour")
    words = ["assess", "hamlet.yaml", "answers.yaml", "--standing", "--out", "standing", "--quiet"]
    assert main([*words, "--before", "earlier.yaml", "--beside", "neighbour.yaml"]) == 0
    text = (desk / "standing" / "report.md").read_text(encoding="utf-8")
    assert "|  | Hamlet | 2024 | Neighbour | known |" in text and "| E12 First experience of work | 0 | 1 |" in text
    assert "asked for the standing alone" in text and manifest(desk / "standing")["run_now"] == 0
    assert load_scenario(desk / "standing" / "town.yaml").months == 60


def test_a_report_says_how_many_figures_are_assumed(desk: Path) -> None:
    known = HAMLET.replace("seed: 5", "seed: 5  # measured: by hand").replace("title: ", "# assumed: a name\n\ntitle: ")
    (desk / "known.yaml").write_text(known, encoding="utf-8")
    assert main(["assess", "known.yaml", "answers.yaml", "--standing", "--out", "known", "--quiet"]) == 0
    page = " ".join((desk / "known" / "report.html").read_text(encoding="utf-8").split())
    assert "The file of this place says of 2 figures how they are known: 1 measured, " in page
    assert "<strong>1 assumed</strong>" in page
    assert "in the file of this place" not in (desk / "out" / "report.html").read_text(encoding="utf-8")


def test_intervals_may_include_what_is_not_known_of_the_parameters(desk: Path) -> None:
    write_answers(desk / "one.yaml", {"E8": 1})
    words = ["assess", "hamlet.yaml", "one.yaml", "--posterior", "2", "--pairs", "1", "--out", "draws", *SHORT]
    assert main(words) == 0
    assert manifest(desk / "draws")["run_now"] == 2 * 2 and len(manifest(desk / "draws")["posterior"]["draws"]) == 2
    text = (desk / "draws" / "report.md").read_text(encoding="utf-8")
    assert "2 sets of parameters" in text and "--posterior 2" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hamlet.yaml", "answers.yaml", "--second", "H3"], "H3 brings no coordinator; of the benchmarks G2 does"),
        (["hamlet.yaml"], "give a town and its answers"),
        (["hamlet.yaml", "answers.yaml", "--core"], "--core goes with --new"),
        (["hamlet.yaml", "--new", "form.yaml"], "takes no town"),
        (["--new", "answers.yaml"], "is there already"),
        (["hamlet.yaml", "answers.yaml", "--from", "2010-01"], "none of the months from 2010-02 to 2014-12"),
        (["hamlet.yaml", "answers.yaml", "--from", "soon"], "--from"),
        (["hamlt.yaml", "answers.yaml"], "did you mean hamlet.yaml?"),
        (["hamlet.yaml", "answer.yaml"], "answer.yaml: there is no such file; did you mean answers.yaml?"),
        (["hamlet.yaml", "examples/grandby"], "did you mean examples/granby?"),
        (["hamlet.yaml", "hamlet.yaml"], "places: unknown field"),
    ],
)
def test_words_that_make_no_sense_are_refused(
    desk: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["assess", *words, "--out", "refused"]) == 2
    assert said in capsys.readouterr().err and not (desk / "refused").exists()


def test_a_form_is_written_once(desk: Path) -> None:
    assert main(["assess", "--new", "form.yaml", "--core"]) == 0
    assert main(["assess", "hamlet.yaml", "form.yaml", "--standing", "--quiet", "--out", "empty"]) == 0
    assert "68 are not known" in (desk / "empty" / "report.md").read_text(encoding="utf-8")


def test_an_answer_for_scripts(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["assess", "hamlet.yaml", "other.yaml", "--pairs", "2", "--out", "out", *SHORT, "--json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["means"]["Health"] == 2.0 and {row["benchmark"] for row in found["bought"]} == set(OPEN)


def test_stopped_it_goes_on_where_it_was(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a third pair, which asks for none of what goes together."""
    words = ["assess", "hamlet.yaml", "answers.yaml", "--pairs", "3", "--out", "again", *SHORT]
    whole = kept.stream

    def stopping(orders: Any, **more: Any) -> Iterator[Any]:
        for number, done in enumerate(whole(orders, **more)):
            if number == 3:
                raise KeyboardInterrupt
            yield done

    monkeypatch.setattr(kept, "stream", stopping)
    assert main(words) == 130
    monkeypatch.setattr(kept, "stream", whole)
    assert main(words) == 0
    assert manifest(desk / "again")["run_now"] == (1 + 4) - 3
