"""Which way a lever helps: measured once in the default town, in pairs of runs, and kept beside the code.

``python -m bygd.web.lever_effects --write`` simulates it again (a few minutes). The page says the direction only where
the 95 % interval leaves out nought, and says with which model it was found where that is another than this.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bygd.web.lever_list import FUNDING, LASTING
from sim.languages import N_, _, language
from sim.version import MODEL

FILE = Path(__file__).with_name("lever_effects.yaml")
TOWN, MONTHS, PAIRS, SEED = "rural-town.yaml", 60, 12, 1
OUTCOMES = ("local_friends", "stayers", "newcomers_in_work")
NAMES = {
    "local_friends": N_("{size} local friends"),
    "stayers": N_("{size} newcomers who stay"),
    "newcomers_in_work": N_("{size} newcomers in work"),
}
MORE_HELPS = N_("More helps: {effects} from {first} to {last}.")
LESS_HELPS = N_("Less helps: {effects} from {first} to {last}.")
BOTH_WAYS = N_("Helps one and harms another: {effects} from {first} to {last}.")
TOGETHER = {"mentor_hours": 8.0, "coordinator": 1.0, FUNDING: float(LASTING)}
"""Where the three stand while one of them, or the room, is moved."""
TRIALS: dict[str, tuple[float | None, float]] = {
    "mentor_hours": (0.0, 8.0),
    "coordinator": (0.0, 1.0),
    FUNDING: (24.0, float(LASTING)),
    "capacity": (None, 120.0),
    "fees": (None, 1.0),
    "lifts": (None, 1.0),
    "course_hours": (None, 30.0),
    "homes": (None, 0.9),
    "volunteering": (None, 0.003),
    "free_hours": (None, 70.0),
    "readiness": (None, 1.0),
    "course": (None, 0.8),
    "hiring": (None, 0.5),
    "first_job": (None, 1.0),
    "inactive": (None, 0.1),
}
"""By lever: from where (None: where the town has it) to where it is moved."""
WITH_THE_THREE = (*TOGETHER, "capacity", "volunteering")
HEADER = """\
# What each lever of the browser did in the default town: `python -m bygd.web.lever_effects --write`.
# Differences at the end, mean with 95 % interval over pairs of runs; see bygd/web/lever_effects.py.
"""


class Found(NamedTuple):
    """What moving a lever from one value to another did: (mean, low, high) by outcome."""

    first: float
    last: float
    effects: dict[str, tuple[float, float, float]]


def simulated(pairs: int = PAIRS, months: int = MONTHS, jobs: int = 1) -> dict[str, Found]:
    """Move each lever by itself, in pairs of runs with the same random draws."""
    from bygd.web.choices import packaged
    from bygd.web.comparison_levers import handled, moved, standing
    from bygd.web.levers import levers_of
    from experiments.commands.compare import Runner
    from experiments.commands.compare_plan import Plan
    from experiments.commands.kept import Kept
    from experiments.commands.kept_result import ENDING
    from experiments.comparison.result import Arm, versus

    town, handles = handled(packaged(TOWN))
    levers = {lever.key: lever for lever in levers_of(handles)}
    at = {key: standing(lever, town, handles) for key, lever in levers.items()}
    arms: dict[str, tuple[Arm, Arm]] = {}
    for key, (first, last) in TRIALS.items():
        beside = TOGETHER if key in WITH_THE_THREE else {}
        start = at[key] if first is None else first
        arms[key] = (
            Arm(f"{key}-before", "", moved(town, handles, {**beside, key: start})),
            Arm(f"{key}-after", "", moved(town, handles, {**beside, key: last})),
        )
    plan = Plan(base=Arm("town", "", town), policies=(), seed=SEED, replicates=pairs, months=months, jobs=jobs)
    with tempfile.TemporaryDirectory() as folder:
        every = [arm for both in arms.values() for arm in both]
        runs = Runner(plan, Kept(Path(folder), ENDING), None, None).run(every, "")
    found = {}
    for key, (before, after) in arms.items():
        difference = versus(before, after, runs[before.name], runs[after.name])
        rows = {outcome: difference.of(outcome) for outcome in OUTCOMES}
        begun, ended = TRIALS[key]
        found[key] = Found(
            at[key] if begun is None else begun,
            ended,
            {name: (row.mean, row.low, row.high) for name, row in rows.items() if row is not None},
        )
    return found


def written(found: dict[str, Found], pairs: int, months: int) -> str:
    """As the file has it."""
    levers = {
        key: {
            "from": one.first,
            "to": one.last,
            **{name: [float(f"{value:.3g}") for value in effect] for name, effect in one.effects.items()},
        }
        for key, one in found.items()
    }
    head: dict[str, Any] = {"model": MODEL, "town": TOWN, "months": months, "pairs": pairs, "levers": levers}
    return HEADER + yaml.safe_dump(head, sort_keys=False, default_flow_style=None, width=110)


@cache
def held() -> dict[str, Any]:
    """The file's contents."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def direction_in_words(key: str, scale: float) -> str:
    """ "More helps: +0.61 (0.55 to 0.67) local friends from 44.8 to 70 …"; a value times ``scale`` is what people
    read. Empty for a lever that has not been measured."""
    return _direction(key, scale, language())


@cache
def _direction(key: str, scale: float, code: str) -> str:
    """In the language ``code``, which is in force: the same in every month."""
    from experiments.outcomes.wording import significant
    from sim.words import figure, listed

    row = held()["levers"].get(key)
    if row is None:
        return ""
    first, last = figure(row["from"] * scale, 3), figure(row["to"] * scale, 3)
    told = {name: row[name] for name in OUTCOMES if name in row and row[name][1] * row[name][2] > 0}
    if not told:
        return _(
            "Which way helps is undecided: no difference from {first} to {last} that could be told from chance.",
            first=first,
            last=last,
        )
    up = row["to"] > row["from"]
    ways = {(effect[0] > 0) == up for effect in told.values()}
    said = [
        _(NAMES[name], size=f"{'+' if mean > 0 else '−'}{significant(abs(mean))} ({_ends(low, high)})")
        for name, (mean, low, high) in told.items()
    ]
    which = BOTH_WAYS if len(ways) > 1 else MORE_HELPS if True in ways else LESS_HELPS
    return _(which, effects=listed(said), first=first, last=last)


def _ends(low: float, high: float) -> str:
    from experiments.outcomes.wording import significant, span

    return span(*(f"{'−' if value < 0 else ''}{significant(abs(value))}" for value in (low, high)))


def where_found() -> str:
    """How the directions were found, in a sentence."""
    from sim.words import counted, years_in_words

    found = held()
    how = _(
        "Directions: each lever moved by itself in Granby for {years}, {pairs} of runs, 95 % intervals.",
        years=years_in_words(found["months"]),
        pairs=counted(found["pairs"], "pair", "pairs"),
    )
    if found["model"] == MODEL:
        return how
    found_with = _("Found with model {model}; this is model {here}.", model=found["model"], here=MODEL)
    return f"{how} {found_with}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep what is found")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    text = written(simulated(args.pairs, args.months, args.jobs), args.pairs, args.months)
    if args.write:
        FILE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()


__all__ = ["direction_in_words", "where_found"]
