"""What validation writes: a table to compute with, and a page to read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from calibration.patterns import CONTRADICTED, HOLDS, NONE, UNTOLD
from calibration.validation.table import NOT_TESTED, Row
from calibration.validation.turns import NEAR, Moved, Turn
from experiments.spreadsheets import csv_text
from sim.version import FITTED_TO, MODEL, has_posterior, is_fitted
from sim.words import counted, figure

VERDICTS = (HOLDS, CONTRADICTED, NONE, UNTOLD)


def csv_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of equal keys as CSV, numbers with all their digits, nothing for what is missing."""
    if not rows:
        return ""
    head = list(rows[0])
    return csv_text(head, ([row[key] for key in head] for row in rows), digits=None)


def page_of(
    rows: Sequence[Row], rivals: Sequence[Turn], ablated: Sequence[Turn], moved: Sequence[Moved], pairs: int
) -> str:
    """Everything found, in Markdown."""
    parts = ["# Validation", "", opening(rows, pairs), "", *([fit_words(), ""] if fit_words() else [])]
    parts += patterns_table(rows)
    if rivals:
        words = "Either setting of each rival, all else alike. Shown is what turns."
        parts += ["", "## Rivals", "", words, "", *turns_table(rivals)]
    if ablated or moved:
        parts += [
            "",
            "## Ablations",
            "",
            "One mechanism off at a time. Shown is what turns.",
            "",
            *turns_table(ablated),
            "",
            *moved_table(moved),
        ]
    return "\n".join(parts) + "\n"


def fit_words() -> str:
    """That the defaults, with which patterns are simulated, are of no fit of this model; empty where they are."""
    if is_fitted():
        return ""
    if has_posterior():
        return (
            "Patterns are simulated with the defaults, which are the centre of a posterior that was fitted to model "
            f"{FITTED_TO}, or come from sources; the posterior of the model as it is now (model {MODEL}) is not "
            "used here."
        )
    return (
        f"The model as it is now (model {MODEL}) is not fitted yet: its defaults are the centre of a posterior that "
        f"was fitted to model {FITTED_TO}, or come from sources."
    )


def opening(rows: Sequence[Row], pairs: int) -> str:
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in (*VERDICTS, NOT_TESTED)}
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    return (
        f"Evidence the model was not fitted to, in up to {counted(pairs, 'pair', 'pairs')} of runs with common "
        f"random numbers: {verdicts}. Intervals are those of the mean over the pairs, 95 % over all looks at the runs "
        "together; a claim holds where its interval lies wholly on the claimed side, is contradicted where it lies "
        "wholly on the other, and an effect is practically none where it lies wholly within the smallest difference "
        "worth telling."
    )


def patterns_table(rows: Sequence[Row]) -> list[str]:
    lines = ["| pattern | source | model | pairs | verdict |", "|---|---|---|---|---|"]
    for row in rows:
        said = row.model if row.finding is not None else row.note
        note = f" *{row.note}*" if row.finding is not None and row.note else ""
        pairs = str(row.finding.pairs) if row.finding is not None else ""
        cells = [f"{row.says}{note}", f"{row.source} ({row.grade})", said, pairs, f"{row.verdict}{row.open_words}"]
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return lines


def turns_table(found: Sequence[Turn]) -> list[str]:
    """Settings and the claims they turn; settings that turn nothing are named too."""
    lines = ["| setting | pattern | by default | with it |", "|---|---|---|---|"]
    for setting in dict.fromkeys(turn.setting for turn in found):
        these = [turn for turn in found if turn.setting == setting]
        turned = [turn for turn in these if turn.turned]
        for turn in turned:
            before, then = ("; ".join(claim.in_words() for claim in side) for side in zip(*turn.claims, strict=True))
            lines.append(
                f"| `{setting}` | {turn.pattern} | {turn.before.verdict}: {_cell(before)} | "
                f"{turn.after.verdict}: {_cell(then)} |"
            )
        if not turned:
            lines.append(f"| `{setting}` | none of {len(these)} | | |")
    return lines


def moved_table(found: Sequence[Moved]) -> list[str]:
    lines = [
        f"Targets that were within {figure(NEAR)} deviations of their tolerance and are not any more:",
        "",
        "| setting | target | evidence | by default | with it |",
        "|---|---|---|---|---|",
    ]
    for setting in dict.fromkeys(one.setting for one in found):
        these = [one for one in found if one.setting == setting]
        broken = [one for one in these if one.broken]
        lines += [
            f"| `{setting}` | {one.target.label} | {figure(one.target.value)} ± {figure(one.target.tolerance, 2)} | "
            f"{figure(one.before, 3)} | {_number(one.after)} |"
            for one in broken
        ]
        if not broken:
            lines.append(f"| `{setting}` | none of {len(these)} | | | |")
    return lines


def _number(value: float) -> str:
    return "–" if math.isnan(value) else figure(value, 3)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


__all__ = ["csv_of", "fit_words", "page_of"]
