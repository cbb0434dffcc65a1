"""The command, on two small places: what it leaves, that it goes on, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bygd.cli import main
from experiments.commands import kept
from sim.scenario import load_scenario
from tests.desk import here, manifest, table
from tests.settle.two_places import REGION

SHORT = ("--years", "1", "--horizon", "1", "--jobs", "1", "--pairs", "2", "--out", "out")
in_this_process = pytest.fixture(scope="module", autouse=True)(here)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a region, to type commands in; stopped in the fourth run, and gone on with."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "region.yaml").write_text(REGION, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        whole = kept.stream

        def stopping(orders: object, **more: object) -> Iterator[object]:
            for number, done in enumerate(whole(orders, **more)):  # type: ignore[arg-type]
                if number == 1:
                    raise KeyboardInterrupt
                yield done

        patch.setattr(kept, "stream", stopping)
        assert main(["place-households", "region.yaml", *SHORT, "--quiet"]) == 130
        patch.setattr(kept, "stream", whole)
        assert main(["place-households", "region.yaml", *SHORT, "--quiet"]) == 0
        yield folder


def test_it_leaves_a_report_and_scenarios_that_run(desk: Path) -> None:
    found = manifest(desk / "out")
    assert found["state"] == "finished" and found["run_now"] == 2 + 4 - 1, "it went on where it was stopped"
    text = (desk / "out" / "report.md").read_text(encoding="utf-8")
    for words in ("of 100 households are sent elsewhere", "## Fair?", "Nobody has been asked", "Science 359 (6373)"):
        assert words in text
    assert "(Volume and pages not checked.)" in text and "| all adults |" in text
    html = (desk / "out" / "report.html").read_text(encoding="utf-8")
    assert "What the literature warns of" in html and "<script" not in html
    today, matched = (load_scenario(desk / "out" / f"{name}.yaml") for name in ("today", "matched"))
    assert list(today.arrivals) == list(matched.arrivals) and today.months == 24
    rows = table(desk / "out" / "assignment.csv")
    both = [sum(float(row[f"households_{rule}"]) for row in rows) for rule in ("today", "matched")]
    assert both[0] == pytest.approx(both[1], abs=0.01)
    assert {row["name"] for row in table(desk / "out" / "effects.csv")} >= {"everybody", "storby", "south"}


def test_asked_again_it_simulates_nothing_and_says_the_same(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (desk / "out" / "report.md").read_bytes()
    assert main(["place-households", "region.yaml", *SHORT, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["pairs"] == 2 and {one["place"] for one in said["places"]} == {"storby", "smaby"}
    assert manifest(desk / "out")["run_now"] == 0 and (desk / "out" / "report.md").read_bytes() == before
    words = before.decode().rstrip().splitlines()[-1].split()
    assert words[:3] == ["bygd", "place-households", "region.yaml"] and words[words.index("--pairs") + 1] == "2"
    assert main(["place-households", "region.yaml", *SHORT, "--fair"]) == 2
    assert "what is asked for now differs" in capsys.readouterr().err


def test_where_nobody_comes_it_says_so(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = REGION.replace("per_year: 24", "per_year: 0.001").replace("per_year: 12", "per_year: 0.001")
    (desk / "few.yaml").write_text(few.replace("per_year: 3", "per_year: 0"), encoding="utf-8")
    assert main(["place-households", "few.yaml", *SHORT[:-1], "few", "--quiet"]) == 2
    assert "no household was followed to the end" in capsys.readouterr().err
    assert not (desk / "few" / "report.html").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["regin.yaml"], "did you mean region.yaml?"),
        (["region.yaml", "--outcome", "work"], "did you mean works?"),
        (["region.yaml", "--outcome", "works=0"], "give a weight above 0, such as works=2"),
        (["region.yaml", "--quota", "smabyy=3"], "did you mean smaby?"),
        (["region.yaml", "--quota", "smaby"], "give people a year, 0 or more"),
        (["region.yaml", "--quota", "smaby=100"], "people a year: 100.0 in quotas for 39.0 who come"),
        (
            ["region.yaml", "--quota", "smaby=3", "--quota", "storby=3"],
            "people a year: 6.0 in quotas for 39.0 who come",
        ),
        (["region.yaml", "--pairs", "1"], "at least 2 pairs of runs, not 1"),
        (["region.yaml", "--horizon", "0"], "--horizon"),
        (["rural-town"], "has one place"),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["place-households", *words, "--out", "none"]) == 2
    assert said in capsys.readouterr().err and not (desk / "none").exists()
