"""How all figures look: the same colour for the same thing, direct labels, intervals always shown.

Colours come by role from :mod:`experiments.figures.theme`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator, ScalarFormatter

from experiments.figures.theme import light, text_color
from experiments.outcomes.findings import Findings
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE, Band
from experiments.outcomes.panel import Series
from sim.languages import _, localised, ngettext, percent_sign
from sim.words import figure, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, MUTED, GRID, PAPER, SHADE = map(light, ("ink", "muted", "grid", "paper", "shade"))
BLUE, ORANGE, GREEN, PURPLE = map(light, ("blue", "orange", "green", "purple"))
SKY, VERMILION, GREY = map(light, ("sky", "vermilion", "grey"))

LOCALS = BLUE
NEWCOMERS = VERMILION
WOMEN = PURPLE
MEN = GREEN
BONDING = ORANGE
EVERYBODY = INK
ARMS = (VERMILION, BLUE, GREEN, PURPLE, ORANGE, SKY, GREY)
"""Policies of a comparison, in order; the base is drawn in ink."""
GROUPS = {
    "single_man": GREEN,
    "single_woman": PURPLE,
    "couple": SKY,
    "couple_children": ORANGE,
    "lone_parent": BLUE,
    "compulsory": ORANGE,
    "secondary": SKY,
    "higher": BLUE,
    "0-15": SKY,
    "16-24": GREEN,
    "25-44": ORANGE,
    "45-64": PURPLE,
    "65+": BLUE,
    "sport": BLUE,
    "village": GREEN,
    "culture": PURPLE,
    "congregation": ORANGE,
    "immigrant": VERMILION,
    "aid": SKY,
    "popup": GREY,
    "municipality": BLUE,
    "region": SKY,
    "state": PURPLE,
    "eu": ORANGE,
    "foundation": GREEN,
    "association": GREY,
}
PROGRAMMES = (BLUE, ORANGE, GREEN, PURPLE, SKY)
"""Of the first programmes of a scenario, in its order; the others are grey."""

RC: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.titlecolor": INK,
    "axes.labelcolor": MUTED,
    "axes.labelsize": 8,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "text.color": INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "none",
    "svg.hashsalt": "bygd",
    "path.simplify": True,
    "axes.unicode_minus": True,
    "text.parse_math": False,  # a place called "Kr$ster" is called that
}
MARGIN = 0.012
STEPS = [1, 2, 5, 10]
WIDTH = 8.4
"""Inches: the column of an A4 page at a comfortable size."""


class Decimals(ScalarFormatter):
    """Matplotlib's own choice of decimals, with the marks of the language in force."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return localised(super().__call__(x, pos))


def own_settings() -> None:
    """Matplotlib's settings as it ships them, with :data:`RC` on top: nothing of a user's matplotlibrc.

    The backend is left alone: figures are written by canvases of their own.
    """
    settings: Any = mpl.rcParams
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", mpl.MatplotlibDeprecationWarning)
        settings.update(
            {
                name: value
                for name, value in mpl.rcParamsDefault.items()
                if not name.startswith("backend") and name not in RC
            }
            | RC
        )


def new_figure(
    height: float, columns: int, findings: Findings, title: str, note: str = "", foot: str | None = None, **grid: Any
) -> tuple[Figure, list[Axes]]:
    """A figure with a row of ``columns`` axes, a title, a line beneath it, and a foot (what bands are)."""
    foot = band_note(findings.replicates) if foot is None else foot
    figure, rows = new_sheet(height, 1, columns, title, note, foot, **grid)
    return figure, rows[0]


def new_sheet(
    height: float,
    rows: int,
    columns: int,
    title: str,
    note: str = "",
    foot: str = "",
    width: float = WIDTH,
    **grid: Any,
) -> tuple[Figure, list[list[Axes]]]:
    """A figure with ``rows`` rows of ``columns`` axes, a title, a line or two beneath it, and a foot."""
    own_settings()
    figure = Figure(figsize=(width, height))
    options = {"left": 0.07, "right": 0.93, "bottom": 0.72 / height, "top": 1 - 0.92 / height, "wspace": 0.42, **grid}
    axes = figure.subplots(rows, columns, gridspec_kw=options, squeeze=False)
    for one in axes.flat:  # what a figure does not choose itself is written in its language too
        one.xaxis.set_major_formatter(Decimals())
        one.yaxis.set_major_formatter(Decimals())
    figure.text(MARGIN, 1 - 0.10 / height, title, fontsize=13, fontweight="bold", va="top")
    figure.text(MARGIN, 1 - 0.35 / height, note, fontsize=8.5, color=MUTED, va="top")
    figure.text(MARGIN, 0.09 / height, foot, fontsize=7.5, color=MUTED)
    return figure, [list(row) for row in axes]


def band_note(replicates: int, mean: str = "", interval: str = "") -> str:
    """What stands for the mean in a figure, and what for the runs around it: lines and bands, unless it says others."""
    mean, interval = mean or _("Lines"), interval or _("Bands")
    if replicates == 1:
        return _("One run: no interval.")
    if replicates < FEWEST_FOR_ONE_MORE:
        return ngettext(
            "{mean}: mean of {number} run, too few to say where one more would lie.",
            "{mean}: mean of {number} runs, too few to say where one more would lie.",
            replicates,
            mean=mean,
            number=replicates,
        )
    return _(
        "{mean}: mean of {number} runs. {interval}: where one more run would lie (95 % prediction interval).",
        mean=mean,
        interval=interval,
        number=localised(f"{replicates:,}"),
    )


