"""Answers for people and for scripts: words, one path, or one JSON document on standard output."""

from __future__ import annotations

import argparse
import decimal
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.saying import say

if TYPE_CHECKING:
    from experiments.commands.store import Store


def json_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="answer with one JSON document; everything else goes to standard error"
    )


def wants_json(args: argparse.Namespace) -> bool:
    return bool(getattr(args, "json", False))


def print_json(document: Any) -> None:
    """One document, readable in any encoding; numbers that are none are null."""
    print(json.dumps(plain(document), indent=2, allow_nan=False))


def plain(value: Any) -> Any:
    """``value`` as JSON has it: mappings, lists, text, numbers, null."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(held) for held in value]
    if hasattr(value, "tolist"):  # numpy
        return plain(value.tolist())
    if isinstance(value, decimal.Decimal):
        return plain(float(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.as_posix() if isinstance(value, Path) else str(value)


def tell_not_computed(store: Store) -> None:
    """On stderr, what the report in a folder had to be written without."""
    for words in store.manifest().get("not_computed", ()):
        say(f"bygd: {words} The report is written without it", sys.stderr)


def tell_report(args: argparse.Namespace, folder: Path, document: Mapping[str, Any]) -> None:
    """Where a command's report is: with ``--json`` as ``document``, with ``--quiet`` the path and no more."""
    report = folder / "report.html"
    if wants_json(args):
        files = {"folder": folder, "report": report, "manifest": folder / "manifest.json"}
        print_json({**files, **document})
    else:
        say(report if args.quiet else f"Report: {report}")
    sys.stdout.flush()


__all__ = ["json_argument", "plain", "print_json", "tell_not_computed", "tell_report", "wants_json"]
