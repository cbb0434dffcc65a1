"""Funding: streams of money begin, end, are renewed or taken over; what they pay for runs or stops (step 2).

A stream grants an amount at the start of each year of a period, or pays what it costs. Every month each post
and programme is paid by the first of its streams that runs, or does not run at all. Books: granted − spent −
returned is what a stream still has; what is spent is the sum of what everything cost.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, STILL, StreamState
from sim.processes import organisations, spreading
from sim.processes.activities import Activity, activities, begin, still_here, stop
from sim.processes.climate import heard
from sim.processes.organisations import PROCUREMENT, can_bid, is_held, lay_out, overhead, renewal_chance, turnover
from sim.rng import Process, named_uid, uniforms
from sim.rules import own
from sim.scenario.periods import can_be_renewed, end_of, first_month, opening, pays_from, served_by, takeover_chance
from sim.scenario.schema.funding import FundingSettings
from sim.told import tell, tell_many
from sim.town import Town

YEAR = 12
NOT_BEGUN, RUNNING, GAP = StreamState.NOT_BEGUN.value, StreamState.RUNNING.value, StreamState.GAP.value
TAKEN_OVER, ENDED = StreamState.TAKEN_OVER.value, StreamState.ENDED.value
RUNS = (RUNNING, TAKEN_OVER)


def open_period(town: Town, row: int, stream: FundingSettings) -> None:
    """A period begins, unless it was over before the scenario began."""
    streams = town.state.streams
    first, since = first_month(town.scenario, stream), town.month
    if streams.state[row] == NOT_BEGUN:
        begins = opening(stream, first, town.month)
        if begins is None:
            streams.state[row] = ENDED
            return
        since = begins
    streams.state[row] = RUNNING
    streams.since[row] = since
    streams.periods[row] += 1
    streams.until[row] = last_month(town, row, stream)


def last_month(town: Town, row: int, stream: FundingSettings) -> int:
    """First month after the present period."""
    return end_of(stream, int(town.state.streams.since[row]))


def set_ends(town: Town) -> None:
    """The ends of periods under way, as the rules in force have them."""
    streams = town.state.streams
    for row, stream in enumerate(town.scenario.funding.values()):
        if streams.state[row] == RUNNING:
            streams.until[row] = last_month(town, row, stream)


def grant(town: Town, row: int, stream: FundingSettings) -> None:
    """At the start of each year of a period; for a part of a year in proportion. Of a year that was under way
    when the scenario begins, what is left."""
    streams, month = town.state.streams, town.month
    if stream.per_year is not None and (year_begins(town, row) or month == 0):
        gone = (month - int(streams.since[row])) % YEAR
        months = min(YEAR - gone, int(streams.until[row]) - month)
        streams.granted[row] += stream.per_year * months / YEAR


def year_begins(town: Town, row: int) -> bool:
    """Whether a year of a stream's period begins this month."""
    return (town.month - int(town.state.streams.since[row])) % YEAR == 0


def give_back(town: Town, row: int) -> None:
    """What a stream still has goes back unspent."""
    streams, left = town.state.streams, balance(town, row)
    streams.returned[row] += left
    if left > 0.5:  # whole kronor: no remainder of rounding
        key = list(town.scenario.funding)[row]
        town.returned[key] = town.returned.get(key, 0.0) + left
        town.log_event(tell("{amount} SEK go back unspent", amount=round(left)), town.scenario.funding[key].name or key)


def balance(town: Town, row: int) -> float:
    """What a stream still has [SEK]."""
    streams = town.state.streams
    return float(streams.granted[row] - streams.spent[row] - streams.returned[row])


def results_of(town: Town, key: str) -> float:
    """Share of those who took part, in what the stream ``key`` pays, who are still here; 0 if nobody did."""
    return still_here(town, [row for row, each in enumerate(town.scenario.programmes.values()) if key in each.funding])


def followed(town: Town) -> np.ndarray[Any, Any] | None:
    """Finances by place (P,) where they follow the purse (``money.follows``); None where they are as the scenario
    says."""
    finances: np.ndarray[Any, Any] = town.state.places.finances
    return finances if town.scenario.money.follows and (finances >= 0.0).all() else None


