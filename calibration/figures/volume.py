"""How much of the space each wave left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from calibration.waves import percent
from experiments.figures import style
from experiments.figures.picture import Picture
from sim.words import counted, figure

if TYPE_CHECKING:
    from calibration.findings import Fit


def draw(fit: Fit) -> Picture:
    waves = fit.waves
    volumes = [1.0, *(max(wave.after.volume, 1e-12) for wave in waves)]
    title = "What is not ruled out, wave by wave"
    figure, axes = style.new_sheet(
        3.2, 1, 1, title, "Share of the whole space of parameters, on a log scale", _foot(fit), left=0.1
    )
    one = axes[0][0]
    one.plot(range(len(volumes)), volumes, color=style.BLUE, marker="o", markersize=5)
    one.set_yscale("log")
    one.set_ylim(min(volumes) / 3, 2.5)
    one.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))
    one.minorticks_off()
    one.set_xlim(-0.2, len(volumes) - 0.6)
    one.xaxis.set_major_locator(MaxNLocator(integer=True))
    one.set_xlabel("wave (0: before any run)")
    for number, volume in enumerate(volumes):
        one.annotate(
            percent(volume),
            (number, volume),
            xytext=(6, 6),
            textcoords="offset points",
            fontsize=8,
            color=style.text_color(style.BLUE),
            fontweight="bold",
        )
    words = (
        f"After {len(waves)} {'wave' if len(waves) == 1 else 'waves'}, {percent(fit.volume)} of the space is "
        "left in which no target is missed beyond belief."
    )
    return Picture("volume", title, figure, words, f"A falling line. {words}")


def _foot(fit: Fit) -> str:
    waves = fit.plan.settings.waves
    return (
        f"Ruled out: implausibility above {figure(waves.cutoff)}, or what leaves {percent(waves.least)} of the region; "
        f"{waves.forgiven} of the groups of targets forgiven in the first {counted(waves.lenient, 'wave', 'waves')}."
    )


__all__ = ["draw"]
