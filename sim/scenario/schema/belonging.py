"""Feeling at home."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter

NORRIS = "direction: seed 001 (Norris and Puranen); size assumed"


class BelongingSettings(Section):
    """What belonging (0 to 1) moves towards, and how fast. Weights are shares of the whole."""

    half_life: float = parameter(18.0, unit="month", ge=0.1, le=240, source="assumed")
    """Half-life of the distance to what one's life here would warrant."""
    floor: float = parameter(0.0, unit="belonging", ge=0, le=1, source="assumed")
    """Belonging with nothing here at all."""
    ties: float = parameter(0.28, unit="weight", ge=0, le=1, source=NORRIS)
    """Weight of friends among locals (for locals: of friends)."""
    ties_half: float = parameter(3.0, unit="friends", ge=0.01, le=50, source="assumed")
    """Number of friends that brings half of it."""
    close: float = parameter(0.18, unit="weight", ge=0, le=1, source=NORRIS)
    """Weight of close friends, whoever they are."""
    close_half: float = parameter(3.0, unit="friends", ge=0.01, le=50, source="assumed")
    """Number of close friends that brings half of it."""
    language: float = parameter(0.10, unit="weight", ge=0, le=1, source="assumed")
    """Weight of the local language."""
    work: float = parameter(0.12, unit="weight", ge=0, le=1, source="assumed")
    """Weight of having a job or studying here (for pensioners and children: counted as had)."""
    time: float = parameter(0.15, unit="weight", ge=0, le=1, source="assumed")
    """Weight of time lived here."""
    time_half: float = parameter(84.0, unit="month", ge=0.1, le=600, source="assumed")
    """Time after which half of that is reached."""
    treatment: float = parameter(0.12, unit="weight", ge=0, le=1, source="assumed")
    """Weight of how the locals of the place meet newcomers (for locals: counted as good)."""
    membership: float = parameter(0.10, unit="weight", ge=0, le=1, source="assumed; only in one of the rivals")
    """Weight of being a member of a club, where the rival says that it counts; taken from informal ties
    (``ties`` and ``close``), all of their weight at most."""
    working_age: int = parameter(20, unit="year", ge=15, le=30, source="assumed")
    """Age from which a job counts."""
    retirement: int = parameter(65, unit="year", ge=55, le=75, source="assumed")
    """Age from which it no longer does."""
