"""Figures of a calibration, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calibration.figures import correlations, emulators, parameters, recovery, targets, volume

if TYPE_CHECKING:
    from calibration.findings import Fit
    from experiments.figures.picture import Picture


def pictures(fit: Fit) -> list[Picture]:
    """All that can be drawn of this calibration."""
    found = [volume.draw(fit), parameters.draw(fit)]
    if len(fit.plan.parameters) > 1:
        found.append(correlations.draw(fit))
    found += [targets.draw(fit), emulators.draw(fit)]
    if fit.recovery is not None:
        found.append(recovery.draw(fit, fit.recovery))
    return found


__all__ = ["pictures"]
