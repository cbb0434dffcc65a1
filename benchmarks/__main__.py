"""``python -m benchmarks``: bygd's months beside those of others, in one go; ``README.md`` says what it shows."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.environments import Unavailable, python_of
from benchmarks.towns import Files, write_town

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, MONTHS = 5, 12
AIM = 150.0
"""The plain twin's time a person-month over bygd's, at least."""
MIB = 2**20


class Entry(NamedTuple):
    """One row of the table: a program and a town."""

    what: str
    people: int
    program: str  # module of benchmarks.work, and field of Files
    environment: str | None  # None: bygd's own
    months: int
    compiled: bool = True


ENTRIES = (
    Entry("bygd", 600, "bygd", None, 4 * MONTHS),
    Entry("plain Mesa twin", 600, "mesa", "mesa", MONTHS),
    Entry("bygd's kernels as plain Python", 600, "bygd", None, 1, compiled=False),
    Entry("bygd", 3_000, "bygd", None, 4 * MONTHS),
    Entry("plain Mesa twin", 3_000, "mesa", "mesa", MONTHS),
    Entry("Starsim, one contagion", 3_000, "starsim", "starsim", 4 * MONTHS),
    Entry("bygd", 30_000, "bygd", None, MONTHS),
    Entry("plain Mesa twin", 30_000, "mesa", "mesa", 3),
    Entry("Starsim, one contagion", 30_000, "starsim", "starsim", MONTHS),
)


class Measured(NamedTuple):
    """What one process said of itself: mean number of people, ns a person-month, peak memory [byte]."""

    people: float
    ns: float
    peak: float


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def interpreters(entries: tuple[Entry, ...]) -> dict[str | None, str]:
    """The Python of each environment; one that cannot be had is missing, and why is said.

    Mesa is one of bygd's own libraries: where its environment cannot be made the twin runs in bygd's.
    """
    found: dict[str | None, str] = {None: sys.executable}
    for name in dict.fromkeys(entry.environment for entry in entries if entry.environment):
        say(f"… the environment of {name}")
        try:
            found[name] = str(python_of(name))
        except Unavailable as why:
            if name == "mesa":
                found[name] = sys.executable
            say(f"no environment for {name}: {why}" + (" (bygd's own is used)" if name in found else " (left out)"))
    return found


def measure(entry: Entry, files: Files, python: str) -> Measured:
    """Run one program in a process of its own. Raises ``CalledProcessError`` when it fails."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    environment = {**os.environ, **threads, "PYTHONPATH": str(ROOT), "BYGD_JIT": "1" if entry.compiled else "0"}
    file = getattr(files, entry.program)
    words = [python, "-m", f"benchmarks.work.{entry.program}", str(file), str(entry.months)]
    done = subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def run(entries: tuple[Entry, ...], rounds: int, towns: Callable[[int], Files]) -> dict[Entry, list[Measured]]:
    """Every entry once a round, round after round, so that a slow quarter of an hour slows all alike."""
    pythons = interpreters(entries)
    entries = tuple(entry for entry in entries if entry.environment in pythons)
    files = {}
    for people in dict.fromkeys(entry.people for entry in entries):
        say(f"… a town of {people:,}")
        files[people] = towns(people)
    found: dict[Entry, list[Measured]] = {entry: [] for entry in entries}
    for number in range(1, rounds + 1):
        for entry in entries:
            found[entry].append(measure(entry, files[entry.people], pythons[entry.environment]))
            say(f"… round {number} of {rounds}: {entry.what}, {entry.people:,}: {found[entry][-1].ns:,.0f} ns")
    return found


def beside_bygd(entry: Entry, found: dict[Entry, list[Measured]]) -> list[float]:
    """Round by round, an entry's time a person-month over bygd's in the same round and town; empty for bygd itself."""
    bygd = [one for one in found if one.people == entry.people and one.program == "bygd" and one.compiled]
    if not bygd or entry == bygd[0]:
        return []
    return [one.ns / other.ns for one, other in zip(found[entry], found[bygd[0]], strict=True)]


def spread(values: list[float], form: str) -> str:
    """Median, and least to most."""
    low, high = min(values), max(values)
    return f"{statistics.median(values):{form}} ({low:{form}}–{high:{form}})"


def table(found: dict[Entry, list[Measured]]) -> str:
    """Markdown: one row an entry."""
    lines = ["| what | people | ns a person-month | times bygd's | peak memory, MiB |", "|:--|--:|--:|--:|--:|"]
    for entry, runs in found.items():
        ratios = beside_bygd(entry, found)
        lines.append(
            f"| {entry.what} | {statistics.median(one.people for one in runs):,.0f} "
            f"| {spread([one.ns for one in runs], ',.0f')} | {spread(ratios, ',.2f') if ratios else '1'} "
            f"| {statistics.median(one.peak for one in runs) / MIB:,.0f} |"
        )
    return "\n".join(lines)


def aim(found: dict[Entry, list[Measured]]) -> str:
    """The twin against the aim, at the largest town it lived in; empty where it did not run."""
    twins = [entry for entry in found if entry.program == "mesa"]
    ratios = beside_bygd(max(twins, key=lambda entry: entry.people), found) if twins else []
    if not ratios:
        return ""
    middle = statistics.median(ratios)
    return f"plain Mesa twin : bygd {middle:,.0f} (aim: at least {AIM:g}, {'met' if middle >= AIM else 'missed'})"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each program runs, at least 1")
    parser.add_argument("--people", type=int, nargs="+", help="only these towns (600, 3000, 30000)")
    args = parser.parse_args(argv)
    entries = tuple(entry for entry in ENTRIES if not args.people or entry.people in args.people)
    if args.rounds < 1 or not entries:
        parser.error("at least one round, and towns of 600, 3000 or 30000 people")
    with tempfile.TemporaryDirectory(prefix="bygd-beside-") as folder:
        found = run(entries, args.rounds, lambda people: write_town(people, Path(folder)))
    print(f"medians of {args.rounds} rounds (least–most), one thread each\n\n{table(found)}\n\n{aim(found)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
