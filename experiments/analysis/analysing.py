"""All that can be said of a sweep: each analysis where the design allows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from experiments.analysis.chance import Chance, chance_of
from experiments.analysis.convergence import Convergence, convergence
from experiments.analysis.correlation import Correlation, correlations
from experiments.analysis.dependence import Dependence, dependence
from experiments.analysis.factorial import DesignFindings, design_findings, largest_effects
from experiments.analysis.pawn import Pawn, pawn
from experiments.analysis.ranking import Ranking, convergence_of, ranked
from experiments.analysis.replicates import Replicates, replicates_needed
from experiments.analysis.robustness import Robustness, robustness
from experiments.analysis.screening import Screening, screening
from experiments.analysis.swept import Swept
from experiments.analysis.tornado import Bar, tornado
from experiments.analysis.variance import Variance, variance
from experiments.attempts import FailedPart, attempt
from experiments.outcomes.outcome import BY_KEY
from sim.languages import N_

Result = TypeVar("Result")
CURVES = 4
"""Leading factors whose curves are drawn, by outcome."""


@dataclass(frozen=True)
class Analysis:
    """By outcome; an outcome is missing where its analysis does not suit the design, lacks runs or failed."""

    swept: Swept
    chance: dict[str, Chance] = field(default_factory=dict)
    screening: dict[str, Screening] = field(default_factory=dict)
    variance: dict[str, Variance] = field(default_factory=dict)
    pawn: dict[str, Pawn] = field(default_factory=dict)
    correlations: dict[str, tuple[Correlation, ...]] = field(default_factory=dict)
    tornado: dict[str, tuple[Bar, ...]] = field(default_factory=dict)
    convergence: dict[str, tuple[Convergence, ...]] = field(default_factory=dict)
    dependence: dict[str, Dependence] = field(default_factory=dict)
    robustness: dict[str, Robustness] = field(default_factory=dict)
    replicates: dict[str, Replicates] = field(default_factory=dict)
    rankings: dict[str, Ranking] = field(default_factory=dict)
    factorial: DesignFindings | None = None
    failed: list[FailedPart] = field(default_factory=list)
    """What could not be computed, and later what could not be drawn or set as a table."""


def analyse(swept: Swept, *, resamples: int = 300, curves: bool = True) -> Analysis:
    """Every analysis of every outcome of the design; one that fails is in ``failed``, and the others go on.

    ``resamples``: of each bootstrap; ``curves``: whether surrogates are fitted, which takes longest. The
    same sweep gives the same numbers.
    """
    failed: list[FailedPart] = []
    found = Analysis(
        swept, failed=failed, factorial=attempt(failed, N_("Effects of levels"), "", lambda: design_findings(swept))
    )
    for outcome in swept.outcomes:
        _of_outcome(found, outcome, resamples, curves)
    return found


def _of_outcome(found: Analysis, outcome: str, resamples: int, curves: bool) -> None:
    swept, label = found.swept, BY_KEY[outcome].label
    sampled = bool(swept.design.sampled)

    def keep(where: dict[str, Result], part: str, work: Callable[[], Result | None]) -> None:
        if (result := attempt(found.failed, part, label, work)) is not None:
            where[outcome] = result

    keep(found.chance, N_("The split of the variance"), lambda: chance_of(swept.values[outcome]))
    keep(found.replicates, N_("The number of replicates needed"), lambda: replicates_needed(swept, outcome))
    if swept.method == "one-at-a-time":
        keep(found.tornado, N_("Effects of single parameters"), lambda: tornado(swept, outcome))
    elif swept.method == "table" or sampled:
        if swept.method == "morris":
            keep(found.screening, N_("Elementary effects"), lambda: screening(swept, outcome, resamples=resamples))
        if swept.method == "sobol-indices":
            keep(found.variance, N_("Sobol’ indices"), lambda: variance(swept, outcome, resamples=resamples))
        keep(found.pawn, N_("PAWN indices"), lambda: pawn(swept, outcome, resamples=resamples))
        if outcome not in found.screening and outcome not in found.variance:
            keep(found.correlations, N_("Rank correlations"), lambda: correlations(swept, outcome))
        if sampled:
            keep(
                found.convergence,
                N_("Convergence"),
                lambda: convergence(swept, outcome, resamples=max(20, resamples // 3)) or None,
            )
        keep(found.robustness, N_("Robustness"), lambda: robustness(swept, outcome))
    keep(found.rankings, N_("The ranking of parameters"), lambda: ranking_of(found, outcome))
    ranking = found.rankings.get(outcome)
    if ranking and curves and sampled and swept.method != "one-at-a-time":
        leading = [one.factor for one in ranking.factors if one.standing != "indistinguishable"][:CURVES]
        keep(
            found.dependence,
            N_("Partial dependence"),
            lambda: dependence(swept, outcome, leading, resamples=min(resamples, 200)),
        )


def ranking_of(found: Analysis, outcome: str) -> Ranking | None:
    """By the most informative index there is for the outcome; None where there is none."""
    steps = found.convergence.get(outcome, ())
    if one := found.variance.get(outcome):
        return ranked(outcome, "ST", one.total, one.chance.floor, convergence_of("ST", steps))
    if two := found.screening.get(outcome):
        return ranked(outcome, "μ*", two.indices, two.floor, convergence_of("μ*", steps))
    if three := found.pawn.get(outcome):
        return ranked(
            outcome,
            "PAWN",
            three.indices,
            three.floor,
            convergence_of("PAWN", steps),
            [pair.factor for pair in found.correlations.get(outcome, ()) if pair.sure],
        )
    if bars := found.tornado.get(outcome):
        return ranked(outcome, "step", [bar.size for bar in bars])
    if pairs := found.correlations.get(outcome):
        return ranked(outcome, "ρ", [pair.size for pair in pairs])
    if found.factorial is not None and (sizes := largest_effects(found.factorial, outcome)):
        return ranked(outcome, "effect", sizes)
    return None


__all__ = ["Analysis", "analyse", "ranking_of"]
