"""Write the report of a folder of results again, from the runs that lie there: nothing is simulated.

  bygd report outputs/rural-town --language sv
  bygd report outputs/three-levers

Of a run or a comparison that is finished: report and figures, in another language if wanted. Of a sweep, finished or
not: its analysis, with report, figures and tables, likewise."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from bygd.cli.answering import json_argument, tell_report
from bygd.cli.options import fail, language_argument, whole
from bygd.cli.saying import say
from sim.languages import in_language


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="folder of a run, a comparison or a sweep")
    parser.add_argument(
        "--resamples",
        metavar="N",
        type=whole("--resamples", 20, 100_000),
        default=300,
        help="draws of each bootstrap interval (300)",
    )
    language_argument(parser)
    parser.add_argument("--quiet", action="store_true", help="print the report's path and errors, nothing else")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from bygd.cli.sweeps import command_of, state_of, swept_in
    from experiments.commands.rewriting import manifest_in, rewritable
    from experiments.files import write_bytes, write_text
    from experiments.report.sweep import report_of

    folder = Path(args.folder)
    manifest = manifest_in(folder)
    if rewritable(manifest):
        return again(args, folder, manifest)
    found = swept_in(folder)
    if isinstance(found, int):
        return found
    swept, manifest = found
    if (state := state_of(swept)) and not args.quiet:
        say(state, sys.stderr)
    command = command_of(manifest, args.language)
    with in_language(args.language):
        page, figures, texts, failed = report_of(swept, manifest, command, resamples=args.resamples)
    (folder / "figures").mkdir(exist_ok=True)
    for figure in figures:
        write_bytes(folder / "figures" / f"{figure.name}.png", figure.png)
        write_text(folder / "figures" / f"{figure.name}.svg", figure.svg)
    for name, text in texts.items():
        write_text(folder / name, text)
    write_text(folder / "report.html", page)
    for words in failed:
        fail(f"{words} The report is written without it", 1)
    tell_report(
        args,
        folder,
        {
            "finished": swept.finished,
            "runs": swept.design.runs,
            "failed": len(swept.failures),
            "not_computed": failed,
            "language": args.language,
            "command": command,
        },
    )
    return 0


def again(args: argparse.Namespace, folder: Path, manifest: dict[str, Any]) -> int:
    """The report of a run or a comparison, in the language that is asked for."""
    from experiments.commands.rewriting import CannotRewrite, rewrite

    try:
        rewrite(folder, manifest, args.language)
    except CannotRewrite as refusal:
        return fail(str(refusal), 2)
    tell_report(args, folder, {"kind": manifest["kind"], "language": args.language})
    return 0
