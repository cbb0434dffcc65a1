"""What somebody may do here: stay, drive, leave small children at a preschool."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.lives.snapshot import Snapshot
from sim.codes import LONG_AGO, Permit
from sim.words import duration

Changes = Iterator[tuple[str, str]]
PERMITS = {
    Permit.TEMPORARY: "a temporary permit",
    Permit.PERMANENT: "a permit that lasts",
    Permit.WORK: "a permit that hangs on work",
}


def permit_events(before: Snapshot, now: Snapshot) -> Changes:
    """Permits granted and renewed. Those refused or ended are told of where somebody leaves."""
    if now.permit not in PERMITS:
        return
    if now.permit != before.permit:
        cause = "work" if before.permit == Permit.WORK and now.work else ""
        if before.permit == Permit.WAITING:
            cause = f"after {duration(now.waited)} of waiting" if now.waited > 0 else ""
        yield f"Got {PERMITS[Permit(now.permit)]}", cause
    elif now.permit == Permit.TEMPORARY and now.permit_until > before.permit_until:
        yield "The temporary permit was renewed", ""


def driving_events(before: Snapshot, now: Snapshot) -> Changes:
    """Licence and car, got and given up."""
    for had, has, what in ((before.licence, now.licence, "a driving licence"), (before.owner, now.owner, "a car")):
        if has and not had:
            yield f"Got {what}", ""
        elif had and not has:
            yield f"Gave up {what}", ""


def care_events(before: Snapshot, now: Snapshot) -> Changes:
    """Children who get a place at preschool, and after how long."""
    for child, years in sorted(now.in_care.items()):
        if child in before.in_care:
            continue
        asked = before.care_asked.get(child, LONG_AGO)
        waited = now.month - asked if asked != LONG_AGO else 0
        yield (
            f"A child, {years}, got a place at preschool",
            f"after {duration(waited)} of waiting" if waited > 0 else "",
        )


__all__ = ["care_events", "driving_events", "permit_events"]
