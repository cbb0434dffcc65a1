"""How long two scenarios have the same past: month by month, all that can act.

What cannot act yet does not count: a programme or post before any of its streams of money begins, a bus line that
does not run, arrivals of a month still to come, the end of a period of funding as long as it is far away, prose, and
the length of the run. What has once been at work counts for good, its row in the tables included, so that a town
that goes on by another scenario has the bytes it would have had by it from the start (:mod:`sim.simulation`).
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.region.reads import building_text
from sim.scenario import Scenario
from sim.scenario.periods import end_of, first_month, opening, post_wanted, programme_wanted
from sim.scenario.schema.base import Section
from sim.scenario.schema.contents import PROSE
from sim.scenario.schema.funding import FundingSettings

OF_THE_RUN = ("seed", "months", "levers")
"""What a run is given by itself, and levers, which are seen in what they change."""
IN_TIME = ("arrivals", "building", "buses", "funding", "coordinators", "programmes")
"""Fields whose entries act in their own months only."""
ALWAYS = tuple(name for name in Scenario.model_fields if name not in (*PROSE, *OF_THE_RUN, *IN_TIME))
"""Everything else acts from the first month on."""
DATED = {"volunteering": {"attention_shocks"}, "money": {"budget"}}
"""Of these, what acts in some months only."""
AT_THE_END = {"months", "permanent", "renewals", "renewal_chance", "renewal_gap", "takeover", "takeover_results"}
"""What a stream of money is not asked for before its first period ends, nearness of the end apart."""
YEAR = 12
NOTHING = -1


class _Money:
    """Which streams of money, posts and programmes have been at work, followed month by month."""

    def __init__(self, plain: _Dumps) -> None:
        self.plain = plain
        self.since: dict[str, int] = {}
        """First month of the first period, by stream that has begun."""
        self.later: set[str] = set()
        """Streams whose first period is over: from then on all that is said of them counts."""
        self.worked: set[tuple[str, str]] = set()

    def acts(self, now: Scenario, month: int) -> dict[str, Any]:
        """What money and all it pays for can do in ``month``, where ``now`` is in force. Organisations keep books and
        apply for money before anything is paid: with them, all of it acts."""
        if now.organisations:
            fields = ("funding", "coordinators", "programmes")
            entries = {name: [[key, self.plain(one)] for key, one in getattr(now, name).items()] for name in fields}
            return {**entries, "budget": now.money.budget}
        funding = [
            [row, key, *self._stream(now, key, stream, month)]
            for row, (key, stream) in enumerate(now.funding.items())
            if self._begun(now, key, stream, month)
        ]
        if not self.since:
            return {}
        found: dict[str, Any] = {"funding": funding, "budget": now.money.budget}
        if now.money.budget is not None:  # it may end streams that have not begun
            found["funding"] = [[key, self.plain(stream)] for key, stream in now.funding.items()]
        for field, wanted in (("coordinators", post_wanted), ("programmes", programme_wanted)):
            there: dict[str, Any] = getattr(now, field)
            for key, each in there.items():
                if wanted(each) and any(name in self.since for name in each.funding):
                    self.worked.add((field, key))
            found[field] = [
                [row, key, self.plain(each)]
                for row, (key, each) in enumerate(there.items())
                if (field, key) in self.worked
            ]
        return found

    def _begun(self, now: Scenario, key: str, stream: FundingSettings, month: int) -> bool:
        first = first_month(now, stream)
        if key not in self.since and stream.active and month >= first:
            begins = opening(stream, first, month)
            self.since[key] = month if begins is None else begins
            if begins is None:
                self.later.add(key)
        return key in self.since

    def _stream(self, now: Scenario, key: str, stream: FundingSettings, month: int) -> tuple[Any, ...]:
        left = end_of(stream, self.since[key]) - month
        if not stream.active or left <= 0:
            self.later.add(key)
        if key in self.later:
            return (self.plain(stream),)
        near = now.money.drift_months + 1
        if stream.per_year is not None:  # of a year's grant, what is left of the period
            near = max(near, YEAR)
        return {name: value for name, value in self.plain(stream).items() if name not in AT_THE_END}, min(left, near)


def _plain(section: Section) -> dict[str, Any]:
    return section.model_dump(mode="json")


class _Dumps:
    """All that sections say, worked out once for each object: phases of a scenario share most of theirs."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Section, dict[str, Any]]] = {}

    def __call__(self, section: Section) -> dict[str, Any]:
        if id(section) not in self._found:
            self._found[id(section)] = section, _plain(section)
        return self._found[id(section)][1]


