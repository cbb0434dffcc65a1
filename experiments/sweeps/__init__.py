"""Sweeps: every point of a design lived through, kept run by run, stopped and taken up again."""

from experiments.sweeps.identity import AnotherSweep
from experiments.sweeps.sweeping import Made, sweep

__all__ = ["AnotherSweep", "Made", "sweep"]
