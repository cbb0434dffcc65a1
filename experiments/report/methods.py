"""How a sweep was done, as a paragraph that an author can put into a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.analysis.analysing import Analysis
from experiments.designs import Design
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import counted, listed, years_in_words
from experiments.portrait.amounts import written_in_words
from sim.languages import N_, _, localised, ngettext
from sim.words import lower_first, times

SAMPLES = {
    "grid": N_("We varied {parameters} by every combination of their levels (full factorial, {points})."),
    "latin-hypercube": N_("We varied {parameters} by a Latin hypercube of {rows} (McKay, Beckman and Conover 1979)."),
    "sobol": N_("We varied {parameters} by {rows} of a scrambled Sobol’ sequence (Sobol’ 1967; Owen 1995)."),
    "halton": N_("We varied {parameters} by {rows} of a scrambled Halton sequence (Halton 1960; Owen 2017)."),
    "morris": N_(
        "We varied {parameters} by {trajectories} of elementary effects (Morris 1991; μ* after Campolongo, Cariboni "
        "and Saltelli 2007), {rows} in all."
    ),
    "sobol-indices": N_(
        "We varied {parameters} by Saltelli’s scheme for variance-based indices (Saltelli et al. 2010) from {blocks} "
        "base points, {rows} in all."
    ),
    "one-at-a-time": N_("We varied {parameters} by one parameter at a time, all others as in the base ({rows})."),
    "table": N_("We varied {parameters} by a table of {rows}."),
}


def methods(found: Analysis, manifest: Mapping[str, Any]) -> str:
    """Model and version, parameters, design and size, replicates and seeds, statistics and software."""
    swept, design = found.swept, found.swept.design
    words = [_model(design, manifest), _sample(found), _runs(found, manifest), *_indices(found), _software(manifest)]
    if swept.failures:
        failed = len(swept.failures)
        words.insert(
            3,
            ngettext(
                "Of {runs}, {failed} failed and are left out of all means; what failed is listed with the results.",
                "Of {runs}, {failed} failed and are left out of all means; what failed is listed with the results.",
                failed,
                runs=counted(design.runs, "run", "runs"),
                failed=localised(f"{failed:,}"),
            ),
        )
    return " ".join(word for word in words if word)


def _model(design: Design, manifest: Mapping[str, Any]) -> str:
    version = manifest["versions"].get("bygd", "")
    commit = f" (commit {manifest['commit'][:12]})" if manifest.get("commit") else ""
    people = sum(place.population for place in design.base.places.values())
    words = _(
        "We used bygd {version}, an agent-based model of newcomers and locals in small towns whose ODD description "
        "comes with it. The base scenario has {people} and was simulated for {duration} in monthly steps. Outcomes "
        "were {outcomes}, read at the end of the last whole year, and retention as the Kaplan–Meier share still living "
        "where they were settled.",
        version=f"{version}{commit}",
        people=counted(people, "inhabitant", "inhabitants"),
        duration=years_in_words(design.months),
        outcomes=listed([lower_first(_(BY_KEY[key].label)) for key in design.outcomes]),
    )
    if written := written_in_words(design.base):
        words += " " + _("Of the amounts of money, {amounts}.", amounts=listed(written))
    return words


def _sample(found: Analysis) -> str:
    design = found.swept.design
    rows, number = len(design.sample), len(design.sampled)
    blocks = rows
    if design.method == "morris":
        blocks = rows // (number + 1)
    elif design.method == "sobol-indices":
        blocks = design.settings.points or rows // (number + 2)
    points = counted(len(design.points), "point", "points")
    words = [
        _(
            SAMPLES[design.method],
            parameters=counted(len(design.factors), "parameter", "parameters"),
            rows=counted(rows, "point", "points"),
            blocks=localised(f"{blocks:,}"),
            trajectories=counted(blocks, "trajectory", "trajectories"),
            points=points,
        )
    ]
    if number and found.swept.levels:
        numbers = {key: counted(len(names), "level", "levels") for key, names in found.swept.levels.items()}
        levels = listed([f"{design.label(key)} ({number})" for key, number in numbers.items()])
        words.append(_("Every row was combined with every level of {levels}: {points}.", levels=levels, points=points))
    logs = sum(1 for one in design.ranges.values() if one.log) if number else 0
    if logs:
        words.append(
            ngettext(
                "{number} parameter was spread evenly on a log scale.",
                "{number} parameters were spread evenly on a log scale.",
                logs,
                number=localised(f"{logs:,}"),
            )
        )
    return " ".join(words)


def _runs(found: Analysis, manifest: Mapping[str, Any]) -> str:
    design = found.swept.design
    if design.replicates == 1:
        return _(
            "Every point was run once, all with the same random seed (experiment seed {seed}).", seed=manifest["seed"]
        )
    return _(
        "Every point was run {times} ({runs}, experiment seed {seed}); replicate k used the same random numbers at all "
        "points (common random numbers), so that differences between points were taken within replicates.",
        times=times(design.replicates),
        runs=counted(design.runs, "run", "runs"),
        seed=manifest["seed"],
    )


def _indices(found: Analysis) -> list[str]:
    words = []
    if found.screening:
        words.append(
            _(
                "Elementary effects were computed on means over replicates; 95 % intervals of μ* are Student's over "
                "trajectories."
            )
        )
    if found.variance:
        words.append(
            _(
                "First-order and total Sobol’ indices were estimated on means over replicates (Saltelli et al. 2010; "
                "Jansen 1999) with 95 % bootstrap intervals over base points, and read against the share of variance "
                "that is left to chance in these means."
            )
        )
    if found.pawn:
        words.append(
            _(
                "PAWN indices (Pianosi and Wagener 2015, 2018) are medians over slices of the Kolmogorov–Smirnov "
                "distance, with bootstrap intervals of the index at this number of points, which is too large when "
                "they are few; they are read against a dummy parameter."
            )
        )
    if any(found.correlations.values()):
        words.append(_("Rank correlations are Spearman’s, intervals after Bonett and Wright (2000)."))
    if found.tornado:
        words.append(
            _(
                "Effects of single parameters are paired differences to the first point with Student’s t intervals "
                "over replicates."
            )
        )
    if found.factorial is not None:
        words.append(
            _(
                "Main effects and two-way interactions of levels were computed within replicates, intervals are 95 % "
                "(Student’s t over replicates)."
            )
        )
    if found.convergence:
        words.append(
            _(
                "Indices were computed again from parts of the sample to see whether they had converged (after "
                "Sarrazin, Pianosi and Wagener 2016)."
            )
        )
    if found.robustness:
        words.append(
            _(
                "Robustness is measured by the share of sampled futures in which a policy does better than the "
                "reference (Wilson intervals) and by its regret to the best policy in each future."
            )
        )
    if any(one.curves for one in found.dependence.values()):
        words.append(
            _(
                "Partial dependence is that of an additive model of penalised cubic splines with bootstrap intervals, "
                "shown only where it predicts left-out points."
            )
        )
    return words


def _software(manifest: Mapping[str, Any]) -> str:
    others = [f"{name} {version}" for name, version in library_versions(manifest).items() if name != "bygd"]
    return _("Software: {programs}.", programs=listed(others)) if others else ""


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
