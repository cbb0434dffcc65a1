"""``python -m calibration.programmes.cases``: each case of scenarios/seeds, and without what it tells."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from calibration.programmes.asking import answered, refuse, running_arguments
from calibration.programmes.page import effect_words, number, of
from calibration.programmes.reading import EFFECTS, SPENT
from calibration.programmes.running import Piece, run
from calibration.stage.towns import smaller
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.source import read
from sim.words import counted

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cases.md"
COMMAND = "python -m calibration.programmes.cases --write"
FILE = Path(__file__).with_name("cases.yaml")
PAIRS = 30
THOUSAND = 1e3
HEADS = {
    "where": "Where",
    "who": "Who",
    "what": "What",
    "since": "Since",
    "money": "Money",
    "evidence": "Known of its effect",
}


class Case(NamedTuple):
    """A scenario after a case, and what it is held against."""

    key: str
    difference: str
    """What differs, in words."""
    scenario: Scenario
    base: Scenario

    @property
    def piece(self) -> Piece:
        return Piece(self.key, self.scenario.title, self.scenario, self.base, ())


def told() -> dict[str, dict[str, Any]]:
    """What the data file says of each case."""
    found: dict[str, dict[str, Any]] = read(FILE, FILE.name).plain()
    return found


def case(key: str) -> Case:
    """The case ``key``. Raises ``ScenarioError``."""
    said = told()[key]
    scenario = load_scenario(packaged_scenarios() / "seeds" / f"{key}.yaml")
    if "against" in said:
        base = with_overrides(
            load_scenario(packaged_scenarios() / f"{said['against']}.yaml"), {"months": scenario.months}
        )
    else:
        base = with_overrides(scenario, said["without"])
    share = float(said.get("share", 1.0))
    if share < 1.0:
        scenario, base = smaller(scenario, share), smaller(base, share)
    return Case(key, said["difference"], scenario, base)


def card(one: Case, row: str) -> str:
    """A case as a section of the page."""
    lines = [f"### {one.scenario.title}", "", f"`seeds/{one.key}`. {one.scenario.description.strip()}", ""]
    said: dict[str, str] = {str(name): words for name, words in one.scenario.card.items()}
    lines += [f"- **{head}**: {said[name]}" for name, head in HEADS.items() if name in said]
    return "\n".join([*lines, f"- **The model**: {row}"])


def result(one: Case, pairs: int, folder: Path, jobs: int) -> tuple[str, str]:
    """The row of the table, and the same in a sentence."""
    alone, runs = run([one.piece], pairs, folder, jobs=jobs)[one.key]
    spent = (of(runs, SPENT) - of(alone, SPENT)).mean() / THOUSAND
    cells = [effect_words(effect, alone, runs) for effect in EFFECTS]
    row = " | ".join([f"{one.difference} (`{one.key}`)", number(spent, 0).lstrip("+"), *cells])
    words = "; ".join(f"{effect.head} {cell}" for effect, cell in zip(EFFECTS, cells, strict=True))
    return f"| {row} |", f"{one.difference}, after {counted(one.scenario.months, 'month', 'months')}: {words}."


def tables(keys: Sequence[str], pairs: int, folder: Path, jobs: int = 1) -> str:
    """What stands between the marks: a row a case, then the cards. Raises ``ScenarioError`` and ``Failed``."""
    some = [case(key) for key in keys]
    rows, cards = [], []
    for one in some:
        row, words = result(one, pairs, folder, jobs)
        rows.append(row)
        cards.append(card(one, words))
    heads = ["what differs", "spent, thousand SEK", *(effect.head for effect in EFFECTS)]
    table = ["| " + " | ".join(heads) + " |", "|:--" + "|--:" * (len(heads) - 1) + "|", *rows]
    return "\n".join([f"{counted(pairs, 'pair', 'pairs')} of runs each.", "", *table, "", "\n\n".join(cards)])


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog="python -m calibration.programmes.cases",
        description="Each case of scenarios/seeds against the same without what it tells of.",
    )
    asked.add_argument("--only", nargs="+", default=list(told()), metavar="CASE", help="such as hudiksvall (all)")
    asked.add_argument("--replicates", type=int, default=PAIRS, metavar="N", help=f"pairs of each ({PAIRS})")
    running_arguments(asked, PAGE)
    return asked


def main(words: Sequence[str] | None = None) -> int:
    """0 when all is done, 1 for a run that failed, 2 for what cannot be done."""
    asked = parser()
    given = asked.parse_args(words)
    refuse(asked, given, told(), "case")
    return answered(given, COMMAND, lambda: tables(given.only, given.replicates, given.out, given.jobs))


if __name__ == "__main__":
    sys.exit(main())
