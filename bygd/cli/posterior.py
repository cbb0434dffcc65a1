"""``--posterior N``: commands simulate what they are asked with parameters from the posterior."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.options import whole

if TYPE_CHECKING:
    from experiments.posterior import Draws
    from sim.scenario import Scenario

EACH = 2
"""Runs with every set of parameters, where the command does not say: as few as separate chance."""
MOST = 10_000


def posterior_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--posterior",
        metavar="N",
        type=whole("--posterior", 2, MOST),
        help="simulate it with N sets of parameters that agree with the evidence, each --replicates "
        f"times ({EACH}): intervals then include parameter uncertainty",
    )
    parser.add_argument(
        "--posterior-from",
        metavar="FILE",
        help="take them from this posterior.csv or folder of a calibration (the one of bygd)",
    )
    parser.add_argument(
        "--accept-old-posterior",
        action="store_true",
        help="use them although they were fitted to an earlier version of the model, in which they agreed with the "
        "evidence; the report says so",
    )


def draws_of(args: argparse.Namespace, scenarios: Iterable[Scenario], paths: Iterable[str], seed: int) -> Draws | None:
    """The draws asked for; None when none are. ``scenarios``: what they are put into; what those state
    otherwise than the defaults stays. ``paths``: what the command sets or varies itself; ``seed``: of the
    experiment, from which the choice of draws follows too.

    Raises ``ScenarioError`` where there is no posterior, where it was fitted to another model and that is not accepted,
    and where it draws what is being asked about.
    """
    if getattr(args, "posterior", None) is None:
        if getattr(args, "posterior_from", None):
            raise _refused("--posterior-from: say how many sets with --posterior")
        if getattr(args, "accept_old_posterior", False):
            raise _refused("--accept-old-posterior: say how many sets with --posterior")
        return None
    from calibration.posterior_file import posterior_of_model
    from experiments.posterior import Draws, stated

    source = args.posterior_from
    found = posterior_of_model(source, accept_old=args.accept_old_posterior)
    name = Path(source).name if source else "the posterior of bygd"
    scenarios = list(scenarios)
    lands = {scenario.country for scenario in scenarios}
    country = lands.pop() if len(lands) == 1 else ""
    draws = Draws(
        tuple(found.drawn(args.posterior, seed, country)),
        args.replicates or EACH,
        name,
        source or "",
        fitted_to=found.fitted_to,
    )
    if clashes := draws.clashes(paths):
        raise _refused(
            f"--posterior: {', '.join(clashes)} is changed here, and drawn from the posterior "
            "too: the draws would undo the change"
        )
    given = {path for scenario in scenarios for path in stated(scenario, draws.changes[0])}
    if country in found.countries:
        own = {path.split("@")[0] for path in found.draws[0] if path.endswith(f"@{country}")}
        given -= {path for path in own if all(as_in_country(scenario, path) for scenario in scenarios)}
    return draws.keeping(given) if given else draws


def as_in_country(scenario: Scenario, path: str) -> bool:
    """Whether a scenario says at ``path`` what its country's file says: assumed there, where the posterior has a value
    that was fitted to the country."""
    from experiments.posterior import at
    from sim.scenario.inheritance import packaged_scenarios
    from sim.scenario.paths import split
    from sim.scenario.source import read

    file = packaged_scenarios() / "countries" / f"{scenario.country}.yaml"
    said: Any = read(file, str(file)).plain() if file.is_file() else {}
    for step in split(path):
        said = said.get(step) if isinstance(said, dict) else None
    return said is not None and said == at(scenario.model_dump(mode="json"), split(path))


def _refused(words: str) -> Exception:
    from sim.scenario.errors import Problem, ScenarioError

    return ScenarioError(Problem(words))


__all__ = ["draws_of", "posterior_arguments"]
