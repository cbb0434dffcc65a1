"""A comparison as a page takes it: carried out in a process of its own (:mod:`bygd.web.own_process`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.web.background import Teller
from bygd.web.markup import InEnglish
from bygd.web.own_process import News, in_own_process
from sim.languages import _, language

if TYPE_CHECKING:
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import Comparison, Versus
    from experiments.figures.picture import Rendered
    from experiments.report.comparison import Section
    from experiments.report.tables import Table
    from experiments.workers.worker import Simulate


@dataclass(frozen=True)
class Shown:
    """A figure as a page takes it."""

    name: str
    title: str
    reading: str
    alt: str
    svg: str


@dataclass(frozen=True)
class Compared:
    """What a comparison found; its files stand in the folder it was given."""

    base: str
    sections: tuple[Section, ...]
    """Of each policy against the base: leads, sentences, costs, table and changes."""
    verdicts: tuple[str, ...]
    """Of each policy, whether it worked, in a sentence."""
    ranking: Table | None
    """The policies by rank; None where there is one."""
    notes: tuple[str, ...]
    """How money was made equal, and which sets of parameters were simulated."""
    figures: tuple[Shown, ...]
    pairs: int
    failures: tuple[str, ...]
    run_seconds: float
    """What a run took on average [s]."""
    command: str
    files: dict[str, str]
    """Scenario files that reproduce it, text by name: A first."""

    @property
    def section(self) -> Section:
        """Of the first policy."""
        return self.sections[0]


def compare(plan: Plan, folder: Path, teller: Teller, simulate: Simulate | None = None) -> Compared:
    """Carry ``plan`` through in a process of its own, results into ``folder``.

    Raises :class:`~bygd.web.background.Refused` with the reason where nothing came of it, and ``Cancelled`` where
    ``teller`` does; either way the process and its workers are gone then. ``simulate`` stands in for the model (tests).
    """
    found: Compared = in_own_process("bygd-compare", _carried, (plan, simulate), plan.months, folder, teller)
    return found


def _carried(asked: tuple[Plan, Simulate | None], folder: Path, news: News) -> Compared:
    from bygd.cli.mapped import map_of_difference
    from bygd.web.comparison_setup import files_of
    from experiments.commands.compare import carry_through
    from experiments.commands.store import Store
    from experiments.comparison.verdict import verdict
    from experiments.report.comparison import ranking_table, section_of
    from experiments.workers.limits import limits_here

    plan, simulate = asked
    plan = replace(plan, language=language())
    kept: list[tuple[Comparison, Sequence[Rendered]]] = []
    if simulate is None:
        plan = replace(plan, limits=limits_here(None, None, plan.jobs))
    store = Store(folder)
    store.claim()
    outcomes = carry_through(
        plan,
        store,
        bar=lambda words, todo, done: news.bar(words if plan.pot is not None else "", todo, done),
        say=news.words,
        simulate=simulate,
        shown=lambda comparison, figures: kept.append((comparison, figures)),
        mapped=map_of_difference,
    )
    comparison, figures = kept[0]
    done = [outcome for outcome in outcomes if not outcome.failed]
    return Compared(
        comparison.base,
        tuple(_section(section_of(policy, comparison), policy) for policy in comparison.policies),
        tuple(verdict(policy) for policy in comparison.policies),
        ranking_table(comparison),
        (*comparison.notes, *([_("Simulated with {sets}.", sets=comparison.drawn)] if comparison.drawn else [])),
        tuple(Shown(one.name, one.title, one.reading, one.alt, one.svg) for one in figures),
        comparison.pairs,
        tuple(
            _("run {number} at {stage}: {error}", number=one.run.replicate + 1, stage=one.stage, error=one.error)
            for one in outcomes
            if one.failed
        ),
        sum(one.seconds for one in done) / max(1, len(done)),
        plan.command(),
        files_of(plan),
    )


def _section(section: Section, policy: Versus) -> Section:
    """With what the scenario says of its grants marked as English."""
    return replace(section, costs=[InEnglish(one) if one in policy.grants else one for one in section.costs])


__all__ = ["Compared", "Shown", "compare"]
