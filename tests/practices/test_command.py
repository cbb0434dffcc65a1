"""``bygd practices``: what is said, what is simulated and kept, and what the pages are."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import markupsafe
import numpy as np
import pytest

import bygd.practices.simulating as simulating
import bygd.practices.trials as trials
from bygd.cli import main
from bygd.practices.cards import card, cards
from bygd.practices.pages import pages
from bygd.practices.results import COLUMNS, OUTCOMES, SPENT, Row, rows_text, shipped, written
from bygd.practices.words import doubt, effect, price, prices
from experiments.workers import early, limits
from sim.history import simulate
from sim.scenario import with_overrides
from sim.version import MODEL

CARDS = ("programmes/placement", "posts/coordinator", "seeds/school-saved")
MONTHS = 14
COMMAND = [
    *("practices", "--simulate", "--pairs", "2", "--months", str(MONTHS), "--jobs", "1", "--quiet", "--out", "out"),
    *(word for name in CARDS for word in ("--only", name)),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which three cards were simulated, on a town of 400, in this process."""
    folder = tmp_path_factory.mktemp("practices")
    small = folder / "town.yaml"
    small.write_text("extends: rural-town.yaml\nplaces: {granby: {population: 400}}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(early, "ALLOWED", False)
        patch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
        patch.setattr(trials, "TOWN", small)
        assert main(COMMAND) == 0
        yield folder


def test_figures_are_the_paired_differences_of_runs_made_by_hand(desk: Path) -> None:
    rows = {row.outcome: row for row in written(desk / "out" / "results.csv")["programmes/placement"]}
    assert list(rows) == [*OUTCOMES, SPENT]
    from experiments.outcomes.outcome import read_result
    from experiments.workers.run import replicate_seed

    one = trials.trial("programmes/placement")
    base, arm = (with_overrides(each, {"months": MONTHS}) for each in (one.base, one.scenario))
    seeds = [replicate_seed(one.base.seed, at) for at in range(2)]
    found = [[read_result(simulate(each, seed)).values for seed in seeds] for each in (base, arm)]
    for key in (SPENT, "belonging", "net_balance"):
        differences = np.array([b[key] - a[key] for a, b in zip(*found, strict=True)])
        assert rows[key].difference == pytest.approx(differences.mean(), rel=1e-6)
        assert rows[key].without == pytest.approx(np.mean([a[key] for a in found[0]]), rel=1e-6)
    assert rows[SPENT].difference > 0 and rows[SPENT].pairs == 2 and rows[SPENT].months == MONTHS


def test_a_table_names_its_model_and_the_rules_and_is_read_back(desk: Path) -> None:
    found = written(desk / "out" / "results.csv")
    assert sorted(found) == sorted(CARDS)
    for name, rows in found.items():
        assert {row.model for row in rows} == {MODEL}
        assert (rows[0].rules, rows[0].base_rules) == trials.rules_now(name)
    assert rows_text(found) == (desk / "out" / "results.csv").read_text(encoding="utf-8")


def test_it_goes_on_where_it_was_and_keeps_other_cards(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (desk / "out" / "results.csv").read_bytes()
    ran = []
    monkeypatch.setattr(
        simulating.Runner,
        "run",
        lambda self, arms, words, run=simulating.Runner.run: (run(self, arms, words), ran.append(self.ran))[0],
    )
    assert main(COMMAND) == 0
    assert (desk / "out" / "results.csv").read_bytes() == before and set(ran) == {0}
    assert main([*COMMAND[:2], "--pairs", "3", *COMMAND[4:-6], "--only", CARDS[0]]) == 0
    after = written(desk / "out" / "results.csv")
    assert ran[-1] == 2, "one more pair is one run more of each"
    assert sorted(after) == sorted(CARDS) and after[CARDS[0]][0].pairs == 3 and after[CARDS[1]][0].pairs == 2
    (desk / "out" / "results.csv").write_bytes(before)


def test_cards_of_one_town_are_simulated_together_and_cases_apart() -> None:
    some = [trials.trial(name) for name in CARDS]
    asked = simulating.Asked(30)
    assert [[one.card for one in batch] for batch in simulating.batches(some, asked)] == [list(CARDS[:2]), [CARDS[2]]]
    assert simulating.seconds_about(some, asked) > simulating.seconds_about(some[:2], asked) > 0


def test_a_card_is_told_with_its_figures(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practices", "show", "school-saved", "--results", "out/results.csv"]) == 0
    told = capsys.readouterr().out
    assert "Golzow" in told or "Polish border" in told
    assert "what differs: the invitation" in " ".join(told.split()) and f"model {MODEL}" in told
    assert "extends: seeds/school-saved.yaml" in told
    assert main(["practices", "show", "school-saved", "--json", "--results", "out/results.csv"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["doubt"] == "" and len(found["results"]) == len(written(Path("out/results.csv"))["seeds/school-saved"])


def row(**other: object) -> Row:
    given = {
        "card": "x", "model": MODEL, "rules": "a", "base_rules": "b", "seed": 1, "months": 12, "pairs": 30,
        "outcome": "stayers", "without": 20.0, "difference": 2.0, "low": 1.0, "high": 3.0,
        "one_costs": 5e5, "one_costs_low": 3e5, "one_costs_high": 9e5, "one_costs_shape": "bounded",
    }  # fmt: skip
    return Row(**{**given, **other})  # type: ignore[arg-type]


def test_what_cannot_be_told_is_called_undecided_and_has_no_price() -> None:
    assert effect(row()) == "+2.0 (+1.0 to +3.0)" and "500,000 (300,000 to 900,000) SEK" in price(row())
    assert effect(row(low=-1.0)) == "undecided (−1.0 to +3.0)"
    assert effect(row(difference=0.0, low=0.0, high=0.0)) == "the same"
    assert not price(row(one_costs_shape="outside")) and not price(row(one_costs=-1.0, one_costs_low=-3.0))
    spent = row(outcome=SPENT, difference=1e6)
    assert "1.00 million SEK" in prices([row(), spent]) and "cannot be told" in prices(
        [row(one_costs_shape="any"), spent]
    )
    assert prices([row(outcome=SPENT, difference=0.0, low=0.0, high=0.0)]) == "The model books no money for it."


def test_figures_of_another_model_or_of_other_rules_say_so() -> None:
    assert not doubt([row()]) and not doubt([row()], ("a", "b")) and not doubt([])
    assert f"of model {MODEL - 1}; this is model {MODEL}" in doubt([row(model=MODEL - 1)])
    assert "files have changed" in doubt([row()], ("a", "c"))
    made = pages({"posts/coordinator": [row(model=MODEL - 1)]})
    assert f"of model {MODEL - 1}" in made["posts-coordinator.html"] and "Not yet simulated" in made["seeds-poli.html"]


def test_results_that_come_with_bygd_are_of_cards_there_are() -> None:
    assert set(shipped()) <= {one.name for one in cards()}
    for rows in shipped().values():
        assert [one.outcome for one in rows][-1] == SPENT and all(one.low <= one.difference <= one.high for one in rows)


def test_pages_need_nothing_from_anywhere_and_are_the_same_again(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practices", "--write", "html", "--results", "out/results.csv", "--quiet"]) == 0
    assert capsys.readouterr().out.strip() == "html/index.html"
    files = {path.name: path.read_text(encoding="utf-8") for path in Path("html").iterdir()}
    assert len(files) == 1 + len(cards())
    assert files == pages(written(Path("out/results.csv")))
    for name, text in files.items():
        assert not re.search(r"""(?:src|href)=["'](?![a-z0-9-]+\.html["']|#)|url\(|@import|https?://""", text), name
        assert text.count("<h1>") == 1 and '<html lang="en">' in text and "<main" in text
    for one in cards():
        assert f'href="{one.slug}.html"' in files["index.html"]
        assert str(markupsafe.escape(one.title)) in files[f"{one.slug}.html"]
    assert main(["practices", "--write", "html", "--results", "out/results.csv", "--quiet"]) == 0
    (Path("html") / "index.html").write_text("mine", encoding="utf-8")
    assert main(["practices", "--write", "html", "--quiet"]) == 2
    assert (Path("html") / "index.html").read_text(encoding="utf-8") == "mine"
    shutil.rmtree("html")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["zebra"], 1, "no card has 'zebra' in it"),
        (["show"], 2, "show what?"),
        (["show", "languge-cafe"], 2, "did you mean programmes/language-cafe"),
        (["--pairs", "3"], 2, "--pairs goes with --simulate"),
        (["--simulate", "--only", "nobody"], 2, "there is no card 'nobody'"),
        (["--simulate", "mentor"], 2, "look at cards in another command"),
        (["--results", "none.csv"], 2, "there is no file none.csv"),
        (["show", "poli", "--results", "town.yaml"], 2, "column 'card' is missing"),
    ],
)
def test_wrong_words_are_answered(
    words: list[str], code: int, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(desk.iterdir())
    assert main(["practices", *words]) == code
    assert said in capsys.readouterr().err and sorted(desk.iterdir()) == before


def test_a_damaged_table_is_refused_with_line_and_column(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (desk / "out" / "results.csv").read_text(encoding="utf-8").splitlines()
    text[2] = text[2].replace(f",{MODEL},", ",seven,", 1)
    (desk / "bad.csv").write_text("\n".join(text), encoding="utf-8")
    assert main(["practices", "show", "coordinator", "--results", "bad.csv"]) == 2
    said = capsys.readouterr().err
    assert "model" in said and "'seven'" in said and "bad.csv" in said and "3" in said
    (desk / "bad.csv").unlink()


def test_the_list_says_what_is_not_simulated(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practices", "--results", "out/results.csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert len(said) == len(cards()) and card("poli").name in said
    assert "not yet simulated" in said["seeds/poli"] and "not yet simulated" not in said["posts/coordinator"]
    assert len(COLUMNS) == 16
