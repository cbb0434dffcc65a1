"""How a sweep was done, as a paragraph that an author can put into a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.analysis.analysing import Analysis
from experiments.designs import Design
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import counted, listed, years_in_words
from experiments.portrait.amounts import written_in_words
from sim.words import times

SAMPLES = {
    "grid": "every combination of their levels (full factorial, {points})",
    "latin-hypercube": "a Latin hypercube of {rows} (McKay, Beckman and Conover 1979)",
    "sobol": "{rows} of a scrambled Sobol’ sequence (Sobol’ 1967; Owen 1995)",
    "halton": "{rows} of a scrambled Halton sequence (Halton 1960; Owen 2017)",
    "morris": "{trajectories} of elementary effects (Morris 1991; μ* after Campolongo, Cariboni and "
    "Saltelli 2007), {rows} in all",
    "sobol-indices": "Saltelli’s scheme for variance-based indices (Saltelli et al. 2010) from {blocks} base "
    "points, {rows} in all",
    "one-at-a-time": "one parameter at a time, all others as in the base ({rows})",
    "table": "a table of {rows}",
}


def methods(found: Analysis, manifest: Mapping[str, Any]) -> str:
    """Model and version, parameters, design and size, replicates and seeds, statistics and software."""
    swept, design = found.swept, found.swept.design
    words = [_model(design, manifest), _sample(found), _runs(found, manifest), *_indices(found), _software(manifest)]
    if swept.failures:
        words.insert(
            3,
            f"Of {counted(design.runs, 'run', 'runs')}, {len(swept.failures):,} failed and are left out of all "
            "means; what failed is listed with the results.",
        )
    return " ".join(word for word in words if word)


def _model(design: Design, manifest: Mapping[str, Any]) -> str:
    version = manifest["versions"].get("bygd", "")
    commit = f" (commit {manifest['commit'][:12]})" if manifest.get("commit") else ""
    people = sum(place.population for place in design.base.places.values())
    outcomes = listed([BY_KEY[key].label.lower() for key in design.outcomes])
    return (
        f"We used bygd {version}{commit}, an agent-based model of newcomers and locals in small towns "
        f"whose ODD description comes with it. The base scenario has {counted(people, 'inhabitant', 'inhabitants')} "
        f"and was simulated for {years_in_words(design.months)} in monthly steps. Outcomes were {outcomes}, "
        "read at the end of the last whole year, and retention as the Kaplan–Meier share still living "
        "where they were settled." + _amounts(design)
    )


def _amounts(design: Design) -> str:
    """Of amounts written in other money than kronor, or of another year, at which rate they were taken."""
    written = written_in_words(design.base)
    return f" Of the amounts of money, {listed(written)}." if written else ""


def _sample(found: Analysis) -> str:
    design = found.swept.design
    rows, number = len(design.sample), len(design.sampled)
    blocks = rows
    if design.method == "morris":
        blocks = rows // (number + 1)
    elif design.method == "sobol-indices":
        blocks = design.settings.points or rows // (number + 2)
    text = SAMPLES[design.method].format(
        rows=counted(rows, "point", "points"),
        blocks=f"{blocks:,}",
        trajectories=counted(blocks, "trajectory", "trajectories"),
        points=counted(len(design.points), "point", "points"),
    )
    what = counted(len(design.factors), "parameter", "parameters")
    words = f"We varied {what} by {text}."
    if number and found.swept.levels:
        levels = listed(
            [
                f"{design.label(key)} ({counted(len(names), 'level', 'levels')})"
                for key, names in found.swept.levels.items()
            ]
        )
        words += (
            f" Every row was combined with every level of {levels}: {counted(len(design.points), 'point', 'points')}."
        )
    logs = sum(1 for one in design.ranges.values() if one.log) if number else 0
    if logs:
        words += f" {counted(logs, 'parameter was', 'parameters were')} spread evenly on a log scale."
    return words


def _runs(found: Analysis, manifest: Mapping[str, Any]) -> str:
    design = found.swept.design
    if design.replicates == 1:
        return f"Every point was run once, all with the same random seed (experiment seed {manifest['seed']})."
    return (
        f"Every point was run {times(design.replicates)} ({counted(design.runs, 'run', 'runs')}, experiment seed "
        f"{manifest['seed']}); replicate k used the same random numbers at all points (common random "
        "numbers), so that differences between points were taken within replicates."
    )


def _indices(found: Analysis) -> list[str]:
    words = []
    if found.screening:
        words.append(
            "Elementary effects were computed on means over replicates; 95 % intervals of μ* are "
            "Student's over trajectories."
        )
    if found.variance:
        words.append(
            "First-order and total Sobol’ indices were estimated on means over replicates (Saltelli "
            "et al. 2010; Jansen 1999) with 95 % bootstrap intervals over base points, and read "
            "against the share of variance that is left to chance in these means."
        )
    if found.pawn:
        words.append(
            "PAWN indices (Pianosi and Wagener 2015, 2018) are medians over slices of the "
            "Kolmogorov–Smirnov distance, with bootstrap intervals of the index at this number of points, which is too "
            "large when they are few; they are read against a dummy parameter."
        )
    if any(found.correlations.values()):
        words.append("Rank correlations are Spearman’s, intervals after Bonett and Wright (2000).")
    if found.tornado:
        words.append(
            "Effects of single parameters are paired differences to the first point with "
            "Student’s t intervals over replicates."
        )
    if found.factorial is not None:
        words.append(
            "Main effects and two-way interactions of levels were computed within replicates, "
            "intervals are 95 % (Student’s t over replicates)."
        )
    if found.convergence:
        words.append(
            "Indices were computed again from parts of the sample to see whether they had converged "
            "(after Sarrazin, Pianosi and Wagener 2016)."
        )
    if found.robustness:
        words.append(
            "Robustness is measured by the share of sampled futures in which a policy does better than "
            "the reference (Wilson intervals) and by its regret to the best policy in each future."
        )
    if any(one.curves for one in found.dependence.values()):
        words.append(
            "Partial dependence is that of an additive model of penalised cubic splines with "
            "bootstrap intervals, shown only where it predicts left-out points."
        )
    return words


def _software(manifest: Mapping[str, Any]) -> str:
    others = [f"{name} {version}" for name, version in library_versions(manifest).items() if name != "bygd"]
    return f"Software: {listed(others)}." if others else ""


def library_versions(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Those of the manifest and of the libraries that analyse."""
    from importlib import metadata

    found = dict(manifest["versions"])
    for library in ("scipy", "SALib", "scikit-learn"):
        if library not in found:
            try:
                found[library] = metadata.version(library)
            except metadata.PackageNotFoundError:
                continue
    return found


__all__ = ["library_versions", "methods"]
