"""Organisations: the books, the paperwork and the end of those whose programmes are (within step 2, funding).

A stream of money is held by the organisation of the first programme it may pay. Reports and applications ask hours of
its holder; what a programme costs is laid out by its organisation, and paid to it with the overhead that it keeps, at
once or in arrears. Books: reserve(t + 1) = reserve(t) + income − cost; what organisations get, and are owed, is what
streams pay for their programmes. Nothing of this touches a programme that belongs to none.
"""

from __future__ import annotations

import math
import typing
from collections.abc import Sequence

import numpy as np

from sim.codes import DUE_MONTHS, NOBODY, STILL, ClubType, FocusSlot, StreamState
from sim.rng import named_uid
from sim.scenario.periods import can_be_renewed, first_month, pays_from
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.organisations import OrganisationSettings
from sim.told import tell
from sim.town import Town, Used

ARRANGEMENTS = typing.get_args(FundingSettings.model_fields["arrangement"].annotation)
PROCUREMENT = "procurement"
AWAITED = (StreamState.NOT_BEGUN, StreamState.RUNNING, StreamState.GAP)


def owners(town: Town) -> list[int]:
    """By programme, the row of the organisation whose it is; NOBODY for the municipality."""
    organisations = town.scenario.organisations
    keys = [key if one.active else "" for key, one in organisations.items()]
    return [keys.index(p.organisation) if p.organisation in keys else NOBODY for p in town.scenario.programmes.values()]


def holders(town: Town) -> list[int]:
    """By stream of money, the row of the organisation that applies for it and reports on it, or NOBODY."""
    owned = list(zip(town.kept(owners), town.scenario.programmes.values(), strict=True))
    return [
        next((owner for owner, each in owned if owner != NOBODY and key in each.funding), NOBODY)
        for key in town.scenario.funding
    ]


def may_run(town: Town, programme: int) -> bool:
    """Whether there is still somebody to run a programme."""
    owner = town.kept(owners)[programme]
    return owner == NOBODY or bool(town.state.organisations.gone[owner] == STILL)


def by_arrangement(town: Town, row: int, values: Sequence[float]) -> float:
    """The value for a stream: what the municipality took over is as a partnership."""
    taken = town.state.streams.state[row] == StreamState.TAKEN_OVER
    return values[0 if taken else ARRANGEMENTS.index(list(town.scenario.funding.values())[row].arrangement)]


def within_hands(town: Town, organisation: int) -> float:
    """Share of its paperwork that an organisation has hands for; 1 for NOBODY."""
    if organisation == NOBODY:
        return 1.0
    books = town.state.organisations
    return min(1.0, float(books.hands[organisation]) / max(float(books.asked[organisation]), 1e-5))


def paperwork(town: Town, row: int, stream: FundingSettings) -> float:
    """Hours that a stream asks of its holder this month: reports while it pays, an application in the months before a
    period is decided on. What the scenario begins with has been applied for."""
    rules, streams, month = town.scenario.organising, town.state.streams, town.month
    state, since, first = int(streams.state[row]), int(streams.since[row]), first_month(town.scenario, stream)
    hours = 0.0
    if state == StreamState.TAKEN_OVER or (state == StreamState.RUNNING and month >= pays_from(stream, since)):
        hours += by_arrangement(town, row, rules.report_hours)
    again = state == StreamState.RUNNING and can_be_renewed(stream, int(streams.periods[row]))
    decided = int(streams.until[row]) if again else first if state == StreamState.NOT_BEGUN else 0
    if stream.active and decided > 0 and 0 <= decided - month < rules.bid_months:
        hours += by_arrangement(town, row, rules.bid_hours) / rules.bid_months
    return hours


