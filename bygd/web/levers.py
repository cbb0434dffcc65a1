"""Levers moved in a town: what each acts on, where it stands, and what moving it changes.

Any scenario can be watched. Where it has no mentors, no coordinator or no money left to grant, they are added
switched off (:func:`with_handles`): a lever at zero leaves the same bytes as one that is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bygd.web.lever import Lever
from bygd.web.lever_list import FUNDING, LASTING
from bygd.web.lever_list import levers_of as listed
from sim.codes import StreamState
from sim.languages import _
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.paths import split

if TYPE_CHECKING:
    from sim.town import Town

SPARE_GRANTS = 4
"""Grants kept ready, switched off: each can be given once."""
MOST_PAYERS = 8
"""Streams one programme or post may name (the schema's limit)."""
RUNS = (StreamState.RUNNING, StreamState.TAKEN_OVER)


@dataclass(frozen=True)
class Handles:
    """Which entries of a scenario the three levers act on (keys)."""

    programme: str
    post: str
    streams: tuple[str, ...]
    """In the order in which they pay; the spare grants come last."""


def levers_of(handles: Handles) -> tuple[Lever, ...]:
    """The levers of a scenario with these handles, policies first (:mod:`bygd.web.lever_list`)."""
    return listed(handles.programme, handles.post, handles.streams[0])


@cache
def patterns() -> Scenario:
    """The scenario whose mentors, post and project are the pattern for those that are added."""
    return load_scenario(packaged_scenarios() / "three-levers-town.yaml")


def acted_on(scenario: Scenario) -> tuple[str | None, str | None]:
    """Keys of the mentors' programme and of the post that the levers act on: the first that money pays."""
    mentoring = (key for key, each in scenario.programmes.items() if each.form == "mentor" and each.funding)
    posts = (key for key, each in scenario.coordinators.items() if each.funding)
    return next(mentoring, None), next(posts, None)


def with_handles(scenario: Scenario) -> tuple[Scenario, Handles]:
    """``scenario`` with mentors, a coordinator's post and grants to move, added at zero where it has none.

    Raises :class:`~sim.scenario.ScenarioError` where there is no room for them.
    """
    mentoring, held = acted_on(scenario)
    programme = mentoring or unused("mentors", scenario.programmes)
    post = held or unused("coordinator", scenario.coordinators)
    paying: list[str] = []
    for group, key in ((scenario.programmes, programme), (scenario.coordinators, post)):
        paying += [name for name in (group[key].funding if key in group else ()) if name not in paying]
    spare = min(SPARE_GRANTS, MOST_PAYERS - len(paying))
    pattern = patterns().canonical()
    grants = [unused(f"grant-{number}", scenario.funding) for number in range(1, spare + 1)]
    # Periods of one payer after another must not overlap in the file; these lie before everything else, a
    # month each, and begin when the lever gives them their length and switches them on.
    first = min([0, *(scenario.month_of(each.start) for each in scenario.funding.values() if each.start)])
    changes: dict[str, Any] = {
        f"funding.{key}": pattern["funding"]["project"]
        | {"name": f"Grant {number}", "start": scenario.date_of(first - number), "months": 1, "active": False}
        for number, key in enumerate(grants, 1)
    }
    if not mentoring:
        changes[f"programmes.{programme}"] = pattern["programmes"]["mentors"] | {"hours": 0.0}
    if not held:
        changes[f"coordinators.{post}"] = pattern["coordinators"]["coordinator"] | {"fte": 0.0}
    for path, own in (
        (f"programmes.{programme}", scenario.programmes[programme].funding if mentoring else ()),
        (f"coordinators.{post}", scenario.coordinators[post].funding if held else ()),
    ):
        payers = [*own, *(name for name in (*paying, *grants) if name not in own)]
        if path in changes:
            changes[path]["funding"] = payers
        else:
            changes[f"{path}.funding"] = payers
    return with_overrides(scenario, changes), Handles(programme, post, (*paying, *grants))


def unused(name: str, taken: Any) -> str:
    """``name``, or with a number behind it where it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def value_of(lever: Lever, town: Town, now: Scenario, handles: Handles) -> float:
    """Where a lever stands: ``now`` is the scenario in force in the month about to be lived."""
    if lever.key == FUNDING:
        return funded_months(town, now, handles)
    value: Any = now
    for step in split(lever.path):
        value = value[step] if isinstance(value, dict) else getattr(value, step)
    return float(value)


def changes_of(lever: Lever, value: float, town: Town, now: Scenario, handles: Handles) -> dict[str, Any]:
    """What ``IntegrationModel.pull`` is given to bring a lever to ``value``; nothing if it is there."""
    if lever.key == FUNDING:
        return funding_changes(value, town, now, handles)
    if value == value_of(lever, town, now, handles):
        return {}
    return {lever.path: as_asked(lever, value, now)}


def as_asked(lever: Lever, value: float, scenario: Scenario) -> float | int:
    """A whole number where the lever's field takes one."""
    from sim.scenario.paths import bare

    return round(value) if bare(lever.target(scenario).annotation) is int else float(value)


def stream_at_work(town: Town, now: Scenario, handles: Handles) -> str | None:
    """The stream that the lever of money moves: the one that pays, else the next that is to come, else a
    grant not given yet; None when none is left."""
    rows = {key: row for row, key in enumerate(now.funding)}

    def first(fits: Callable[[str, int], bool]) -> str | None:
        streams = (key for key in handles.streams if key in rows)
        return next((key for key in streams if fits(key, int(town.state.streams.state[rows[key]]))), None)

    return (
        first(lambda key, state: state in RUNS)
        or first(lambda key, state: state == StreamState.GAP)
        or first(lambda key, state: state == StreamState.NOT_BEGUN and now.funding[key].active)
        or first(lambda key, state: state == StreamState.NOT_BEGUN)
    )


def funded_months(town: Town, now: Scenario, handles: Handles) -> float:
    """Length of the money that pays or is promised [month]; 0 without any, LASTING for what does not end."""
    key = stream_at_work(town, now, handles)
    if key is None or not now.funding[key].active:
        return 0.0
    state = town.state.streams.state[list(now.funding).index(key)]
    months = now.funding[key].months
    return LASTING if months is None or state == StreamState.TAKEN_OVER else float(months)


def funding_changes(value: float, town: Town, now: Scenario, handles: Handles) -> dict[str, Any]:
    """Give a grant, change the length of the one that runs, or end it."""
    from sim.scenario import ScenarioError

    key = stream_at_work(town, now, handles)
    if value == funded_months(town, now, handles):
        return {}
    if key is None:
        given = len(handles.streams)
        raise ScenarioError(_("all {grants} grants of this run have been used: reset to begin again", grants=given))
    if value == 0:
        return {f"funding.{key}.active": False}
    return {f"funding.{key}.active": True, f"funding.{key}.permanent": False, f"funding.{key}.months": round(value)}


__all__ = [
    "FUNDING",
    "LASTING",
    "Handles",
    "Lever",
    "acted_on",
    "as_asked",
    "changes_of",
    "funded_months",
    "levers_of",
    "value_of",
    "with_handles",
]
