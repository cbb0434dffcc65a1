"""bygd: the town's months, compiled, or with ``BYGD_JIT=0`` the same kernels as plain Python."""

from __future__ import annotations

import pickle
from pathlib import Path

from benchmarks.work.clock import arguments, timed
from sim.rules import rules_of
from sim.schedule import month
from sim.town import Town


def main() -> None:
    file, months = arguments()
    scenario, state, seed = pickle.loads(Path(file).read_bytes())
    town = Town(scenario=scenario, rules=rules_of(scenario), state=state, seed=seed)
    timed(lambda: month(town), lambda: int(town.state.places.population.sum()), months)


if __name__ == "__main__":
    main()