def steered(town: Town, key: str, finances: np.ndarray[Any, Any] | None) -> float:
    """What is left of the chance that the municipality grants its own money again: its finances against their level,
    at most all. 1 for other payers' money."""
    if finances is None or town.scenario.funding[key].payer != "municipality":
        return 1.0
    rows = [row for row, place in enumerate(town.scenario.places) if place in served_by(town.scenario, key)]
    level = own(town, "money.finances")[rows].mean()
    return float(min(1.0, finances[rows].mean() / level)) if level > 0.0 else 1.0


def end_period(town: Town, row: int, key: str, stream: FundingSettings) -> None:
    """Taken over, granted once more, or over: by the draws of the stream and the number of its period."""
    streams = town.state.streams
    u_takeover, u_renewal, _, _ = uniforms(
        town.seed, Process.FUNDING.value, np.uint64(named_uid("stream", key)), 0, int(streams.periods[row])
    )
    give_back(town, row)
    finances, chance = followed(town), 0.0
    if is_held(town, row):
        chance = takeover_chance(town.scenario, key, results_of(town, key), finances) * heard(town, key)
    again = renewal_chance(town, row, stream) * steered(town, key, finances)
    if u_takeover < chance:
        streams.state[row], streams.until[row] = TAKEN_OVER, STILL
        town.log_event(tell("taken over by the municipality"), stream.name or key)
    elif can_be_renewed(stream, int(streams.periods[row])) and u_renewal < again:
        streams.state[row], streams.until[row] = GAP, town.month + stream.renewal_gap
        gap = tell_many("{number} month", "{number} months", stream.renewal_gap, number=stream.renewal_gap)
        town.log_event(tell("granted for another period, after {months}", months=gap), stream.name or key)
    else:
        streams.state[row] = ENDED
        town.log_event(tell("the money has come to its end"), stream.name or key)


def turn(town: Town, row: int, key: str, stream: FundingSettings) -> None:
    """One stream's month, before anything is paid."""
    streams, month = town.state.streams, town.month
    first = town.kept(first_months)[row]
    if int(streams.state[row]) in RUNS and not stream.active:
        give_back(town, row)
        streams.state[row] = ENDED
        return
    if streams.state[row] == RUNNING:
        streams.until[row] = last_month(town, row, stream)
        if month >= streams.until[row]:
            end_period(town, row, key, stream)
    state = int(streams.state[row])
    begins = (state == NOT_BEGUN and month >= first) or (state == GAP and month >= streams.until[row])
    if begins and stream.active:
        if state == NOT_BEGUN and month > 0 and not can_bid(town, row, stream):
            streams.state[row] = ENDED
            town.log_event(tell("nobody has hands for the tender"), stream.name or key)
            return
        open_period(town, row, stream)
    if streams.state[row] == RUNNING:
        grant(town, row, stream)


def uids_of_streams(town: Town) -> list[int]:
    return [named_uid("stream", key) for key in town.scenario.funding]


def first_months(town: Town) -> list[int]:
    """The month in which each stream begins."""
    return [first_month(town.scenario, stream) for stream in town.scenario.funding.values()]


def rows_of_streams(town: Town) -> dict[str, int]:
    return {key: row for row, key in enumerate(town.scenario.funding)}


def payer_of(town: Town, activity: Activity) -> int:
    """Row of the stream that can pay for an activity this month, or NOBODY."""
    scenario, streams = town.scenario, town.state.streams
    rows = town.kept(rows_of_streams)
    for key in activity.funding:
        row, stream = rows[key], scenario.funding[key]
        if streams.state[row] == TAKEN_OVER:
            return row
        since = int(streams.since[row])
        if streams.state[row] == RUNNING and town.month >= pays_from(stream, since):
            return row
    return NOBODY


def cost_of(town: Town, activity: Activity, row: int) -> float:
    """What an activity costs this month, paid by the stream ``row`` [SEK]."""
    stream = list(town.scenario.funding.values())[row]
    cost = activity.cost
    if not activity.running:
        cost += activity.start_cost
    if activity.kind == "programmes":
        cost *= overhead(town, activity.row)
    return cost * (1.0 + stream.procurement_overhead) if stream.arrangement == PROCUREMENT else cost


