"""Figures of one history for a notebook: ``history.plot.retention()`` gives a Matplotlib figure.

They are those of the report. Matplotlib is imported with the first of them, and the notebook's own settings
are left as they are. ``sim`` knows nothing of figures: ``bygd`` gives its histories the attribute ``plot``.
"""

from __future__ import annotations

import importlib
from functools import cached_property
from typing import TYPE_CHECKING

from sim.words import counted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.outcomes.findings import Findings
    from sim.history import History


class Plots:
    """Figures of ``history``; each method draws one anew and returns it.

    A single run has no intervals: for them run a scenario several times (``bygd run``).
    """

    def __init__(self, history: History) -> None:
        self.history = history

    @cached_property
    def findings(self) -> Findings:
        """What the history comes to, as figures take it."""
        from experiments.outcomes.findings import findings_of, panels_of
        from experiments.workers.run import Outcome, Run

        history = self.history
        run = Run(history.scenario.digest(), (), history.seed, history.months)
        outcomes = [Outcome(run, history)]
        return findings_of(history.scenario, outcomes, panels_of(outcomes))

    def retention(self) -> Figure:
        """Who stays: Kaplan–Meier curves of those who arrived during the run, by family."""
        return self._drawn("retention")

    def ties(self) -> Figure:
        """Local friends of newcomers by years since arrival, and those without any."""
        return self._drawn("ties")

    def employment(self) -> Figure:
        """Newcomers in work by years since arrival, by sex and schooling."""
        return self._drawn("employment")

    def population(self) -> Figure:
        """Inhabitants, newcomers and ages by year."""
        return self._drawn("population")

    def clubs(self) -> Figure:
        """Clubs that are open, their members, and what happened to them."""
        return self._drawn("clubs")

    def programmes(self) -> Figure:
        """Who takes part in programmes and who waits. Raises ``ValueError`` where there are none."""
        return self._drawn("programmes")

    def money(self) -> Figure:
        """What programmes and posts cost each year and who pays.

        Raises ``ValueError`` where nothing is spent.
        """
        return self._drawn("money")

    def region_map(self) -> Figure:
        """Places with their inhabitants and newcomers."""
        return self._drawn("region_map")

    def network(self) -> Figure:
        """A piece of the network of friends in the last month."""
        return self._drawn("network")

    def _drawn(self, name: str) -> Figure:
        from experiments.figures import shown

        if name not in shown(self.findings):
            raise ValueError(f"this history has nothing to draw of {name}; there are {', '.join(shown(self.findings))}")
        import matplotlib as mpl

        with mpl.rc_context():  # the figures' own settings, for as long as they are drawn
            figure: Figure = importlib.import_module(f"experiments.figures.{name}").draw(self.findings).figure
        return figure

    def __repr__(self) -> str:
        return f"<figures of a history of {counted(self.history.months, 'month', 'months')}>"


def install() -> None:
    """Give histories the attribute ``plot``."""
    from sim.history import History

    if not hasattr(History, "plot"):
        History.plot = property(Plots)  # type: ignore[attr-defined]


__all__ = ["Plots", "install"]
