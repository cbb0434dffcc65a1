"""Whether the emulators of the last wave can be trusted: every point predicted without itself."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from experiments.figures import style
from experiments.figures.picture import Picture

if TYPE_CHECKING:
    from calibration.emulator import Emulator
    from calibration.findings import Fit

COLUMNS = 5


def draw(fit: Fit) -> Picture:
    wave = fit.waves[-1]
    shown = [target for target in fit.plan.targets if target.key in wave.emulators]
    rows = max(1, -(-len(shown) // COLUMNS))
    height = 1.3 + 1.75 * rows
    title = "Emulators of the last wave, checked"
    figure, grid = style.new_sheet(
        height,
        rows,
        COLUMNS,
        title,
        "Simulated against predicted without the point itself; on the line they agree",
        "In brackets: share of the variance between points explained; share of errors within two "
        "standard deviations. Grey: not used.",
        left=0.05,
        right=0.98,
        wspace=0.4,
        hspace=0.75,
        bottom=0.7 / height,
        top=1 - 1.05 / height,
    )
    places = [axes for row in grid for axes in row]
    for axes, target in zip(places, shown, strict=False):
        _panel(axes, wave.emulators[target.key], target.label, target.key in wave.refused)
    for axes in places[len(shown) :]:
        axes.set_axis_off()
    used = len(wave.rule.emulators)
    words = f"{used} of {len(fit.plan.targets)} targets could be emulated well enough to be used in the end."
    return Picture("emulators", title, figure, words, f"Small scatter charts, one a target. {words}")


def _panel(axes: Any, emulator: Emulator, label: str, refused: bool) -> None:
    check, color = emulator.check, style.GREY if refused else style.BLUE
    low = float(min(check.predicted.min(), check.simulated.min()))
    high = float(max(check.predicted.max(), check.simulated.max()))
    axes.plot([low, high], [low, high], color=style.INK, linewidth=0.8)
    axes.plot(
        check.predicted,
        check.simulated,
        linestyle="none",
        marker="o",
        markersize=2.2,
        color=color,
        alpha=0.6,
        markeredgewidth=0,
    )
    axes.locator_params(nbins=3)
    axes.tick_params(labelsize=6.5)
    words = textwrap.shorten(label, 52, placeholder=" …")
    axes.set_title(
        f"{textwrap.fill(words, 27)}\n({check.explained:.2f}; {100 * check.within:.0f} %)",
        fontsize=6.8,
        pad=3,
        fontweight="normal",
        color=style.MUTED if refused else style.INK,
    )


__all__ = ["draw"]
