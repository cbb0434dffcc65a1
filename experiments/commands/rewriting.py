"""Writing the report of a finished result again, in another language, from the runs that lie in its folder.

Nothing is simulated: what the folder's manifest says makes the same experiment, whose runs are all there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.commands.store import MADE_BY, MANIFEST, Store
from sim.words import counted

RUN, COMPARISON = "run", "comparison"


class CannotRewrite(ValueError):
    """The report cannot be written again from the folder alone. The message says why, and what can be done."""


def manifest_in(folder: Path) -> dict[str, Any]:
    """The manifest of a folder of results; an empty one where there is none to read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def rewritable(manifest: Mapping[str, Any]) -> bool:
    """Whether a folder holds a run or a comparison."""
    return manifest.get("made_by") == MADE_BY and manifest.get("kind") in (RUN, COMPARISON)


def rewrite(folder: Path, manifest: Mapping[str, Any], language: str) -> None:
    """Write report and figures in ``folder`` again, in ``language``.

    Raises :class:`CannotRewrite`, ``AnotherResult`` where the runs are of another version of the model, ``Busy``,
    ``OSError``.
    """
    if manifest.get("state") != "finished":
        raise CannotRewrite(f"{folder} is not finished: the command that made it goes on with it")
    if manifest.get("posterior") or manifest.get("equal_budget"):
        what = "sets of parameters" if manifest.get("posterior") else "equal budgets"
        raise CannotRewrite(f"{folder} was made with {what}: give its own command again, with --language {language}")
    try:
        write = _of_run if manifest["kind"] == RUN else _of_comparison
        write(folder, manifest, language)
    except (KeyError, TypeError) as error:
        raise CannotRewrite(f"{folder / MANIFEST} is not as this version writes it ({error})") from error


def _of_run(folder: Path, manifest: Mapping[str, Any], language: str) -> None:
    from experiments.commands.kept_history import ENDING
    from experiments.commands.run import Experiment, carry_through, key_of, orders_of

    experiment = Experiment(
        scenario=_scenario(manifest["scenario"]["text"]),
        name=manifest["scenario"]["name"],
        seed=manifest["seed"],
        replicates=len(manifest["runs"]),
        months=manifest["months"],
        settings=manifest["settings"],
        lives=manifest.get("lives", len(json.loads((folder / "lives.json").read_text(encoding="utf-8")))),
        file=manifest.get("file", ""),
        language=language,
    )
    orders = orders_of(experiment)
    _all_there(folder, ENDING, [key_of(order) for order in orders], language)
    carry_through(experiment, Store(folder))


def _of_comparison(folder: Path, manifest: Mapping[str, Any], language: str) -> None:
    from experiments.commands.compare import Runner, carry_through
    from experiments.commands.compare_plan import Plan
    from experiments.commands.kept import Kept
    from experiments.commands.kept_result import ENDING
    from experiments.comparison.result import Arm

    arms = [
        Arm(name, arm.get("file", f"{name}.yaml"), _scenario(arm["scenario"]["text"]))
        for arm in manifest["arms"]
        for name in [arm["scenario"]["name"]]
    ]
    plan = Plan(
        base=arms[0],
        policies=tuple(arms[1:]),
        seed=manifest["seed"],
        replicates=manifest["replicates"],
        months=manifest["months"],
        settings=manifest["settings"],
        place=manifest["place"],
        language=language,
    )
    runner = Runner(plan, Kept(folder, ENDING), None, None)
    _all_there(folder, ENDING, [runner.key(order) for order in runner.orders(arms)], language)
    carry_through(plan, Store(folder))


def _scenario(text: str) -> Any:
    from sim.scenario import scenario_from
    from sim.scenario.source import plain_of

    return scenario_from(plain_of(text))


def _all_there(folder: Path, ending: str, keys: list[str], language: str) -> None:
    """Raises :class:`CannotRewrite` where a run would have to be simulated."""
    from experiments.commands.kept import Kept

    kept = Kept(folder, ending)
    missing = sum(kept.file(key) is None for key in keys)
    if missing:
        raise CannotRewrite(
            f"{counted(missing, 'run', 'runs')} of {len(keys):,} in {folder} cannot be used by this version: give the "
            f"command that made it again, with --language {language}"
        )


__all__ = ["CannotRewrite", "manifest_in", "rewritable", "rewrite"]
