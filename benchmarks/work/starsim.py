"""Starsim: as many people with the same ties, births and deaths, and one thing that spreads along the ties.

It does a small part of bygd's month (no hours, no foci, no work, no homes; ties stay as they are): what it costs is
what *that* costs in a well-made vectorised framework, a floor and no rival.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import starsim as ss

from benchmarks.work.clock import WARM_UP, arguments, timed

A_MONTH, AT_FIRST, A_THOUSAND_A_YEAR = 0.02, 0.05, 10
"""Chance of passing it on along a tie [per month], share who have it at first, births and deaths."""


class Ties(ss.Network):
    """The town's ties, each once."""

    def __init__(self, pairs: Any) -> None:
        super().__init__()
        self.pairs = pairs

    def init_post(self) -> None:
        super().init_post()
        one, other = np.asarray(self.pairs, ss.dtypes.int).T
        self.append(p1=one, p2=other, beta=np.ones(len(one), ss.dtypes.float))

    def step(self) -> None:
        """Ties stay."""


def main() -> None:
    file, months = arguments()
    data = json.loads(Path(file).read_text(encoding="utf-8"))
    simulation = ss.Sim(
        n_agents=data["people"],
        start="2010-01-01",
        dt=ss.month,
        dur=ss.months(WARM_UP + months + 1),
        networks=Ties(data["pairs"]),
        diseases=ss.SIS(beta=ss.permonth(A_MONTH), init_prev=AT_FIRST),
        demographics=[ss.Births(birth_rate=A_THOUSAND_A_YEAR), ss.Deaths(death_rate=A_THOUSAND_A_YEAR)],
        verbose=0,
    )
    simulation.init()
    timed(simulation.run_one_step, lambda: int(simulation.people.alive.sum()), months)


if __name__ == "__main__":
    main()