def hands(town: Town, row: int, settings: OrganisationSettings) -> float:
    """Hours a month for paperwork: of own staff, of a share of its programmes' staff, of helpers of its clubs."""
    rules, scenario, state = town.scenario.organising, town.scenario, town.state
    running = state.programmes.stream != NOBODY
    staff = settings.staff + rules.office * sum(
        each.staff
        for owner, each, runs in zip(town.kept(owners), scenario.programmes.values(), running, strict=True)
        if owner == row and runs
    )
    found = staff * scenario.coordination.hours_month
    if settings.base == "none" or town.used[Used.CLUBS] == 0:
        return found
    count = int(town.used[Used.PEOPLE])
    foci = state.memberships.focus[:count, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    club = np.where(foci == NOBODY, NOBODY, state.foci.owner[foci])
    there = (club != NOBODY) & (state.clubs.type[club] == ClubType[settings.base.upper()])
    if settings.place is not None:
        there &= state.clubs.place[club] == list(scenario.places).index(settings.place)
    return found + rules.helper_hours * int((there.any(axis=1) & (state.memberships.volunteer[:count] == 1)).sum())


def begin_month(town: Town) -> None:
    """Open the month's books, and see who has hands for what is asked."""
    books = town.state.organisations
    books.income[:], books.cost[:], books.asked[:] = 0.0, 0.0, 0.0
    for row, (key, settings) in enumerate(town.scenario.organisations.items()):
        if settings.active and books.uid[row] == 0:
            books.uid[row], books.reserve[row] = named_uid("organisations", key), settings.reserve
        books.hands[row] = hands(town, row, settings) if settings.active and books.gone[row] == STILL else 0.0
    for row, (holder, stream) in enumerate(zip(town.kept(holders), town.scenario.funding.values(), strict=True)):
        if holder != NOBODY:
            books.asked[holder] += paperwork(town, row, stream)


def is_held(town: Town, row: int) -> bool:
    """Whether a stream belongs to nobody, or to an organisation that is still there."""
    holder = town.kept(holders)[row]
    return holder == NOBODY or bool(town.state.organisations.gone[holder] == STILL)


def can_bid(town: Town, row: int, stream: FundingSettings) -> bool:
    """Whether the holder of a stream is there and, where the period is procured, has hands for a tender."""
    hands_for_it = stream.arrangement != PROCUREMENT or within_hands(town, town.kept(holders)[row]) == 1.0
    return is_held(town, row) and hands_for_it


def renewal_chance(town: Town, row: int, stream: FundingSettings) -> float:
    """Chance of another period: odds of ``renewal_chance`` × e^(``skill_weight`` (skill − ½)) × novelty^(periods so
    far) × the share of the paperwork there are hands for. 0 for who cannot bid; as the stream says for nobody's."""
    holder, chance, rules = town.kept(holders)[row], stream.renewal_chance, town.scenario.organising
    if holder == NOBODY or not can_bid(town, row, stream):
        return chance if holder == NOBODY else 0.0
    skill = list(town.scenario.organisations.values())[holder].skill
    times = by_arrangement(town, row, rules.novelty) ** int(town.state.streams.periods[row])
    times *= math.exp(rules.skill_weight * (skill - 0.5)) * within_hands(town, holder)
    return chance * times / (chance * times + 1.0 - chance) if times > 0.0 else 0.0


def overhead(town: Town, programme: int) -> float:
    """What a stream pays for a programme, against its cost."""
    return 1.0 if town.kept(owners)[programme] == NOBODY else 1.0 + town.scenario.organising.indirect


def lay_out(town: Town, programme: int, row: int, paid: float) -> None:
    """The organisation of a programme lays out what the month costs; the stream ``row`` owes it what it pays."""
    owner, rules, books = town.kept(owners)[programme], town.scenario.organising, town.state.organisations
    if owner == NOBODY:
        return
    late = int(by_arrangement(town, row, rules.arrears))
    if list(town.scenario.funding.values())[row].payer == "eu" and town.state.streams.state[row] == StreamState.RUNNING:
        late = max(late, rules.arrears_eu)
    books.cost[owner] += paid / overhead(town, programme)
    books.due[owner, (town.month + late) % (DUE_MONTHS + 1)] += paid


def turnover(town: Town, programme: int, row: int, staff: float) -> tuple[float, float]:
    """(chance that one of a programme's staff leaves this month, share of its experience that stays)."""
    if town.kept(owners)[programme] == NOBODY:
        return 0.0, 0.0
    people = max(1, round(staff))
    stays = 1.0 - by_arrangement(town, row, town.scenario.organising.turnover)
    return 1.0 - stays ** (people / 12.0), 1.0 - 1.0 / people


def keep_experience(town: Town, row: int, settings: OrganisationSettings) -> None:
    """Of each programme that does not run this month: one key employee is paid while its money is awaited, as long as
    the reserve lasts; else what was learnt is gone."""
    state, scenario, books = town.state, town.scenario, town.state.organisations
    streams = dict(zip(scenario.funding, state.streams.state, strict=True))
    for programme, (owner, each) in enumerate(zip(town.kept(owners), scenario.programmes.values(), strict=True)):
        idle = state.programmes.stream[programme] == NOBODY and not (state.copies.since[programme] != NOBODY).any()
        if owner != row or not idle or state.programmes.months_run[programme] == 0:
            continue
        salary = min(1.0, each.staff) * scenario.money.staff_month
        has = float(books.reserve[row] + books.income[row] - books.cost[row])
        waits = books.gone[row] == STILL and any(streams[key] in AWAITED for key in each.funding)
        if settings.bridges and waits and has >= salary:
            books.cost[row] += salary
        else:
            state.programmes.months_run[programme] = 0


def settle(town: Town) -> None:
    """Close the month's books; whose reserve is below zero goes under, and its programmes stop for good."""
    books, slot = town.state.organisations, town.month % (DUE_MONTHS + 1)
    for row, (key, settings) in enumerate(town.scenario.organisations.items()):
        if books.uid[row] == 0:
            continue
        books.income[row] += books.due[row, slot]
        books.due[row, slot] = 0.0
        lives = settings.active and books.gone[row] == STILL
        if lives:
            books.income[row] += settings.own_income
            books.cost[row] += settings.fixed_cost + settings.staff * town.scenario.money.staff_month
        keep_experience(town, row, settings)
        books.reserve[row] += books.income[row] - books.cost[row]
        if lives and books.reserve[row] < 0.0 and settings.kind != "municipality":
            books.gone[row] = town.month
            short = round(-float(books.reserve[row]))
            town.log_event(tell("goes under, {amount} SEK short", amount=short), settings.name or key)