def plan(town: Town) -> list[tuple[Activity, int, float]]:
    """Each activity with the row of the stream that pays for it this month, or NOBODY, and its cost."""
    streams = range(len(town.scenario.funding))
    left = [balance(town, row) if limited(town, row) else math.inf for row in streams]
    planned = []
    for activity in activities(town):
        row = payer_of(town, activity) if activity.wanted else NOBODY
        cost = cost_of(town, activity, row) if row != NOBODY else 0.0
        if row != NOBODY and left[row] < cost and activity.running:
            lapse(town, activity)
        waits = activity.lapsed and row != NOBODY and limited(town, row) and not year_begins(town, row)
        if row != NOBODY and (left[row] < cost or waits):
            key = list(town.scenario.funding)[row]
            town.missing[key] = town.missing.get(key, 0.0) + cost
        if row == NOBODY or left[row] < cost or waits:
            planned.append((activity, NOBODY, 0.0))
            continue
        left[row] -= cost
        planned.append((activity, row, cost))
    return planned


def lapse(town: Town, activity: Activity) -> None:
    """Its money has run out: it stops, and waits for the next grant."""
    getattr(town.state, activity.kind).lapsed[activity.row] = 1
    town.log_event(tell("its money has run out"), activity.name)


def pay(town: Town) -> None:
    """Pay for what runs; what nobody pays for stops."""
    scenario, streams = town.scenario, town.state.streams
    planned, uids = plan(town), town.kept(uids_of_streams)
    budget = scenario.money.budget
    if budget is not None and float(streams.spent.sum()) + sum(cost for *_, cost in planned) > budget:
        exhaust(town)
        planned = [(activity, NOBODY, 0.0) for activity, *_ in planned]
    for activity, row, cost in planned:
        if row == NOBODY:
            stop(town, activity)
            continue
        if not limited(town, row):
            streams.granted[row] += cost
        streams.spent[row] += cost
        streams.month_spent[row] += cost
        streams.uid[row] = uids[row]
        begin(town, activity, row, cost)
        if activity.kind == "programmes":
            lay_out(town, activity.row, row, cost)
            lose_staff(town, activity, row)


def lose_staff(town: Town, activity: Activity, row: int) -> None:
    """Near the end of the money a programme's staff look for other jobs; their experience goes with them. Those of an
    organisation leave at other times too, each with a share of it (:func:`sim.processes.organisations.turnover`)."""
    streams, money, programmes = town.state.streams, town.scenario.money, town.state.programmes
    staff = list(town.scenario.programmes.values())[activity.row].staff
    chance, stays = turnover(town, activity.row, row, staff)
    near = streams.until[row] - town.month <= money.drift_months
    if staff == 0.0 or not (near or chance > 0.0):
        return
    u, _, _, _ = uniforms(town.seed, Process.FUNDING.value, programmes.uid[activity.row], town.month, 0)
    if u < chance + (money.drift if near else 0.0):
        programmes.months_run[activity.row] = int(stays * programmes.months_run[activity.row])
        town.log_event(tell("staff leave before the end of the money") if near else tell("staff leave"), activity.name)


def limited(town: Town, row: int) -> bool:
    """Whether a stream has an amount to keep to."""
    stream = list(town.scenario.funding.values())[row]
    return stream.per_year is not None and town.state.streams.state[row] == RUNNING


def exhaust(town: Town) -> None:
    """The budget of the run is used up: every stream ends."""
    streams = town.state.streams
    for row in range(streams.state.shape[0]):
        if streams.state[row] != ENDED:
            give_back(town, row)
            streams.state[row] = ENDED
    town.log_event(tell("the budget of the run is used up; everything it paid for stops"))


def step(town: Town) -> None:
    """Streams turn, then posts and programmes are paid or stop."""
    scenario = town.scenario
    town.state.streams.month_spent[:] = 0.0
    town.returned.clear()
    town.missing.clear()
    if scenario.organisations:
        organisations.begin_month(town)
    for row, (key, stream) in enumerate(scenario.funding.items()):
        turn(town, row, key, stream)
    pay(town)
    if scenario.organisations:
        organisations.settle(town)
    if scenario.programmes:
        spreading.step(town)
