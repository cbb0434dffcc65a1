"""The page of a calibration."""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.findings import Fit, Fitted, informed_words
from calibration.summary import short
from calibration.waves import percent, words_of
from experiments.figures.picture import Rendered, rendered
from experiments.outcomes.wording import counted
from experiments.report.tables import Table
from experiments.report.template import fill
from sim.words import figure


def report_of(fit: Fit, manifest: dict[str, Any], command: str) -> tuple[str, list[Rendered]]:
    """The page, one file with nothing fetched from anywhere, and its figures."""
    from calibration.figures import pictures

    figures = [rendered(picture) for picture in pictures(fit)]
    targets = fit.targets
    missed = [one for one in targets if one.verdict == "missed"]
    page = fill(
        "calibration.html",
        figures,
        title=fit.plan.title,
        parameters=counted(len(fit.plan.parameters), "parameter", "parameters"),
        targets=counted(len(targets), "target", "targets"),
        scenarios=list(fit.plan.bases),
        replicates=counted(fit.plan.replicates, "replicate", "replicates"),
        main=_main(fit),
        missed=[_missed(one) for one in missed],
        unused=[(one.target.label, one.unused) for one in targets if one.unused],
        waves=[_sentence(words_of(wave)) for wave in fit.waves],
        tables=[_targets(targets), _parameters(fit)],
        manifest=manifest,
        command=command,
    )
    return page, figures


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _main(fit: Fit) -> list[str]:
    targets, ratios = fit.targets, fit.posterior.informed
    known = sum(informed_words(float(ratio)) != "weakly informed" for ratio in ratios)
    inside = sum(one.verdict == "inside" for one in targets)
    found = [
        f"{inside} of {len(targets)} targets are inside their tolerance at the posterior’s centre.",
        f"{percent(fit.volume)} of the space of parameters is not ruled out.",
        f"The evidence informs {known} of {len(ratios)} parameters.",
    ]
    if fit.posterior.inside < 0.5:
        found.append(
            f"Only {percent(fit.posterior.inside)} of the adjusted draws lie in the region that is not "
            "ruled out: the posterior is rough."
        )
    if fit.recovery is not None:
        found.append(
            f"Of the true values of {len(fit.recovery.truth)} known sets, {100 * fit.recovery.share:.0f} % "
            "lie in their 90 % interval."
        )
    if fit.posterior.widened > 1.0:
        found.append(
            f"Fewer than nine in ten would have: the posterior is widened {figure(fit.posterior.widened, 3)}-fold "
            "about its mean, with which they do."
        )
    if fit.wrong is not None:
        found.append(
            f"When the world has a mechanism more than the model, {100 * fit.wrong.share:.0f} % of true values lie in "
            "their 90 % interval."
        )
    if fit.held:
        within = sum(one.within for one in fit.held) / len(fit.held)
        found.append(
            f"On points that no wave was trained on, {100 * within:.0f} % of the emulators’ errors lie within two "
            "standard deviations."
        )
    found += [
        f"Fitted to {' and '.join(half.seen)} alone, the figures of the others are predicted to "
        f"{figure(half.error('model'), 2)} standard deviations (a constant {figure(half.error('constant'), 2)}, a "
        f"logistic regression {figure(half.error('logistic'), 2)}; {len(half.comparable)} figures)."
        for half in fit.halves
        if half.comparable
    ]
    return found


def _missed(one: Fitted) -> str:
    return (
        f"{one.target.label}: observed {figure(one.target.value, 3)} (tolerance ±{figure(one.tolerance, 2)}), the "
        f"model says {figure(one.shown, 3)}"
    )


def _number(value: float | None) -> str:
    return "–" if value is None else figure(value, 4)


def _range(low: float, high: float) -> str:
    return "–" if short(low) is None else f"{_number(short(low))} to {_number(short(high))}"


def _targets(targets: list[Fitted]) -> Table:
    sections: dict[str, list[list[str]]] = {}
    for one in targets:
        sections.setdefault(one.target.scenario, []).append(
            [
                one.target.label,
                _number(short(one.target.value)),
                f"±{_number(short(one.tolerance, 2))}",
                _number(short(one.centre))
                + (f" ±{_number(short(one.half, 2))}" if short(one.half) is not None else ""),
                _range(*one.emulated[1:]),
                _range(*one.simulated[1:]),
                one.verdict,
            ]
        )
    head = ["", "observed", "tolerance", "at the centre", "posterior, emulated", "posterior, simulated", ""]
    return Table("Targets by the scenario they are measured in. Posterior: 5 to 95 %.", head, list(sections.items()))


def _parameters(fit: Fit) -> Table:
    low, high = np.quantile(fit.posterior.values, [0.05, 0.95], axis=0)
    centre, informed = fit.centre, fit.posterior.informed
    rows = [
        [
            one.label,
            _range(one.range.low, one.range.high),
            _number(short(centre[index])),
            _range(low[index], high[index]),
            f"{informed[index]:.2f}",
            informed_words(float(informed[index])),
        ]
        for index, one in enumerate(fit.plan.parameters)
    ]
    space = fit.plan.space
    rows += [
        [
            f"{space.told[index].label}, {country}",
            "",
            _number(short(centre[index])),
            _range(low[index], high[index]),
            "",
            "",
        ]
        for index, (_, country) in enumerate(space.own, len(fit.plan.parameters))
    ]
    return Table(
        "Parameters in their own units.",
        ["", "thought possible", "centre", "90 % interval", "posterior/prior sd", ""],
        [("", rows)],
    )


__all__ = ["report_of"]
