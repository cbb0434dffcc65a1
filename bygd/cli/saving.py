"""``bygd run --until … --save`` and ``--from``: towns kept at a month, and gone on with."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.options import REPLICATES, fail, limited

if TYPE_CHECKING:
    from experiments.commands.saved import Saved
    from experiments.posterior import Draws
    from sim.scenario import Scenario


def going_on_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--until", metavar="MONTH", help="simulate up to the beginning of this month (2015-01) and --save the towns")
    add("--save", metavar="FILE", help="where to keep the towns, one a replicate")
    add("--from", dest="going_on", metavar="FILE", help="go on with the towns that --save kept there")


def refused(args: argparse.Namespace) -> str:
    """Why these words do not go together; empty where they do."""
    if bool(args.until) != bool(args.save):
        return "--until and --save belong together: the month to stop before, and the file to keep the towns in"
    if args.until and args.going_on:
        return "--until and --from cannot be given together: a saved town is gone on with to the end"
    if not args.until and not args.going_on:
        return ""
    if args.going_on and (args.posterior is not None or args.posterior_from is not None):
        return (
            "--from cannot be combined with --posterior: the towns have the parameters they were saved with; give "
            "--posterior to the command that saves them"
        )
    if args.until and args.lives:
        return (
            "--save cannot be combined with --lives: a saved town holds no lives, which are told from the first month "
            "on; give --lives to the command that goes on with --from, which simulates the first run from its start"
        )
    if args.months is not None and args.until:
        return "--months and --until cannot be given together: --until says how long to simulate"
    return ""


def month_of(scenario: Scenario, text: str) -> int:
    """The number of the month written ``text``. Raises ``ScenarioError`` unless it lies within the run."""
    from sim.scenario import Problem, ScenarioError

    last = scenario.date_of(scenario.months)
    allowed = f"allowed: {scenario.date_of(1)} to {last}, the month after the last"
    try:
        month = scenario.month_of(text)
    except ValueError:
        raise ScenarioError(Problem(f"{text!r} is no month; {allowed}", file="--until")) from None
    if not 1 <= month <= scenario.months:
        raise ScenarioError(Problem(f"{text} lies outside the scenario; {allowed}", file="--until"))
    return month


def save_towns(
    args: argparse.Namespace,
    scenario: Scenario,
    name: str,
    file: str,
    seed: int,
    settings: dict[str, Any],
    draws: Draws | None,
) -> int:
    """Simulate up to ``--until`` and write ``--save``."""
    from bygd.cli.progress import ProgressBar
    from experiments.commands.saved import NotSaved, save

    until, path = month_of(scenario, args.until), Path(args.save)
    if path.exists() and not args.force:
        return fail(f"--save: {path} is there already; give another name, or replace it with --force", 2)
    if not path.parent.is_dir():
        return fail(f"--save: there is no folder {path.parent}", 2)
    replicates = draws.replicates if draws is not None else args.replicates or REPLICATES
    jobs = min(args.jobs or os.cpu_count() or 1, replicates)
    bar = ProgressBar(replicates, until, quiet=args.quiet)
    try:
        save(
            path,
            scenario,
            until=until,
            name=name,
            file=file,
            seed=seed,
            replicates=replicates,
            settings=settings,
            jobs=jobs,
            threads=args.threads,
            limits=limited(args, jobs),
            draws=draws,
            progress=bar.show,
        )
    except NotSaved as failure:
        return fail(str(failure), 1)
    finally:
        bar.close()
    print(path if args.quiet else f"Towns at the beginning of {args.until}: {path}")
    return 0


class Towns:
    """What ``--from`` goes on with."""

    def __init__(self, saved: Saved) -> None:
        self.saved = saved
        self.file, self.replicates, self.draws = saved.file, saved.replicates, saved.draws

    @property
    def simulate(self) -> Callable[..., Any]:
        """Stands in for the model: from the saved towns on."""
        from experiments.commands.saved import GoingOn

        return GoingOn(str(self.saved.path))

    def gone_on_by(
        self, file: str | None, settings: Sequence[str], seed: int | None, replicates: int | None
    ) -> tuple[Scenario, dict[str, Any], int]:
        """The scenario to go on by, in ``file`` or that of the towns, what is changed in it, and the seed.

        Raises ``ScenarioError`` where it has another past than the towns.
        """
        from bygd.cli.reading import read_scenario
        from sim.scenario import Problem, ScenarioError, parse_setting, with_overrides
        from sim.shared_past import first_difference
        from sim.simulation import different_past
        from sim.words import counted

        saved, where = self.saved, f"--from {self.saved.path}"
        changes = dict(parse_setting(text) for text in settings)
        scenario = read_scenario(file, settings) if file else with_overrides(saved.scenario, changes)
        if seed not in (None, saved.seed):
            raise ScenarioError(Problem(f"the towns are of the seed {saved.seed}, not of {seed}", file=where))
        if self.draws is not None and replicates not in (None, self.draws.each):
            sets = f"{len(self.draws.changes):,} sets of parameters, {counted(self.draws.each, 'run', 'runs')} each"
            raise ScenarioError(
                Problem(f"the towns are of {sets}; --replicates {replicates} would need others", file=where)
            )
        if self.draws is not None and (clashes := self.draws.clashes(changes)):
            raise ScenarioError(
                Problem(f"the towns were saved with other values of {', '.join(clashes)}: it is drawn", file=where)
            )
        if scenario.months < saved.month:
            raise ScenarioError(
                Problem(f"the scenario ends before {saved.scenario.date_of(saved.month)}, where they stand", file=where)
            )
        shared = first_difference(saved.scenario, scenario)
        if shared < saved.month:
            raise ScenarioError(Problem(different_past(saved.scenario, scenario, shared), file=where))
        return scenario, changes if file else {**saved.settings, **changes}, saved.seed


def saved_towns(file: str) -> Towns:
    """The towns in ``file``. Raises ``ScenarioError`` for a file that holds none this version can go on with."""
    from experiments.commands.saved import read
    from experiments.commands.snapshot import Refused
    from sim.scenario import Problem, ScenarioError

    try:
        return Towns(read(Path(file)))
    except Refused as refusal:
        raise ScenarioError(Problem(str(refusal), file="--from")) from None


__all__ = ["Towns", "going_on_arguments", "refused", "save_towns", "saved_towns"]
