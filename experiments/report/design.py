"""The page of a design."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments.difference_words import caution
from experiments.figures.picture import Rendered
from experiments.outcomes import BY_KEY
from experiments.report.design_words import cells_of, effect_sentence, strongest
from experiments.report.tables import Table
from experiments.report.template import fill
from experiments.wording import counted

if TYPE_CHECKING:
    from experiments.designing import DesignFindings

UNITS = {"share": "of 100", "money": "SEK"}


def design_html(found: DesignFindings, figure: Rendered, manifest: dict[str, Any], command: str) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    design = found.design
    main, joint = [], []
    for outcome in design.outcomes:
        effect, together = strongest(found, outcome), strongest(found, outcome, "interaction")
        main.append(effect_sentence(design, effect) if effect is not None else
                    f"{BY_KEY[outcome].label}: no factor makes a difference that can be told.")
        if together is not None:
            joint.append(effect_sentence(design, together))
    return fill(
        "design.html",
        [figure],
        title=design.title,
        factors=[(design.label(key), levels) for key, levels in design.levels.items()],
        cells=len(design.points),
        replicates=counted(found.replicates, "replicate", "replicates"),
        months=design.months,
        main=main,
        joint=joint,
        caution=caution(found.replicates, "replicate"),
        tables=[_table(found, outcome, kind) for outcome in design.outcomes
                for kind in ("main", "interaction")
                if any(effect.kind == kind for effect in found.effects[outcome])],
        manifest=manifest,
        command=command,
    )


def _table(found: DesignFindings, outcome: str, kind: str) -> Table:
    design, headline = found.design, BY_KEY[outcome]
    rows = []
    for effect in found.effects[outcome]:
        if effect.kind == kind:
            name = " × ".join(f"{design.label(factor)} {level}" for factor, level in effect.levels)
            rows.append([name, *cells_of(effect)])
    what = ("main effects: against the first level, averaged over all else" if kind == "main" else
            "two-way interactions: what both together do beyond what each does alone")
    unit = UNITS.get(headline.kind, headline.unit)
    return Table(f"{headline.label} [{unit}], {what}.", ["", "effect", "95 % interval", "told apart?"],
                 [("", rows)])


__all__ = ["design_html"]
