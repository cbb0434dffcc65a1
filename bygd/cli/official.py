"""``bygd new`` from official figures: one municipality, a region, or a country."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.words import counted, written

if TYPE_CHECKING:
    from bygd.places.scenario import Written

WITHIN = 60.0
SHORTEST, LONGEST = 5.0, 1440.0
SMALLEST = 0.01
OPTIONS = ("place", "region", "country")


def official_arguments(add: Callable[..., object]) -> None:
    """The options of ``bygd new`` that ask for a real place."""
    add(
        "--place",
        metavar="NAME",
        help="a real municipality or settlement by its official figures: a name in any language, SE:Lund, NO-1515, a "
        "code, or latitude,longitude; together with --from, the key of that scenario's place, by itself",
    )
    add("--region", metavar="NAME", help="a real municipality with its neighbours, see --within")
    add(
        "--within",
        metavar="MINUTES",
        type=_number("--within", SHORTEST, LONGEST),
        help=f"how near the neighbours are by car ({written(WITHIN)})",
    )
    add("--country", metavar="CODE", help="all municipalities of a country: SE, NO, FI, DK, IS, or AX for Åland")
    add(
        "--scale",
        metavar="SHARE",
        type=_number("--scale", SMALLEST, 1.0),
        help="take so many of the people of each place, such as 0.1, and scale thresholds and capacities with them (1)",
    )
    add("--figures", metavar="DIR", help="take the figures from this folder, made by 'bygd places refresh --into'")


def asks(args: argparse.Namespace) -> bool:
    """Whether the command asks for a real place."""
    return args.extends is None and any(getattr(args, name) is not None for name in OPTIONS)


def official_refusal(args: argparse.Namespace) -> str:
    """Why the options do not go together; empty where they do."""
    given = [f"--{name}" for name in OPTIONS if getattr(args, name) is not None]
    if args.extends is not None and (others := [one for one in given if one != "--place"]):
        return f"{others[0]} takes official figures, --from another scenario; give one of them"
    if args.extends is None and len(given) > 1:
        return f"{' and '.join(given)} are two things; give one of them"
    if args.within is not None and args.region is None:
        return "--within: say of which place with --region"
    if not asks(args) and (left := [name for name in ("scale", "figures") if getattr(args, name) is not None]):
        return f"--{left[0]} is for official figures: say of what with --place, --region or --country"
    if asks(args) and args.all:
        return "--all is for a new scenario of a made-up town; 'bygd docs parameters' explains every field"
    return ""


def official(args: argparse.Namespace, pieces: list[str]) -> Written:
    """The scenario asked for. Raises ``ScenarioError``, with candidates, for a place that is not there."""
    from bygd.places.scenario import Asked, scenario_text
    from bygd.places.table import PACKAGED, load_table

    table = load_table(PACKAGED if args.figures is None else Path(args.figures))
    within = WITHIN if args.within is None else args.within
    scale = 1.0 if args.scale is None else args.scale
    return scenario_text(table, Asked(args.place, args.region, within, args.country, scale, pieces))


def told(made: Written) -> str:
    """What is said of a scenario just written: what it is of, how its figures are known, what to look at."""
    from bygd.places.writing import counts

    known = ", ".join(f"{number} {grade}" for grade, number in counts(made.text).items())
    lines = [f"{made.what}; figures: {known}."]
    if made.warnings:
        lines.append(f"{counted(len(made.warnings), 'thing', 'things')} to look at first:")
        lines += [f"  {words}" for words in made.warnings[:MOST_TOLD]]
        if len(made.warnings) > MOST_TOLD:
            lines.append(f"  and {len(made.warnings) - MOST_TOLD} more")
    return "\n".join(lines)


MOST_TOLD = 20


def _number(name: str, low: float, high: float) -> Callable[[str], float]:
    """An argparse type: a number within limits."""

    def read(text: str) -> float:
        from sim.scenario.hints import number_hint

        try:
            value = float(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number{number_hint(text)}") from None
        if not (math.isfinite(value) and low <= value <= high):
            raise argparse.ArgumentTypeError(f"{name} must be between {written(low)} and {written(high)}, not {text}")
        return value

    return read


__all__ = ["asks", "official", "official_arguments", "official_refusal", "told"]
