"""All that can be said of a sweep: each analysis where the design allows it."""

from __future__ import annotations

from dataclasses import dataclass, field

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

CURVES = 4
"""Leading factors whose curves are drawn, by outcome."""


@dataclass(frozen=True)
class Analysis:
    """By outcome; an outcome is missing where its analysis does not suit the design or lacks runs."""

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


def analyse(swept: Swept, *, resamples: int = 300, curves: bool = True) -> Analysis:
    """Every analysis of every outcome of the design.

    ``resamples``: of each bootstrap; ``curves``: whether surrogates are fitted, which takes longest. The
    same sweep gives the same numbers.
    """
    found = Analysis(swept, factorial=design_findings(swept))
    sampled = bool(swept.design.sampled)
    for outcome in swept.outcomes:
        found.chance[outcome] = chance_of(swept.values[outcome])
        found.replicates[outcome] = replicates_needed(swept, outcome)
        if swept.method == "one-at-a-time":
            found.tornado[outcome] = tornado(swept, outcome)
        elif swept.method == "table":
            found.correlations[outcome] = correlations(swept, outcome)
            if futures := robustness(swept, outcome):
                found.robustness[outcome] = futures
        elif sampled:
            _of_sample(found, outcome, resamples)
        if ranking := ranking_of(found, outcome):
            found.rankings[outcome] = ranking
            leading = [one.factor for one in ranking.factors if one.standing != "indistinguishable"][:CURVES]
            if not curves or not sampled or swept.method == "one-at-a-time":
                continue
            if smooth := dependence(swept, outcome, leading, resamples=min(resamples, 200)):
                found.dependence[outcome] = smooth
    return found


def _of_sample(found: Analysis, outcome: str, resamples: int) -> None:
    swept = found.swept
    if swept.method == "morris" and (one := screening(swept, outcome, resamples=resamples)):
        found.screening[outcome] = one
    if swept.method == "sobol-indices" and (two := variance(swept, outcome, resamples=resamples)):
        found.variance[outcome] = two
    if three := pawn(swept, outcome, resamples=resamples):
        found.pawn[outcome] = three
    if outcome not in found.screening and outcome not in found.variance:
        found.correlations[outcome] = correlations(swept, outcome)
    if steps := convergence(swept, outcome, resamples=max(20, resamples // 3)):
        found.convergence[outcome] = steps
    if futures := robustness(swept, outcome):
        found.robustness[outcome] = futures


def ranking_of(found: Analysis, outcome: str) -> Ranking | None:
    """By the most telling index there is for the outcome; None where there is none."""
    steps = found.convergence.get(outcome, ())
    if one := found.variance.get(outcome):
        return ranked(outcome, "ST", one.total, one.chance.floor, convergence_of("ST", steps))
    if two := found.screening.get(outcome):
        return ranked(outcome, "μ*", two.indices, two.floor, convergence_of("μ*", steps))
    if three := found.pawn.get(outcome):
        return ranked(outcome, "PAWN", three.indices, three.floor, convergence_of("PAWN", steps),
                      [pair.factor for pair in found.correlations.get(outcome, ()) if pair.sure])
    if bars := found.tornado.get(outcome):
        return ranked(outcome, "step", [bar.size for bar in bars])
    if pairs := found.correlations.get(outcome):
        return ranked(outcome, "ρ", [pair.size for pair in pairs])
    if found.factorial is not None and (sizes := largest_effects(found.factorial, outcome)):
        return ranked(outcome, "effect", sizes)
    return None


__all__ = ["Analysis", "analyse", "ranking_of"]
