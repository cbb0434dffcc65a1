"""Programmes, volunteers and money, as they stand at the end of a month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, ORIGIN_LIMIT, Enrolment, Schooling, StreamState
from sim.measures.ledger import booked
from sim.measures.look import Look
from sim.measures.recorder import ALL, Recorder
from sim.measures.tally import Counted
from sim.processes.volunteers import organised
from sim.reach import running
from sim.scenario.schema.funding import GRANT_YEARS, MoneySettings
from sim.town import Town, Used

YEAR = 12
TAKEN_OVER = StreamState.TAKEN_OVER.value
OWN_PROJECTS = [("own_projects", ALL), ("own_projects", "other_origin")]


def group_of(field: str, key: str) -> str:
    """The group of what the scenario calls ``field.key``: no name of a user's is ever one of ours, or twice
    the same."""
    return f"{field}.{key}"


def record_volunteers(look: Look, recorder: Recorder) -> None:
    """``volunteers_ready`` for programmes, ``volunteers_matched`` at work in one; ``attention``, ``link``."""
    places, each = look.town.state.places, np.ones(len(recorder.places))
    recorder.by_place("volunteers_ready", look.tally[Counted.READY])
    recorder.by_place("volunteers_matched", look.tally[Counted.MATCHED])
    recorder.ratio("attention", places.attention, each)
    recorder.ratio("link", places.link, each)


def record_programmes(look: Look, recorder: Recorder) -> None:
    """By programme that has ever run (group ``programmes.<key>``): ``taking_part``, ``waiting``,
    ``mentor_wait`` (months waited by those matched this month); for posts (``coordinators.<key>``)
    ``embedded``."""
    town = look.town
    programmes, posts = town.state.programmes, town.state.posts
    kept = (programmes.uid, programmes.taking_part, programmes.waiting, programmes.met, programmes.waited)
    columns = [column.tolist() for column in kept]
    for key, uid, taking_part, waiting, met, waited in zip(town.scenario.programmes, *columns, strict=False):
        if uid == 0:
            continue
        group = group_of("programmes", key)
        recorder.add("taking_part", taking_part, group)
        recorder.add("waiting", waiting, group)
        if met > 0:
            recorder.add("mentor_wait", waited / met, group)
    for row, key in enumerate(town.scenario.coordinators):
        if posts.uid[row] != 0:
            recorder.add("embedded", posts.embedded[row], group_of("coordinators", key))


def record_own(look: Look, recorder: Recorder) -> None:
    """``own_projects``: participants of what newcomers organise themselves, in all and those of another origin."""
    town, count = look.town, int(look.town.used[Used.ENROLMENTS])
    if not (organised_here := town.kept(organised)):
        recorder.table(OWN_PROJECTS, np.zeros((len(OWN_PROJECTS), len(recorder.places))))
        return
    enrolments = town.state.enrolments
    own = np.zeros((len(town.scenario.programmes), ORIGIN_LIMIT), bool)
    for row, origins in organised_here:
        own[row] = origins
    these = np.flatnonzero(enrolments.state[:count] == Enrolment.ACTIVE)
    these = these[np.any(own, axis=1)[enrolments.programme[these]]]
    people = enrolments.person[these]
    others = people[~own[enrolments.programme[these], town.state.people.origin[people]]]
    places = town.state.people.place
    recorder.table(
        OWN_PROJECTS, np.stack([np.bincount(places[rows], minlength=len(recorder.places)) for rows in (people, others)])
    )


def purchases(look: Look) -> list[tuple[str, str, float]]:
    """(group, payer, SEK in the month) of what levers buy, of every line of public transport that runs, and of homes
    built on order."""
    town = look.town
    of_prices = [(group_of("prices", name), payer, amount) for name, payer, amount in booked(look)]
    lines = [(group, str(line.payer), line.cost_per_month) for group, line in running(town.scenario)]
    date = town.scenario.date_of(town.month - 1)
    homes = [
        (group_of("building", key), str(order.payer), order.months.get(date, 0) * order.cost_per_home)
        for key, order in town.scenario.building.items()
        if order.active
    ]
    return of_prices + [one for one in lines + homes if one[2] > 0.0]


def bought_in(look: Look) -> list[tuple[str, str, float]]:
    """As :func:`purchases`, asked once a look."""
    return look.kept("bought", purchases)


def paid_by(town: Town, bought: Sequence[tuple[str, str, float]] | None = None) -> dict[str, float]:
    """What each payer paid in the last month [SEK], for programmes and posts and for what else levers buy;
    those whose money has begun."""
    streams = town.state.streams
    payers: dict[str, float] = {}
    for _, payer, amount in purchases(Look(town)) if bought is None else bought:
        payers[payer] = payers.get(payer, 0.0) + amount
    columns = (streams.uid.tolist(), streams.state.tolist(), streams.month_spent.tolist())
    for usual, uid, state, spent in zip(town.kept(payers_of), *columns, strict=True):
        if uid != 0:
            pays = "municipality" if state == TAKEN_OVER else usual
            payers[pays] = payers.get(pays, 0.0) + spent
    return payers


def payers_of(town: Town) -> list[str]:
    """By stream of money, who pays it."""
    return [str(stream.payer) for stream in town.scenario.funding.values()]


def paid(look: Look) -> dict[str, float]:
    """As :func:`paid_by`, asked once a look."""
    return look.kept("paid", lambda look: paid_by(look.town, bought_in(look)))


def record_spending(look: Look, recorder: Recorder) -> None:
    """``spent`` by programme, post, what else levers buy (``prices.<name>``) and line of public transport
    (``buses.<key>``) and homes ordered (``building.<key>``), and ``spent_by_payer``;
    by stream of money (``funding.<key>``) ``money_returned`` unspent and ``money_missing``, what it had to
    pay for and could not [SEK in the month]."""
    town, state, scenario = look.town, look.town.state, look.town.scenario
    for field, rows in (("coordinators", state.posts), ("programmes", state.programmes)):
        for row, key in enumerate(getattr(scenario, field)):
            if rows.uid[row] != 0:
                recorder.add("spent", rows.cost[row], group_of(field, key))
    bought = bought_in(look)
    for group, _, amount in bought:
        recorder.add("spent", amount, group)
    recorder.add("spent", spent_in_month(town, bought))
    for payer, amount in paid(look).items():
        recorder.add("spent_by_payer", amount, payer)
    for measure, amounts in (("money_returned", town.returned), ("money_missing", town.missing)):
        for key, amount in amounts.items():
            recorder.add(measure, amount, group_of("funding", key))


def spent_in_month(town: Town, bought: Sequence[tuple[str, str, float]] | None = None) -> float:
    """What programmes, posts, levers and lines cost in the month just simulated [SEK]."""
    levers = sum(amount for *_, amount in (purchases(Look(town)) if bought is None else bought))
    return float(town.state.posts.cost.sum() + town.state.programmes.cost.sum()) + levers


def state_grants(town: Town) -> np.ndarray[Any, Any]:
    """The municipalities' state grants of the last month [SEK] (P,): for those settled in their first months;
    they follow who moves."""
    return granted(Look(town))


def granted(look: Look) -> np.ndarray[Any, Any]:
    """As :func:`state_grants`."""
    return np.asarray(look.town.kept(grants_of) @ look.tally[Counted.GRANTED :])


def grants_of(town: Town) -> np.ndarray[Any, Any]:
    """:func:`grants` under the rules in force."""
    return grants(town.scenario.money)


def grants(money: MoneySettings) -> np.ndarray[Any, Any]:
    """State grant for somebody [SEK/month], by years since settlement (GRANT_YEARS,)."""
    months, found = money.state_grant_months, np.zeros(GRANT_YEARS)
    lengths = np.minimum(12, months - np.arange(0, months, 12))
    weights = np.array(money.state_grant_years or lengths, np.float64)
    found[: lengths.size] = money.state_grant * weights / weights.sum() / lengths
    return found


def taxes(money: MoneySettings) -> np.ndarray[Any, Any]:
    """Municipal tax of somebody in work [SEK/month], by the schooling their post asks for (codes.Schooling)."""
    return np.array(money.income) * (money.tax_rate / 12.0)


def record_municipality(look: Look, recorder: Recorder) -> None:
    """The municipalities' month [SEK] by place: ``state_grants``, ``tax`` of newcomers in work, and
    ``support`` for newcomers without work after the introduction. ``net_cost`` of all places: support and
    what they pay for programmes and posts, less grants and tax."""
    money, grants = look.town.scenario.money, granted(look)
    recorder.by_place("state_grants", grants)
    tax = taxes(money) @ look.tally[Counted.WORKING : Counted.WORKING + len(Schooling)]
    recorder.by_place("tax", tax)
    support = money.support_without_work * look.tally[Counted.SUPPORTED]
    recorder.by_place("support", support)
    own_money = paid(look).get("municipality", 0.0)
    recorder.add("net_cost", own_money + float(support.sum() - grants.sum() - tax.sum()))


def record_mentor_ties(look: Look, recorder: Recorder) -> None:
    """``mentor_ties_alive``: of the matches that ended in the year before last, between people both still
    here, the share that are casual friends or closer now, by programme."""
    town = look.town
    state, count = town.state, int(town.used[Used.ENROLMENTS])
    enrolments, ties = state.enrolments, state.ties
    ended = (enrolments.state[:count] == Enrolment.DONE) & (enrolments.begun[:count] >= 0)
    ago = town.month - enrolments.ends[:count]
    ended &= (ago > YEAR) & (ago <= 2 * YEAR)
    casual = float(town.rules.ties.casual_hours)
    for row, key in enumerate(town.scenario.programmes):
        these = np.flatnonzero(ended & (enrolments.programme[:count] == row))
        person, mentor = enrolments.person[these], enrolments.mentors[these, 0]
        kept = mentor != NOBODY
        kept[kept] &= state.people.status[mentor[kept]] == HERE
        kept &= state.people.status[person] == HERE
        if kept.any():
            slots = (ties.partner[person[kept]] == mentor[kept, None]) & (ties.hours[person[kept]] >= casual)
            alive = float(slots.any(1).mean())
            recorder.add("mentor_ties_alive", alive, group_of("programmes", key))
