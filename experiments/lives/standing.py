"""What somebody may do here: stay, drive, leave small children at a preschool."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.lives.snapshot import Snapshot
from sim.codes import LONG_AGO, Permit
from sim.languages import N_
from sim.told import tell, tell_duration

Changes = Iterator[tuple[str, str]]
PERMITS = {
    Permit.TEMPORARY: N_("Got a temporary permit"),
    Permit.PERMANENT: N_("Got a permit that lasts"),
    Permit.WORK: N_("Got a permit that hangs on work"),
}


def permit_events(before: Snapshot, now: Snapshot) -> Changes:
    """Permits granted and renewed. Those refused or ended are told of where somebody leaves."""
    if now.permit not in PERMITS:
        return
    if now.permit != before.permit:
        cause = tell("work") if before.permit == Permit.WORK and now.work else ""
        if before.permit == Permit.WAITING:
            cause = after_waiting(now.waited)
        yield tell(PERMITS[Permit(now.permit)]), cause
    elif now.permit == Permit.TEMPORARY and now.permit_until > before.permit_until:
        yield tell("The temporary permit was renewed"), ""


def driving_events(before: Snapshot, now: Snapshot) -> Changes:
    """Licence and car, got and given up."""
    licence = (before.licence, now.licence, tell("Got a driving licence"), tell("Gave up a driving licence"))
    car = (before.owner, now.owner, tell("Got a car"), tell("Gave up a car"))
    for had, has, got, given_up in (licence, car):
        if bool(had) != bool(has):
            yield got if has else given_up, ""


def care_events(before: Snapshot, now: Snapshot) -> Changes:
    """Children who get a place at preschool, and after how long."""
    for child, years in sorted(now.in_care.items()):
        if child in before.in_care:
            continue
        asked = before.care_asked.get(child, LONG_AGO)
        waited = now.month - asked if asked != LONG_AGO else 0
        yield tell("A child, {years}, got a place at preschool", years=years), after_waiting(waited)


def after_waiting(months: int) -> str:
    """Empty for none."""
    return tell("after {duration} of waiting", duration=tell_duration(months)) if months > 0 else ""


__all__ = ["care_events", "driving_events", "permit_events"]
