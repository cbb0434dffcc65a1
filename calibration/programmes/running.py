"""The town with each piece and without, replicate by replicate, each run kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from calibration.patterns.kept_runs import taken
from calibration.programmes.reading import asked, taken_from
from calibration.stage.running import Runs, Tell, whisper
from experiments.workers.pool import Tally
from experiments.workers.run import replicates_of
from experiments.workers.worker import Order
from sim.scenario import Scenario, load_policy, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios, pieces

FOLDERS = ("programmes", "posts")
"""Of the packaged pieces, those that do something in a town."""
SWITCHED: dict[str, dict[str, Any]] = {"programmes/entrepreneurship": {"businesses.active": True}}
"""Mechanisms that a piece needs and that are not its doing: that people found businesses at all."""
Data = dict[str, Any]


class Piece(NamedTuple):
    """A ready piece on top of the town."""

    key: str
    """Its file in ``scenarios/``, without ending."""
    title: str
    scenario: Scenario
    base: Scenario
    """What it is held against."""
    own: tuple[str, ...]
    """Programmes that the town alone does not have."""


def known() -> list[str]:
    """All pieces, as ``FOLDER/NAME``."""
    folder = packaged_scenarios()
    found = [path.relative_to(folder).with_suffix("").as_posix() for path in pieces()]
    return [key for key in found if key.split("/")[0] in FOLDERS]


def held_against(key: str, base: Scenario) -> Scenario:
    """The town as ``key`` is held against it: with the mechanisms that the piece switches on for all."""
    return with_overrides(base, SWITCHED[key]) if key in SWITCHED else base


def town_and(chosen: Sequence[str], town: str, months: int) -> tuple[Scenario, list[Piece]]:
    """The town for ``months``, and with each piece. Raises ``ScenarioError``."""
    folder, length = packaged_scenarios(), {"months": months}
    base = with_overrides(load_scenario(town), length)
    found = []
    for key in chosen:
        scenario = with_overrides(load_policy(folder / f"{key}.yaml", town), length)
        own = tuple(name for name in scenario.programmes if name not in base.programmes)
        found.append(Piece(key, title_of(scenario, base, own, key), scenario, held_against(key, base), own))
    return base, found


def title_of(scenario: Scenario, base: Scenario, own: Sequence[str], key: str) -> str:
    """What a piece is called: as its programme, its post, or its file."""
    posts = [post for name, post in scenario.coordinators.items() if name not in base.coordinators]
    names = [scenario.programmes[name].name for name in own] or [post.name for post in posts]
    return " and ".join(filter(None, names)) or key.split("/")[-1].replace("-", " ").capitalize()


def run(
    some: Sequence[Piece], replicates: int, folder: Path, *, jobs: int = 1, tell: Tell = whisper
) -> Mapping[str, tuple[list[Data], list[Data]]]:
    """By piece, what is taken from the runs of what it is held against and of the piece, replicate by replicate: those
    in ``folder`` are read, the others simulated, each once. Run k of every arm has the same random draws.

    Raises ``Failed`` for a run that failed, and ``OSError``; those that have ended are kept.
    """
    arms = {arm.digest(): arm for piece in some for arm in (piece.base, piece.scenario)}
    seed = some[0].base.seed
    runs = {digest: replicates_of(digest, seed, replicates, arm.months, {}) for digest, arm in arms.items()}
    orders = [Order(runs[digest][k], arm, read=taken_from) for k in range(replicates) for digest, arm in arms.items()]
    kept, what, done = Runs(folder), asked(), -1

    def progress(tally: Tally) -> None:
        nonlocal done
        if tally.done // len(arms) != done:
            done = tally.done // len(arms)
            tell(f"{done} of {replicates} times {len(arms)} runs")

    found = taken(orders, [what] * len(orders), dict, jobs=jobs, progress=progress, kept=kept)
    columns = {digest: found[at :: len(arms)] for at, digest in enumerate(arms)}
    return {piece.key: (columns[piece.base.digest()], columns[piece.scenario.digest()]) for piece in some}


__all__ = ["Piece", "known", "run", "town_and"]
