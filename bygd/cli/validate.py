"""Hold the model against evidence it was not fitted to: patterns, rival explanations, ablations.

  bygd validate                         every pattern, and what turns under the other side of each rival
  bygd validate --no-rivals             every pattern, with as many pairs as it takes (patterns.yaml: design)
  bygd validate --finished              what the finished runs of a stopped validation say
  bygd validate --quick                 few pairs, without rivals and patterns whose runs take minutes
  bygd validate --only clubs_saved      one row of the evidence (calibration/patterns.yaml), or one pattern
  bygd validate --ablate meeting.openness_matters     what breaks without a mechanism; --ablate alone: each

A pattern that is contradicted is a result, not a failure: the exit code is 0. Finished runs stay in the
folder: the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.compiling import compile_first
from bygd.cli.options import MOST_JOBS, MOST_REPLICATES, fail, force_argument, leave, whole
from bygd.cli.progress import ProgressBar
from bygd.cli.saying import say
from sim.version import MODEL, is_fitted
from sim.words import counted, figure

if TYPE_CHECKING:
    from calibration.validation import Moved, Row, Turn

PAIRS, QUICK_PAIRS = 12, 3
"""Of rivals, ablations and targets, and with --quick. Patterns by themselves have as many as it takes."""
TARGETS = "targets"
WIDTH = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--only",
        metavar="KEY",
        action="append",
        default=[],
        help="only this row or pattern, or targets: the figures to be fitted to (may be given several times)",
    )
    add(
        "--quick",
        action="store_true",
        help=f"{QUICK_PAIRS} pairs, no rivals, without the patterns whose runs take minutes",
    )
    add(
        "--replicates",
        metavar="N",
        type=whole("--replicates", 1, MOST_REPLICATES),
        help="pairs of runs of each pattern, looked at once (as many as its row in patterns.yaml allows and needs)",
    )
    add(
        "--finished",
        action="store_true",
        help="tell what the finished runs in the folder say and simulate nothing; patterns that lack runs are left out",
    )
    add("--no-rivals", action="store_true", help="leave out the other side of each rival explanation")
    add(
        "--ablate",
        metavar="SWITCH",
        action="append",
        nargs="?",
        const="",
        help="switch this mechanism off and report what breaks, or each in turn where none is named",
    )
    add(
        "--seed",
        metavar="S",
        type=whole("--seed", 0, 2**63 - 1),
        help="seed; every pair's own follows from it (that of patterns.yaml)",
    )
    add(
        "--jobs",
        metavar="N",
        type=whole("--jobs", 1, MOST_JOBS),
        help="runs at once, each in a process of its own (one a processor)",
    )
    add("--out", metavar="DIR", help="folder for the results (outputs/validation)")
    force_argument(parser)
    add("--quiet", action="store_true", help="print the report's path and errors, nothing else")
    json_argument(parser)


def identity(args: argparse.Namespace) -> dict[str, Any]:
    """What two validations share that may stand in one folder: more patterns or pairs go on from its runs."""
    from experiments.commands.identity import model

    return {"model": model(), "seed": args.seed}


def run(args: argparse.Namespace) -> int:
    from bygd.cli.claiming import claimed
    from calibration.patterns.kept_runs import Failed
    from calibration.validation import chosen, load_patterns, switched_off

    evidence = load_patterns()
    args.seed = evidence.design.seed if args.seed is None else args.seed
    only = [key for key in args.only if key != TARGETS]
    patterns = chosen(evidence, only) if only or not args.only else {}
    off = switched_off([name for name in args.ablate if name]) if args.ablate is not None else {}
    store = claimed(args.out, "validation")
    if isinstance(store, int):
        return store
    signal.signal(signal.SIGTERM, leave)
    try:
        with store.opened("validation", identity(args), force=args.force):
            return validate(args, evidence, patterns, off, store)
    except Failed as failure:
        return fail(str(failure), 1)


def validate(
    args: argparse.Namespace, evidence: Any, patterns: dict[str, Any], off: dict[str, bool], store: Any
) -> int:
    from calibration import validation as v
    from calibration.patterns.kept_runs import Kept

    fixed = args.replicates or (QUICK_PAIRS if args.quick else 0)
    pairs, jobs = fixed or PAIRS, args.jobs or os.cpu_count() or 1
    seeds = v.seeds_of(args.seed, pairs)
    tested = v.quick_patterns(patterns.values()) if args.quick and not args.only else list(patterns.values())
    light = v.quick_patterns(patterns.values())
    compared = [*light, *(() if args.only else v.HEADLINES.values())]
    rivals = {} if args.quick or args.no_rivals or args.finished else v.rival_settings(evidence)
    about = {"kind": "validation", "identity": identity(args)}
    store.begin(about)
    kept = Kept(store.folder)
    runs: dict[str, Any] = {"jobs": jobs, "kept": kept, "hold": evidence.held_to}

    def told(found: dict[str, Any]) -> None:
        """The table so far: a validation that is stopped leaves that of its last look."""
        rows = v.table_of(evidence, found, args.only)
        if rows:
            store.text("validation.csv", v.csv_of([row.cells() for row in rows]))
            store.text("validation.md", v.page_of(rows, [], [], [], most_pairs(rows)))

    with Steps(jobs, args.quiet) as shown:

        def find(some: Sequence[Any], many: int) -> dict[str, Any]:
            if args.finished:
                some = [one for one in some if v.lived_through(one, v.seeds_of(args.seed, many), kept)]
            progress = shown.of(f"{counted(many, 'pair', 'pairs')} of {len(some)} patterns", v.arms_of(some), many)
            return v.findings_of(some, v.seeds_of(args.seed, many), progress=progress, **runs)

        def looks(pattern: str) -> Any:
            return v.Looks((fixed,), evidence.design.level) if fixed else evidence.looks_of(pattern)

        found = v.looked_at(tested, looks, find, evidence.held_to, told)
        unasked = args.finished or (args.only and TARGETS not in args.only)
        figures = [] if unasked else fitted_to(shown, seeds, jobs, kept)
        before: dict[str, Any] = {}
        turned: list[Turn] = []
        ablated: list[Turn] = []
        moved: list[Moved] = []
        if rivals or off:
            before = v.findings_of(compared, seeds, progress=shown.of("as it is", v.arms_of(compared), pairs), **runs)
        for path, value in rivals.items():
            progress = shown.of(f"{path}={value}", v.arms_of(compared), pairs)
            turned += v.turns({path: value}, compared, before, seeds, progress=progress, **runs)
        for path in off:
            progress = shown.of(f"without {path}", v.arms_of(light), pairs)
            ablated += v.turns({path: False}, light, before, seeds, progress=progress, **runs)
        if off:
            progress = shown.of("targets", v.target_towns() * (1 + len(off)), pairs)
            moved = v.targets_without(off, seeds, jobs=jobs, kept=kept, progress=progress)
    rows = v.table_of(evidence, found, args.only)
    written = {
        "validation.csv": [row.cells() for row in rows],
        "targets.csv": figures,
        "rivals.csv": [one.cells() for one in turned],
        "ablations.csv": [one.cells() for one in ablated],
        "ablated_targets.csv": [one.cells() for one in moved],
    }
    for name, cells in written.items():
        if cells:
            store.text(name, v.csv_of(cells))
    most = most_pairs(rows)
    store.text("validation.md", v.page_of(rows, turned, ablated, moved, most))
    store.note(kept.names())
    every = v.seeds_of(args.seed, max(most, pairs if before else 0))
    store.finish({**about, **provenance(args, most, every), "shared_pasts": kept.shared.entry()})
    if wants_json(args):
        print_json(document(store.folder, written, most, args.seed))
    elif args.quiet:
        say(store.folder / "validation.md")
    else:
        print_table(rows)
        print_turns("Rivals: what turns under the other setting", turned)
        print_turns("Ablations: what turns without the mechanism", ablated)
        print_moved(moved)
        if words := v.fit_words():
            say(f"\n{words}")
        left = len(patterns) - len(tested)
        if left:
            say(f"{left} patterns whose runs take minutes were left out (--quick).")
        say(f"\nTable: {store.folder / 'validation.md'}")
    return 0


def fitted_to(shown: Steps, seeds: Sequence[int], jobs: int, kept: Any) -> list[dict[str, Any]]:
    """The figures that the model is to be fitted to, as it is."""
    from calibration import validation as v
    from calibration.targets import load_targets

    targets = load_targets()
    progress = shown.of("targets as it is", v.target_towns(), len(seeds))
    return v.cells_of(targets, v.target_values(targets, seeds, jobs=jobs, kept=kept, progress=progress))


def document(folder: Path, written: dict[str, list[dict[str, Any]]], pairs: int, seed: int) -> dict[str, Any]:
    """The answer for a script: the rows of each table, by what the table is of."""
    tables = {name.removesuffix(".csv"): cells for name, cells in written.items()}
    files = {"folder": folder, "report": folder / "validation.md", "manifest": folder / "manifest.json"}
    fit = {"model": MODEL, "fitted": is_fitted()}
    return {**files, **fit, "pairs": pairs, "seed": seed, "results": tables.pop("validation"), **tables}


def most_pairs(rows: Sequence[Row]) -> int:
    """The most pairs that any row has."""
    return max((row.finding.pairs for row in rows if row.finding is not None), default=0)


class Steps:
    """A progress bar for each set of runs, with its name above it."""

    def __init__(self, jobs: int, quiet: bool) -> None:
        self.quiet, self.jobs = quiet, jobs
        self.bar: ProgressBar | None = None

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def of(self, name: str, arms: Sequence[Any], pairs: int) -> Any:
        """The progress of one set of runs: of each of some arms, one with each of the seeds of ``pairs``."""
        if self.bar is not None:
            self.bar.close()
        compile_first(quiet=self.quiet)
        if not self.quiet:
            workers = counted(self.jobs, "worker", "workers")
            say(f"{name}: {len(arms)} arms × {counted(pairs, 'run', 'runs')}, on {workers}", sys.stderr)
        months = max(1, round(sum(arm.scenario().months for arm in arms) / max(1, len(arms))))
        self.bar = ProgressBar(max(1, len(arms) * pairs), months, quiet=self.quiet)
        return self.bar.show


def provenance(args: argparse.Namespace, pairs: int, seeds: Sequence[int]) -> dict[str, Any]:
    from sim.kernel_folder import kernels_digest
    from sim.version import VERSION

    return {
        "model": f"{VERSION} {kernels_digest()}",
        "model_number": MODEL,
        "pairs": pairs,
        "seed": args.seed,
        "seeds": list(seeds),
        "only": args.only,
    }


def print_table(rows: Sequence[Row]) -> None:
    for row in rows:
        say(f"\n{row.verdict.upper():<15} {row.pattern or row.key}  [{row.source}, grade {row.grade}]")
        _print_wrapped(row.says)
        if row.finding is not None:
            for claim in row.finding.claims:
                mark = "" if claim.verdict == "holds" else f"  ← {claim.verdict}"
                _print_wrapped(f"· {claim.in_words()}{mark}")
        if row.note:
            _print_wrapped(f"({row.note})")


def print_turns(title: str, turns: Sequence[Turn]) -> None:
    if not turns:
        return
    say(f"\n{title}")
    for setting in dict.fromkeys(turn.setting for turn in turns):
        these = [turn for turn in turns if turn.setting == setting]
        say(f"  {setting}: {sum(turn.turned for turn in these)} of {len(these)}")
        for turn in these:
            if turn.turned:
                say(f"    {turn.pattern}: {turn.before.verdict} → {turn.after.verdict}")


def print_moved(moved: Sequence[Moved]) -> None:
    for setting in dict.fromkeys(one.setting for one in moved):
        these = [one for one in moved if one.setting == setting]
        say(f"\nTargets no longer met with {setting}: {sum(one.broken for one in these)} of {len(these)}")
        for one in these:
            if one.broken:
                say(
                    f"    {one.target.label}: {figure(one.before, 3)} → {figure(one.after, 3)}, evidence "
                    f"{figure(one.target.value)} ± {figure(one.target.tolerance, 2)}"
                )


def _print_wrapped(text: str) -> None:
    say(textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="    "))


__all__ = ["arguments", "run"]
