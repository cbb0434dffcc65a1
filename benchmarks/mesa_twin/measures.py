"""What is compared every month; the same definitions as :mod:`benchmarks.measures` takes of a town of bygd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ages import ADULT, WORKING_FROM, WORKING_TO

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel

NOTHING = float("nan")


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else NOTHING


def observed(model: TownModel) -> dict[str, float]:
    """The measures of the month just lived, by name."""
    people = list(model.people())
    newcomers = [person for person in people if person.newcomer]
    adults = [person for person in people if person.age >= ADULT]
    grown = [person for person in newcomers if person.age >= ADULT]
    locals_ = [person for person in adults if not person.newcomer]
    workers = [person for person in people if WORKING_FROM <= person.age < WORKING_TO]
    return {
        "population": len(people),
        "newcomers": len(newcomers),
        "births": model.flows["births"],
        "deaths": model.flows["deaths"],
        "arrivals": model.flows["arrivals"] + model.flows["inflow"],
        "leavers_newcomers": model.flows["departures_newcomers"],
        "leavers_locals": model.flows["departures_locals"],
        "local_friends": mean([person.bridging for person in grown]),
        "friends_of_locals": mean([person.friends for person in locals_]),
        "close_friends_of_locals": mean([person.close for person in locals_]),
        "hours_with_locals": mean([person.local_hours for person in grown]),
        "members_newcomers": mean([bool(person.clubs) for person in grown]),
        "members_locals": mean([bool(person.clubs) for person in locals_]),
        "employed_newcomers": mean([person.job is not None for person in workers if person.newcomer]),
        "employed_locals": mean([person.job is not None for person in workers if not person.newcomer]),
        "language": mean([person.language for person in grown]),
        "attitude_of_locals": mean([person.attitude for person in locals_]),
        "trust": mean([person.trust for person in adults]),
        "belonging_newcomers": mean([person.belonging for person in grown]),
        "belonging_locals": mean([person.belonging for person in locals_]),
    }
