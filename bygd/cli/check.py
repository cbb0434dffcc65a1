"""Validate a scenario file and say in plain words what it describes."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.known import figures_known
from bygd.cli.naming import file_of

if TYPE_CHECKING:
    from sim.scenario import Scenario, ScenarioError

from bygd.cli.saying import say
from sim.words import counted, figure, listed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="scenario file (YAML), or the name of one ('bygd scenarios')")
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help="change one field first, such as meeting.free_hours=40 (may be given several times)",
    )
    parser.add_argument("--yaml", action="store_true", help="print the resolved scenario instead")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from sim.scenario import ScenarioError

    try:
        return checked(args, file_of(args.file))
    except ScenarioError as error:
        if not wants_json(args):
            raise
        print_json(refusal(args.file, error))
        return 2


def checked(args: argparse.Namespace, file: str) -> int:
    """Say what is in ``file``. Raises ``ScenarioError`` with everything wrong."""
    from bygd.cli.reading import region_checked
    from experiments.designs import is_design
    from experiments.portrait.vacancy import vacancies_in_words
    from experiments.portrait.whole import portrait
    from sim.scenario import load_with_base, parse_setting, with_overrides

    if is_design(file):
        return _check_design(args, file)
    changes = dict(parse_setting(text) for text in args.settings)
    scenario, base, base_name = load_with_base(file)
    scenario = region_checked(file, with_overrides(scenario, changes))
    homes = "" if args.yaml else vacancies_in_words(scenario)
    words = scenario.to_yaml().rstrip() if args.yaml else portrait(scenario, base, base_name)
    words += f"\n\n{homes}" if homes else ""
    known = figures_known(file)
    if known and not args.yaml:
        words += f"\n\n{known_in_words(known)}"
    if wants_json(args):
        print_json({**document(args.file, scenario, words), **({"figures": known} if known else {})})
    else:
        say(words)
    return 0


def known_in_words(known: dict[str, int]) -> str:
    """The count as a sentence."""
    whole = sum(known.values())
    parts = [f"{number} {grade}" for grade, number in known.items()]
    return f"Of {counted(whole, 'figure', 'figures')} with a comment that says how it is known, {listed(parts)}."


def document(said: str, scenario: Scenario, words: str) -> dict[str, Any]:
    """The answer for a script: whether it is valid, the main facts, and the words."""
    return {
        "file": said,
        "valid": True,
        "problems": [],
        "title": scenario.title,
        "start": scenario.start,
        "months": scenario.months,
        "digest": scenario.digest(),
        "places": {
            key: {"name": place.name or key, "population": place.population} for key, place in scenario.places.items()
        },
        "programmes": list(scenario.programmes),
        "coordinators": list(scenario.coordinators),
        "funding": list(scenario.funding),
        "levers": list(scenario.levers),
        "words": words,
    }


def refusal(said: str, error: ScenarioError) -> dict[str, Any]:
    """The answer for a script where something is wrong: each problem with its place."""
    return {
        "file": said,
        "valid": False,
        "problems": [
            {"file": one.file, "line": one.line or None, "path": one.path, "message": one.message}
            for one in error.problems
        ],
    }


def _check_design(args: argparse.Namespace, file: str) -> int:
    """An experiment: its factors and levels, once every combination is found valid."""
    from bygd.cli.sweep import estimate, opening, read_design, workers_here

    words = argparse.Namespace(settings=args.settings, replicates=None, months=None, seed=None, jobs=None)
    design = read_design(words, file)
    if wants_json(args):
        print_json(
            {
                "file": args.file,
                "valid": True,
                "problems": [],
                **estimate(design, workers_here(words, design)),
                "ranges": {
                    key: {"path": one.path, "low": one.low, "high": one.high, "unit": one.unit}
                    for key, one in design.ranges.items()
                },
                "levels": design.levels,
            }
        )
        return 0
    if args.yaml:
        say(design.base.to_yaml().rstrip())
        return 0
    say(opening(design, workers_here(words, design)))
    for key, one in design.ranges.items():
        whole = ", whole numbers" if one.whole else ""
        scale = ", spread evenly on a log scale" if one.log else ""
        unit = "" if one.unit in ("", "1") else f" [{one.unit}]"
        base = f" (base: {figure(one.base)})" if one.base is not None else ""
        say(f"\n{design.label(key)}: {figure(one.low)} to {figure(one.high)}{unit}{base}{whole}{scale}\n  {one.path}")
    for key, levels in design.levels.items():
        say(f"\n{design.label(key)}:")
        for level in levels:
            changes = design.choices[key][level]
            settings = ", ".join(f"{path} = {json.dumps(value, ensure_ascii=False)}" for path, value in changes.items())
            say(f"  {level}: {settings or 'as in the base'}")
    return 0