def line(axes: Axes, x: Any, series: Series, color: str, *, marker: bool = False, **more: Any) -> Band:
    """The mean over replicates of ``series`` with its prediction interval."""
    found = series.band
    points: dict[str, Any] = {"marker": "o", "markersize": 3.6, "markeredgewidth": 0} if marker else {}
    if found.interval:
        axes.fill_between(x, found.low, found.high, color=color, alpha=0.17, linewidth=0)
    axes.plot(x, found.mean, color=color, **points, **more)
    return found


def height_of(axes: Axes) -> float:
    """Height of the figure the axes stand in [inch]."""
    figure: Any = axes.figure
    return float(figure.get_size_inches()[1])


def width_of(axes: Axes) -> float:
    """Width of the figure the axes stand in [inch]."""
    figure: Any = axes.figure
    return float(figure.get_size_inches()[0])


class Dated(Protocol):
    """What has months that can be written as years: findings, a comparison."""

    @property
    def months(self) -> int: ...

    def calendar(self, month: Any) -> Any: ...


def calendar_axis(axes: Axes, findings: Dated) -> None:
    first, last = findings.calendar(-1), findings.calendar(findings.months - 1)
    axes.set_xlim(first, last)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1, steps=STEPS))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, __: f"{value:.0f}"))
    axes.set_xlabel(_("start of year"))


def since_arrival_axis(axes: Axes, last: float) -> None:
    axes.set_xlim(0, last)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, min_n_ticks=1, steps=STEPS))
    axes.set_xlabel(_("years since arrival"))


def share_axis(axes: Axes, low: float = 0.0, high: float = 1.0) -> None:
    axes.set_ylim(low, high)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, __: percent_sign(f"{100 * value:.0f}")))


def count_axis(axes: Axes) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, min_n_ticks=2, steps=STEPS))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, __: figure(value, 10)))


def signed_axis(axis: Any) -> None:
    """Ticks of differences: a sign on both sides of zero."""
    axis.set_major_formatter(FuncFormatter(lambda value, __: signed(value, 10) if abs(value) > 1e-12 else "0"))


def signed_percent_axis(axis: Any) -> None:
    """Ticks of shares as percent, with a sign, and with as many decimals as tell each from the next."""
    axis.set_major_locator(MaxNLocator(nbins=4, min_n_ticks=3, steps=STEPS))
    axis.set_major_formatter(
        FuncFormatter(lambda value, __: percent_sign(signed(100 * value) if abs(value) > 1e-12 else "0"))
    )


def arm_colors(number: int) -> list[str]:
    """Colours of so many policies, in order."""
    return [ARMS[place % len(ARMS)] for place in range(number)]


def name_margin(names: Sequence[str], width: float) -> float:
    """Share of a figure's ``width`` [inch] that the longest of some bold labels takes."""
    return (0.24 + 0.083 * max(map(len, names), default=0)) / width


def money_axis(axes: Axes, top: float) -> None:
    """Amounts from zero, in the unit that suits one of ``top`` [SEK]."""
    units = ((1e6, _("million SEK")), (1e3, _("thousand SEK")))
    scale, unit = next((one for one in units if top >= 2 * one[0]), (1.0, "SEK"))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, min_n_ticks=2, steps=STEPS))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, __: figure(value / scale, 10)))
    axes.set_ylabel(unit)


def legend(figure: Figure, entries: Sequence[tuple[str, str]], columns: int = 5) -> None:
    """(name, colour) in rows beneath the note, where lines and bars have no end to stand at."""
    height = float(figure.get_size_inches()[1])
    figure.legend(
        handles=[Patch(facecolor=color, label=name) for name, color in entries],
        labelcolor=[text_color(color) for __, color in entries],
        loc="upper left",
        ncols=columns,
        bbox_to_anchor=(MARGIN - 0.007, 1 - 0.50 / height),
        frameon=False,
        borderpad=0.2,
        handlelength=0.9,
        handleheight=0.9,
        handletextpad=0.5,
        columnspacing=1.6,
        prop={"size": 8, "weight": "bold"},
    )


def nothing(axes: Axes, words: str = "") -> None:
    """An empty panel says why it is empty."""
    words = words or _("nothing to show in this run")
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center", color=MUTED)


def last_value(series: Series) -> float:
    """Mean over replicates of a series' last point."""
    return float(series.band.mean[-1]) if len(series.time) else float("nan")


__all__ = [
    "ARMS",
    "BONDING",
    "EVERYBODY",
    "GRID",
    "GROUPS",
    "INK",
    "LOCALS",
    "MEN",
    "MUTED",
    "NEWCOMERS",
    "PAPER",
    "PROGRAMMES",
    "SHADE",
    "WOMEN",
    "arm_colors",
    "band_note",
    "calendar_axis",
    "count_axis",
    "height_of",
    "last_value",
    "legend",
    "line",
    "money_axis",
    "name_margin",
    "new_figure",
    "new_sheet",
    "nothing",
    "own_settings",
    "share_axis",
    "signed_axis",
    "signed_percent_axis",
    "since_arrival_axis",
    "text_color",
    "width_of",
]