def acting(scenario: Scenario, months: int | None = None) -> Iterator[dict[str, Any]]:
    """By month, from month 0: all that can act in it besides what acts always. ``months``: how many, those of
    ``scenario`` when not given."""
    plain = _Dumps()
    money = _Money(plain)
    came: set[str] = set()
    for month in range(scenario.months if months is None else months):
        now, date = scenario.at(month), scenario.date_of(month)
        found: dict[str, Any] = money.acts(now, month)
        came |= {key for key, stream in now.arrivals.items() if stream.per_year > 0.0 or stream.months.get(date, 0)}
        found["arrivals"] = [  # those who came wait, and their permits end, when nobody comes any more
            [key, {**plain(stream), "months": stream.months.get(date, 0)}]
            for key, stream in now.arrivals.items()
            if key in came
        ]
        found["building"] = [
            [key, plain(order) | {"months": order.months[date]}]
            for key, order in now.building.items()
            if order.active and order.months.get(date, 0) > 0
        ]
        found["buses"] = [[key, plain(line)] for key, line in now.buses.items() if line.active]
        found["attention_shock"] = now.volunteering.attention_shocks.get(date, 0.0)
        yield found


def always(now: Scenario) -> dict[str, Any]:
    """What acts in every month in which ``now`` is in force."""
    exclude: Any = DATED
    return now.model_dump(mode="json", include=set(ALWAYS), exclude=exclude)


@dataclass(frozen=True)
class Past:
    """Names of a scenario's past, up to each month: equal names, equal towns (of one seed)."""

    region: str
    """Of the town as it is built."""
    steps: tuple[tuple[int, str], ...]
    """Months from which on something else can act than in the month before, each with the name of all that could
    act up to and in it; the first is month 0."""
    length: int
    """Months."""

    def at(self, month: int) -> str:
        """Its name before ``month``; before month 0, that of the region."""
        if month == 0:
            return self.region
        return f"{next(name for since, name in reversed(self.steps) if since < month)} {month}"

    def shared_with(self, other: Past) -> int:
        """How many months are the same in both; -1 where not even the region is."""
        if self.region != other.region:
            return NOTHING
        shortest = min(self.length, other.length)
        for one, two in itertools.zip_longest(self.steps, other.steps, fillvalue=(shortest, "")):
            if one != two:
                return min(one[0], two[0], shortest)
        return shortest


def region_name(scenario: Scenario) -> str:
    """Of the town as it is built: equal names, equal regions (of one seed)."""
    return _name("", building_text(scenario))


def past_of(scenario: Scenario, months: int | None = None) -> Past:
    """The past of ``scenario`` over ``months`` (its own when not given), each step's name following from the one
    before and from what acts from it on."""
    region = region_name(scenario)
    steady = {id(now): _name("", json.dumps(always(now))) for _, now in scenario.phases}
    steps, name = [], region
    before: tuple[dict[str, Any] | None, str] = None, ""
    month = -1
    for month, found in enumerate(acting(scenario, months)):
        always_now = steady[id(scenario.at(month))]
        if before != (found, always_now):
            before = found, always_now
            name = _name(name, f"{month} {always_now}{json.dumps(found)}")
            steps.append((month, name))
    return Past(region, tuple(steps), month + 1)


def _name(before: str, text: str) -> str:
    return hashlib.blake2b(text.encode(), key=before.encode(), digest_size=16).hexdigest()


def first_difference(one: Scenario, other: Scenario) -> int:
    """The first month in which anything that can act differs between two scenarios: the months they have in
    common. The length of the shorter run where nothing does; 0 where only the region is the same, and -1 where
    it differs too."""
    return past_of(one).shared_with(past_of(other))


def differing(one: Scenario, other: Scenario, month: int) -> str:
    """What differs in ``month`` (-1: in the building of the region), in words: the first field, with both values."""
    if month < 0:
        here, there = (json.loads(building_text(each)) for each in (one, other))
    else:
        here, there = ({**always(each.at(month)), **_acting_in(each, month)} for each in (one, other))
    path, before, now = next(_differences("", here, there), ("", None, None))
    return f"{path}: {_in_words(before)} there, {_in_words(now)} here" if path else "the order of entries"


def _acting_in(scenario: Scenario, month: int) -> dict[str, Any]:
    *_, found = acting(scenario, month + 1)
    for field in IN_TIME:  # by key, without the row
        entries = found.get(field, [])
        found[field] = {next(part for part in entry if isinstance(part, str)): entry[-1] for entry in entries}
    for field in ("funding", "arrivals"):
        found[field] = {key: _plain(getattr(scenario.at(month), field)[key]) for key in found[field]}
    return found


def _differences(path: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in (*one, *(key for key in other if key not in one)):
            yield from _differences(f"{path}.{key}" if path else key, one.get(key), other.get(key))
    elif one != other:
        yield path, one, other


def _in_words(value: Any) -> str:
    if value is None:
        return "nothing"
    return "something" if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
