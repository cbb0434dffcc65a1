"""How homes are found and left."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class HousingSettings(Section):
    """How homes are found and left."""

    moves: bool = parameter(True, unit="switch", source="model")
    """Whether households change home within their place."""
    crowded_size: int = parameter(3, unit="person", ge=1, le=10, source="assumed")
    """A household of at least this size without a bed to spare is crowded."""
    crowded_look_per_month: float = parameter(0.12, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance that a crowded household looks for a larger home."""
    own_tenure_per_month: float = parameter(0.004, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance that a household in public rent with somebody in work looks for a home of another
    tenure."""
    concentration: float = parameter(
        0.3,
        unit="share",
        ge=0,
        le=1,
        source="assumed",
        paid="nothing: where homes are given does not change how many there are",
    )
    """Share of newcomer households who are given homes next to each other; the others are spread."""
    commute_minutes: float = parameter(60.0, unit="minute", ge=0, le=300, source="assumed")
    """Longest journey to a job that is kept when a household moves to another place of the region."""
    spare_beds: int = parameter(2, unit="bed", ge=0, le=8, source="assumed")
    """Beds beyond its size that a household looking for a home accepts before homes that are larger still."""
    homes_looked_at: int = parameter(4096, unit="home", ge=1, le=1_000_000, source="assumed")
    """Most homes of a place looked at in one search."""
    pull_half_minutes: float = parameter(30.0, unit="minute", ge=1, le=1440, source="assumed")
    """Travel time at which another place of the region draws half as many of those who move within it."""
