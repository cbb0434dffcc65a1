"""What one run leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.measures.cohorts import Retention
from sim.measures.recorder import Measures
from sim.network_sample import NetworkSample
from sim.scenario import Scenario
from sim.watching import Life
from sim.words import counted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class History:
    """What one run leaves behind."""

    scenario: Scenario
    seed: int
    months: int
    measures: Measures
    retention: Retention
    digest: str
    lives: list[Life]
    log: list[tuple[int, str]]
    """What happened to programmes and their money: (month, words)."""
    network_sample: NetworkSample
    places: list[dict[str, Any]]

    @property
    def start(self) -> str:
        return self.scenario.start

    def to_pandas(self) -> pd.DataFrame:
        """Tidy measures: month, date, place, measure, group, value.

        ``date`` is the month as a pandas period; month −1, the region before its first month, has that of the
        month before the start.
        """
        import pandas as pd

        found = self.measures.to_pandas()
        dates = pd.period_range(pd.Period(self.start, freq="M") - 1, periods=self.months + 1, freq="M")
        found.insert(1, "date", dates[found["month"].to_numpy(np.int64) + 1])
        return found

    def __repr__(self) -> str:
        last = self.scenario.date_of(self.months - 1) if self.months else self.start
        people = [place["population_end"] for place in self.places]
        before = sum(place["population_start"] for place in self.places)
        places, months = counted(len(people), "place", "places"), counted(self.months, "month", "months")
        rows, lives = counted(len(self.measures.month), "row", "rows"), counted(len(self.lives), "life", "lives")
        return (
            f"<History of {self.scenario.title!r}, seed {self.seed}: {self.start} to {last}, {months}\n"
            f"  {places}, {counted(before, 'inhabitant', 'inhabitants')} at the start, {sum(people):,} at the end\n"
            f"  {rows} of measures: to_pandas(); {lives}, digest {self.digest[:12]}>"
        )
