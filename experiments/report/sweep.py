"""The page of a sweep, its figures and its tables."""

from __future__ import annotations

from typing import Any, NamedTuple

from experiments.analysis import Analysis, Swept, analyse
from experiments.analysis.words import (
    caution_words,
    cautions_of,
    chance_words,
    convergence_words,
    needed_words,
    policy_words,
    ranking_words,
)
from experiments.comparison.wording import caution
from experiments.designs.words import effect_sentence, strongest
from experiments.figures.picture import Rendered
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import counted, plain, span
from experiments.report.methods import library_versions, methods
from experiments.report.sweep_files import texts
from experiments.report.sweep_tables import failures_table, tables
from experiments.report.template import fill
from sim.languages import N_, _
from sim.words import figure

KINDS = {
    "grid": N_("Factorial experiment"),
    "latin-hypercube": N_("Sweep over uncertain parameters"),
    "sobol": N_("Sweep over uncertain parameters"),
    "halton": N_("Sweep over uncertain parameters"),
    "morris": N_("Screening of parameters"),
    "sobol-indices": N_("Sensitivity analysis by variance"),
    "one-at-a-time": N_("One parameter at a time"),
    "table": N_("Sweep over a table of points"),
}


class SweepReport(NamedTuple):
    """What is made from the runs of a sweep."""

    page: str
    figures: list[Rendered]
    texts: dict[str, str]
    """CSV by file name."""
    failed: tuple[str, ...]
    """Sentences on what could not be computed, in English; the page has them in its own language."""


def report_of(swept: Swept, manifest: dict[str, Any], command: str, *, resamples: int = 300) -> SweepReport:
    """The page and the figures in the language in force, and CSV texts by file name, the same in all languages.

    ``manifest``: at least versions, seed, months, replicates, runs, started, commit and design; ``command``:
    how to make the results again.
    """
    from experiments.figures.sweep import draw_all

    found = analyse(swept, resamples=resamples)
    figures, written = draw_all(found), texts(found)
    page = sweep_html(found, figures, list(written), manifest, command)
    return SweepReport(page, figures, written, tuple(dict.fromkeys(part.words for part in found.failed)))


def sweep_html(
    found: Analysis, figures: list[Rendered], files: list[str], manifest: dict[str, Any], command: str
) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped. ``files``: its CSV files."""
    swept, design = found.swept, found.swept.design
    shown = tables(found)
    return fill(
        "sweep.html",
        figures,
        title=design.title,
        kind=_(KINDS[design.method]),
        points=counted(len(design.points), "point", "points"),
        replicates=counted(swept.replicates, "replicate", "replicates"),
        months=counted(design.months, "month", "months"),
        decides=[ranking_words(design, ranking) for ranking in found.rankings.values() if ranking.by != "effect"],
        effects=_effect_words(found),
        policies=[
            policy_words(design, one, policy) for one in found.robustness.values() for policy in one.policies[1:]
        ],
        cautions=_cautions(found),
        few=caution(swept.replicates, "replicate"),
        missing=design.runs - swept.finished - len(swept.failures),
        done=swept.finished,
        runs=design.runs,
        failures=failures_table(swept.failures),
        failed=len(swept.failures),
        paired=swept.replicates > 1,
        sampled=bool(design.sampled),
        has_levels=found.factorial is not None,
        levels=[(design.label(key), names) for key, names in design.levels.items()],
        ranges=[
            (design.label(key), span(figure(one.low), figure(one.high)), one.unit, one.path, one.log)
            for key, one in design.ranges.items()
        ],
        chance=[chance_words(key, one) for key, one in found.chance.items()],
        converged=[convergence_words(one) for steps in found.convergence.values() for one in steps],
        needed=[needed_words(one) for one in found.replicates.values()],
        dependence=[
            _(
                "{label}: a sum of curves predicts {share} of left-out points’ variance.",
                label=_(BY_KEY[key].label),
                share=plain(one.r2, 2),
            )
            for key, one in found.dependence.items()
        ],
        methods=methods(found, manifest),
        tables=shown,
        files=files,
        not_computed=list(dict.fromkeys(part.said for part in found.failed)),
        # A sweep that has not ended knows nothing yet of what it ran.
        manifest={
            "run_now": swept.finished,
            "seconds": swept.seconds,
            **manifest,
            "versions": library_versions(manifest),
        },
        command=command,
    )


def _cautions(found: Analysis) -> list[str]:
    """What keeps rankings from being final, each said once with the outcomes it is said of."""
    said: dict[tuple[str, ...], list[str]] = {}
    for outcome, ranking in found.rankings.items():
        if cautions := cautions_of(ranking):
            said.setdefault(cautions, []).append(outcome)
    of_all = len(said) == 1 and len(found.rankings) == len(next(iter(said.values())))
    return [caution_words(cautions, () if of_all else outcomes) for cautions, outcomes in said.items()]


def _told_by_futures(found: Analysis, outcome: str) -> bool:
    """Whether a level's gain over the futures excludes zero: a few replicates may not show what many futures do."""
    one = found.robustness.get(outcome)
    return one is not None and any(level.gain_low > 0.0 or level.gain_high < 0.0 for level in one.policies[1:])


def _effect_words(found: Analysis) -> list[str]:
    """The strongest main effect and interaction of levels, by outcome."""
    if found.factorial is None:
        return []
    words = []
    for outcome in found.factorial.values:
        effect = strongest(found.factorial, outcome)
        together = strongest(found.factorial, outcome, "interaction")
        if effect is not None:
            words.append(effect_sentence(found.swept.design, effect))
        elif not _told_by_futures(found, outcome):
            label = _(BY_KEY[outcome].label)
            words.append(_("{label}: no level makes a difference distinguishable from zero.", label=label))
        if together is not None:
            words.append(_("Together: {sentence}", sentence=effect_sentence(found.swept.design, together)))
    return words


__all__ = ["SweepReport", "report_of", "sweep_html"]
