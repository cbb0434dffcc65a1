"""Mesa agents: views of rows, with no state of their own.

A view says what the arrays say now, so it is never out of date and costs nothing until it is asked
for. People change by the month's rules alone; setting a property raises ``AttributeError``.
``unique_id`` is the uid, the same in every arm of an experiment.
"""

from __future__ import annotations

from sim.agents.civil import Coordinator, Mentor
from sim.agents.institutions import Club, Employer, Municipality, School
from sim.agents.people import Local, Newcomer, Person, Tie
from sim.agents.view import View

__all__ = [
    "Club",
    "Coordinator",
    "Employer",
    "Local",
    "Mentor",
    "Municipality",
    "Newcomer",
    "Person",
    "School",
    "Tie",
    "View",
]
