"""Which factors decide an outcome: every index with its interval, ranked, what chance alone can do shaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.analysis.analysing import Analysis
from experiments.analysis.ranking import Ranked, Ranking
from experiments.analysis.swept import Index
from experiments.analysis.words import ranking_words
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines, scale_of, short_of, unit_of
from experiments.outcomes.outcome import BY_KEY
from sim.languages import N_, _, ngettext
from sim.words import figure

MOST = 15
"""Factors with a row of their own; the others share one, at the largest of them."""
ROW, HEAD, FOOT = 0.205, 0.3, 0.62
"""Inches: a row, what stands above a chart and below it."""
TOP, LEFT, LETTERS = 0.85, 0.375, 40
COLORS = {"decides": style.VERMILION, "matters": style.BLUE, "indistinguishable": style.GREY}
KEY = (
    (N_("decides"), style.VERMILION),
    (N_("matters less"), style.BLUE),
    (N_("indistinguishable from zero"), style.GREY),
)


class Rows(NamedTuple):
    """The factors of one chart from the top down."""

    shown: tuple[Ranked, ...]
    others: tuple[Ranked, ...]

    @property
    def height(self) -> int:
        return len(self.shown) + bool(self.others)

    @property
    def lines(self) -> list[Ranked]:
        """With one line for the others: the largest of them."""
        return [*self.shown, *self.others[:1]]


def draw(found: Analysis) -> Picture | None:
    """One block an outcome; None where nothing is ranked by an index of a sample."""
    outcomes = [key for key, ranking in found.rankings.items() if ranking.by in PAGES]
    if not outcomes:
        return None
    page = PAGES[found.rankings[outcomes[0]].by]
    rows = {key: rows_of(found.rankings[key]) for key in outcomes}
    counts = [rows[key].height for key in outcomes]
    height = TOP + sum(ROW * count + HEAD + FOOT for count in counts) + 0.12
    two = page.right is not None
    figure, grid = style.new_sheet(
        height,
        len(outcomes),
        1 + two,
        _("Which parameters decide"),
        "",
        _(page.foot),
        left=LEFT,
        right=0.975,
        wspace=0.09,
        width_ratios=[2.2, 1][: 1 + two],
    )
    top = height - TOP
    for line, key in zip(grid, outcomes, strict=True):
        tall = ROW * rows[key].height
        for axes in line:
            box = axes.get_position()
            axes.set_position((box.x0, (top - HEAD - tall) / height, box.width, tall / height))
        top -= tall + HEAD + FOOT
        figure.text(
            style.MARGIN,
            (top + tall + HEAD + FOOT - 0.12) / height,
            short_of(BY_KEY[key]),
            fontsize=9.5,
            fontweight="bold",
            va="center",
        )
        _block(found, key, rows[key], line, page)
    style.legend(figure, [(_(name), color) for name, color in KEY])
    design = found.swept.design
    words = " ".join(ranking_words(design, found.rankings[key]) for key in outcomes)
    return Picture(page.name, _("Which parameters decide"), figure, words, _(page.alt, reading=words))


def rows_of(ranking: Ranking) -> Rows:
    spare = len(ranking.factors) - MOST
    kept = len(ranking.factors) if spare <= 1 else MOST
    return Rows(ranking.factors[:kept], ranking.factors[kept:])


def _block(found: Analysis, key: str, rows: Rows, line: Sequence[Any], page: Page) -> None:
    design = found.swept.design
    names = [_clipped(design.label(one.factor)) for one in rows.shown]
    if rows.others:
        more = len(rows.others)
        names.append(ngettext("largest of the {number} others", "largest of the {number} others", more, number=more))
    for axes in line:
        axes.set_ylim(rows.height - 0.4, -0.6)
        axes.set_yticks(range(rows.height), names if axes is line[0] else [""] * rows.height)
        axes.grid(True, axis="x")
        axes.grid(False, axis="y")
        axes.tick_params(axis="y", length=0)
    for label, one in zip(line[0].get_yticklabels(), rows.lines, strict=True):
        label.set_color(style.MUTED if one.standing == "indistinguishable" else style.INK)
        label.set_fontweight("bold" if one.standing == "decides" else "normal")
    page.left(found, key, rows, line[0])
    if page.right is not None:
        page.right(found, key, rows, line[1])
    for axes in line:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5 if axes is line[0] else 3, steps=style.STEPS))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, __: figure(value, 10)))


def _clipped(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1].rstrip()}…"


def _bars(axes: Any, rows: Rows, scale: float = 1.0, floor: float = 0.0) -> None:
    for index, one in enumerate(rows.lines):
        color = COLORS[one.standing]
        axes.barh(index, scale * one.value, height=0.62, color=color, alpha=0.85, linewidth=0)
        axes.plot([scale * one.low, scale * one.high], [index, index], color=style.INK, linewidth=1.3)
    _floor(axes, scale * floor)
    axes.set_xlim(0, 1.04 * scale * max([one.high for one in rows.lines] + [floor]) or 1)


def _floor(axes: Any, floor: float) -> None:
    if floor > 0:
        axes.axvspan(0, floor, color=style.SHADE, alpha=0.35, linewidth=0, zorder=0.5)


def _dots(
    axes: Any, rows: Rows, indices: Sequence[Index], floor: float = 0.0, hollow: bool = False, shift: float = 0.0
) -> None:
    by_factor = {one.factor: one for one in indices}
    for index, ranked in enumerate(rows.lines):
        if (one := by_factor.get(ranked.factor)) is None:
            continue
        color = COLORS[ranked.standing]
        axes.plot([one.low, one.high], [index + shift] * 2, color=color, linewidth=1.8, alpha=0.75)
        axes.plot(
            [one.value],
            [index + shift],
            "o",
            markersize=5,
            color=color,
            markeredgewidth=1.4,
            markerfacecolor=style.PAPER if hollow else color,
        )
    _floor(axes, floor)


def _mu_star(found: Analysis, key: str, rows: Rows, axes: Any) -> None:
    headline = BY_KEY[key]
    _bars(axes, rows, scale_of(headline), found.screening[key].floor)
    axes.set_xlabel(in_lines(_("μ*: mean effect over the parameter’s range [{unit}]", unit=unit_of(headline)), 58))


def _sigma(found: Analysis, key: str, rows: Rows, axes: Any) -> None:
    effects = {one.factor: one for one in found.screening[key].effects}
    for index, ranked in enumerate(rows.lines):
        one = effects[ranked.factor]
        if one.mu_star > 0 and ranked.standing != "indistinguishable":
            axes.plot(
                [one.sigma / one.mu_star], [index], "o", markersize=5, color=COLORS[ranked.standing], markeredgewidth=0
            )
    axes.axvline(1, color=style.MUTED, linewidth=0.8, linestyle=(0, (3, 2)))
    axes.set_xlim(0, max(1.5, axes.get_xlim()[1]))
    axes.set_xlabel(_("σ / μ*: bends or interacts"))


def _shares(found: Analysis, key: str, rows: Rows, axes: Any) -> None:
    one = found.variance[key]
    _dots(axes, rows, one.total, one.chance.floor, shift=0.14)
    _dots(axes, rows, one.first, hollow=True, shift=-0.14)
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.set_xlim(min(-0.02, axes.get_xlim()[0]), max(axes.get_xlim()[1], 0.2))
    axes.set_xlabel(_("share of the variance: ○ alone (S1)   ● with interactions (ST)"))


def _pawn(found: Analysis, key: str, rows: Rows, axes: Any) -> None:
    if (one := found.pawn.get(key)) is None:
        style.nothing(axes, _("too few points\nfor PAWN"))
        return
    _dots(axes, rows, one.indices, one.floor)
    axes.set_xlim(0, max(axes.get_xlim()[1], 0.2))
    axes.set_xlabel(_("PAWN: shift of distribution"))


def _rho(found: Analysis, key: str, rows: Rows, axes: Any) -> None:
    indices = [Index(*one) for one in found.correlations.get(key, ())]
    _dots(axes, rows, indices)
    axes.axvline(0, color=style.INK, linewidth=0.8)
    reach = max((max(-one.low, one.high) for one in indices), default=1.0)
    axes.set_xlim(-min(1.0, 1.05 * reach), min(1.0, 1.05 * reach))
    axes.set_xlabel(_("rank correlation ρ"))


class Page(NamedTuple):
    """How a kind of index is drawn."""

    name: str
    left: Callable[[Analysis, str, Rows, Any], None]
    right: Callable[[Analysis, str, Rows, Any], None] | None
    foot: str
    alt: str
    """What the figure is, with {reading} for what it shows."""


PAGES = {
    "μ*": Page(
        "screening",
        _mu_star,
        _sigma,
        N_(
            "Bars: μ*; lines: 95 % intervals over trajectories. Shaded: what chance alone can do. σ/μ* near 0: a "
            "straight line; above 1: it bends or interacts."
        ),
        N_(
            "For each outcome, parameters from the most to the least influential by Morris’s μ*, with 95 % intervals. "
            "{reading}"
        ),
    ),
    "ST": Page(
        "variance",
        _shares,
        _pawn,
        N_(
            "Dots: indices; lines: 95 % bootstrap intervals. Shaded: what chance alone can do. PAWN is a check that "
            "assumes nothing about variances."
        ),
        N_(
            "For each outcome, parameters from the most to the least influential by Sobol’ indices, with 95 % "
            "intervals. {reading}"
        ),
    ),
    "PAWN": Page(
        "influence",
        _pawn,
        _rho,
        N_("Dots: indices; lines: 95 % intervals. Shaded: what chance alone can do. ρ: which way it goes."),
        N_(
            "For each outcome, parameters from the most to the least influential by PAWN indices and rank "
            "correlations, with 95 % intervals. {reading}"
        ),
    ),
    "ρ": Page(
        "influence",
        _rho,
        None,
        N_("Dots: Spearman’s ρ; lines: 95 % intervals."),
        N_(
            "For each outcome, parameters from the most to the least influential by rank correlations, with 95 % "
            "intervals. {reading}"
        ),
    ),
}
"""By the index of the ranking."""

__all__ = ["MOST", "draw", "rows_of"]
