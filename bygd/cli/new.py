"""Write a scenario file to start from: of a real place by its official figures, a commented one of a made-up town, a
copy of another, or one place of a region.

bygd new my-town.yaml --place Vindeln
bygd new my-region.yaml --region Vindeln --within 60
bygd new sweden.yaml --country SE --scale 0.1
bygd new my-town.yaml
bygd new my-town.yaml --with friend-mentor --with countries/norway
bygd new vindeln.yaml --from umea-region --place vindeln
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.naming import as_said, file_of
from bygd.cli.official import asks, official, official_arguments, official_refusal, told
from bygd.cli.options import fail
from bygd.cli.saying import say


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", default="scenario.yaml", help="what to write (scenario.yaml)")
    add("--all", action="store_true", help="add every parameter, at its default, as a comment")
    add(
        "--with",
        dest="pieces",
        metavar="PIECE",
        action="append",
        default=[],
        help="put it together with a ready piece, such as friend-mentor (may be given several times)",
    )
    add("--from", dest="extends", metavar="SCENARIO", help="begin with a copy of this scenario, a file or a name")
    official_arguments(add)
    add("--force", action="store_true", help="replace the file when it is there")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    if refused := refusal(args):
        return fail(refused, 2)
    made = official(args, [piece_of(name) for name in args.pieces]) if asks(args) else None
    text = text_of(args) if made is None else made.text
    from experiments.files import write_text

    write_text(args.file, text)
    if wants_json(args):
        more = {} if made is None else {"figures": counts_of(text), "warnings": made.warnings}
        print_json({**document(args), **more})
        return 0
    if made is not None:
        say(told(made))
    say(f"Wrote {args.file}. 'bygd check {args.file}' says what it describes, 'bygd run {args.file}' simulates it.")
    return 0


def document(args: argparse.Namespace) -> dict[str, Any]:
    """The answer for a script: the file written, and what stands in it."""
    from sim.scenario import load_scenario

    scenario = load_scenario(args.file)
    places = {
        key: {"name": place.name or key, "population": place.population} for key, place in scenario.places.items()
    }
    return {"file": Path(args.file), "title": scenario.title, "places": places, "digest": scenario.digest()}


def refusal(args: argparse.Namespace) -> str:
    """Why nothing can be written; empty where it can."""
    folder = os.path.dirname(args.file) or "."
    if os.path.isdir(args.file):
        return f"{args.file} is a folder; give the name of a file to write"
    if not os.path.isdir(folder):
        return f"there is no folder {folder} to write in"
    if os.path.exists(args.file) and not os.path.isfile(args.file):
        return f"{args.file} is no ordinary file; give the name of a file to write"
    if os.path.lexists(args.file) and not args.force:
        return f"{args.file} is there already; --force replaces it"
    if refused := official_refusal(args):
        return refused
    if args.extends is not None and (args.all or args.pieces):
        return "--from copies a scenario as it is; --all and --with are for a new one"
    return ""


def counts_of(text: str) -> dict[str, int]:
    """How many figures of a scenario's text are measured, converted and assumed."""
    from bygd.places.writing import counts

    return counts(text)


def text_of(args: argparse.Namespace) -> str:
    """What to write. Raises ``ScenarioError`` for a scenario, a place or a piece that is not there."""
    if args.extends is None:
        from bygd.cli.starter import starter

        return starter(every_parameter=args.all, pieces=[piece_of(name) for name in args.pieces])
    file = file_of(args.extends)
    if args.place is None:
        return copy_of(file, args.extends, args.file)
    from bygd.cli.place_alone import place_alone

    return place_alone(Path(file), as_said(args.extends), args.place)


def copy_of(file: str, said: str, target: str) -> str:
    """A scenario's own text, comments and all. Raises ``ScenarioError`` where it cannot be used, or extends a
    file that it would not find from where it is written."""
    from sim.scenario import Problem, ScenarioError, load_scenario
    from sim.scenario.inheritance import packaged_scenarios
    from sim.scenario.source import read

    load_scenario(file)
    here, there = Path(target).resolve().parent, Path(file).resolve().parent
    found_there = here == there or there.is_relative_to(packaged_scenarios())
    if "extends" in read(Path(file), said).value and not found_there:
        words = "extends a file of its own folder; write the copy there too"
        raise ScenarioError(Problem(words, "extends", said))
    return Path(file).read_text(encoding="utf-8-sig")


def piece_of(name: str) -> str:
    """The whole name of a ready piece. Raises ``ScenarioError`` with the nearest one where there is none."""
    from sim.scenario.errors import Problem, ScenarioError
    from sim.scenario.inheritance import PIECES
    from sim.scenario.naming import packaged_names
    from sim.scenario.paths import near

    pieces = [one for one in packaged_names() if one.partition("/")[0] in PIECES]
    wanted = name.removesuffix(".yaml")
    found = [one for one in pieces if wanted in (one, one.rpartition("/")[2])]
    if len(found) != 1:
        known = [*pieces, *(one.rpartition("/")[2] for one in pieces)]
        raise ScenarioError(Problem(f"there is no piece {name!r}; {near(wanted, known)}", file="--with"))
    return found[0]


__all__ = ["arguments", "copy_of", "piece_of", "refusal", "run", "text_of"]
