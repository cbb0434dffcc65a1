"""Volunteers, programmes and money counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sim.codes import NOBODY, STILL, Enrolment, Pathway, Permit, Status, StreamState
from sim.town import Used
from tests.measures.plain import ANSWERS, Found, by_place, casual, here, mean, new, of


@of("volunteers_ready", "volunteers_matched")
def _(town: Any, name: str) -> Found:
    civic = town.state.civic
    ready = [i for i in here(town) if civic.ready[i] and (name == "volunteers_ready" or civic.matched[i])]
    return by_place(town, ready, town.state.people.place)


@of("taking_part", "waiting", "mentor_wait")
def _(town: Any, name: str) -> Found:
    programmes = town.state.programmes
    found: Found = {}
    for row, key in enumerate(town.scenario.programmes):
        if programmes.uid[row] == 0:
            continue
        if name != "mentor_wait":
            found[f"programmes.{key}"] = float(getattr(programmes, name)[row])
        elif programmes.met[row]:
            found[f"programmes.{key}"] = float(programmes.waited[row]) / float(programmes.met[row])
    return found


@of("embedded")
def _(town: Any) -> Found:
    posts = town.state.posts
    return {
        f"coordinators.{key}": float(posts.embedded[row])
        for row, key in enumerate(town.scenario.coordinators)
        if posts.uid[row]
    }


def bought(town: Any) -> dict[str, tuple[str, float]]:
    """(payer, SEK) of what levers of the run buy, by name of the price."""
    prices, found = town.scenario.prices, {}
    if waits := waiting_for_a_decision(town):
        found["reception_place"] = (prices.reception_place_payer, waits * prices.reception_place)
    if wages := subsidised_wages(town):
        found["wage_subsidy"] = (prices.wage_subsidy_payer, wages * prices.wage_subsidy)
    if carried := ANSWERS["school_transport"](town)["all"]:
        found["school_transport"] = (prices.services_payer, carried)
    if any((since != NOBODY).any() for since in town.state.copies.since):
        found["copies"] = (prices.copies_payer, copied(town))
    return found


def subsidised_wages(town: Any) -> float:
    """Wages paid by the subsidy for those in a subsidised post, in their first months there."""
    enrolments, programmes, found = town.state.enrolments, list(town.scenario.programmes.values()), 0.0
    for k in range(int(town.used[Used.ENROLMENTS])):
        host, job = programmes[enrolments.programme[k]].host, int(town.state.work.job[enrolments.person[k]])
        if enrolments.state[k] == Enrolment.ACTIVE and enrolments.host[k] != NOBODY and host.pay == "subsidised":
            if (
                job != NOBODY
                and town.state.jobs.subsidised[job]
                and town.month - 1 - enrolments.begun[k] < host.subsidy_months
            ):
                found += host.subsidy
    return found


def copied(town: Any) -> float:
    """What places pay for what they copied [SEK]: the programmes' cost for each of their places, and participants."""
    enrolments, people, sums = town.state.enrolments, town.state.people, 0.0
    for row, each in enumerate(town.scenario.programmes.values()):
        there = [place for place, since in enumerate(town.state.copies.since[row]) if since != NOBODY]
        fixed = each.cost.per_month + each.staff * town.scenario.money.staff_month
        sums += len(there) * fixed / (len(each.places) or len(town.scenario.places))
        for k in range(int(town.used[Used.ENROLMENTS])):
            if enrolments.programme[k] == row and enrolments.state[k] == Enrolment.ACTIVE:
                sums += each.cost.per_participant * (int(people.place[enrolments.person[k]]) in there)
    return sums


def waiting_for_a_decision(town: Any) -> int:
    return sum(town.state.people.permit[i] == Permit.WAITING for i in here(town))


def lines_and_homes(scenario: Any, month: int) -> list[tuple[str, str, float]]:
    """(group, payer, SEK) of bus lines that run and of homes that were ready in the month before ``month``."""
    date = scenario.date_of(month - 1)
    found = [(f"buses.{key}", one.payer, one.cost_per_month) for key, one in scenario.buses.items() if one.active]
    for key, one in scenario.building.items():
        if one.active and date in one.months:
            found.append((f"building.{key}", one.payer, one.months[date] * one.cost_per_home))
    return found


@of("spent")
def _(town: Any) -> Found:
    state, scenario = town.state, town.scenario
    found = {
        f"coordinators.{key}": float(state.posts.cost[row])
        for row, key in enumerate(scenario.coordinators)
        if state.posts.uid[row]
    }
    found |= {
        f"programmes.{key}": float(state.programmes.cost[row])
        for row, key in enumerate(scenario.programmes)
        if state.programmes.uid[row]
    }
    found |= {f"prices.{name}": amount for name, (_, amount) in bought(town).items()}
    found |= {group: amount for group, _, amount in lines_and_homes(scenario, town.month)}
    return found | {"all": sum(found.values())}


@of("spent_by_payer")
def _(town: Any) -> Found:
    found: dict[str, float] = defaultdict(float)
    for row, stream in enumerate(town.scenario.funding.values()):
        if town.state.streams.uid[row]:
            taken = town.state.streams.state[row] == StreamState.TAKEN_OVER
            found["municipality" if taken else stream.payer] += float(town.state.streams.month_spent[row])
    for payer, amount in bought(town).values():
        found[payer] += amount
    for _, payer, amount in lines_and_homes(town.scenario, town.month):
        found[payer] += amount
    return dict(found)


@of("money_returned", "money_missing")
def _(town: Any, name: str) -> Found:
    return {f"funding.{key}": amount for key, amount in getattr(town, name.removeprefix("money_")).items()}


def granted(money: Any, since: int) -> float:
    """State grant of a month, so many months after settlement [SEK]."""
    if not money.state_grant_years:
        return float(money.state_grant / money.state_grant_months)
    year = since // 12
    share = money.state_grant_years[year] / sum(money.state_grant_years)
    return float(money.state_grant * share / min(12, money.state_grant_months - 12 * year))


@of("state_grants", "tax", "support", "net_cost")
def _(town: Any, name: str) -> Found:
    people, work, money, month = town.state.people, town.state.work, town.scenario.money, town.month - 1
    found = {"state_grants": 0.0, "tax": 0.0, "support": 0.0}
    for i in [i for i in here(town) if new(town, i)]:
        years = (month - int(people.birth[i])) / 12.0
        since = month - int(people.arrival[i])
        settled = Pathway(int(people.pathway[i])) in (Pathway.QUOTA, Pathway.ASYLUM, Pathway.FAMILY, Pathway.YOUTH)
        waits = people.permit[i] == Permit.WAITING
        if settled and not waits and people.arrival[i] >= 0 and since < money.state_grant_months:
            found["state_grants"] += granted(money, int(since))
        if work.job[i] != NOBODY:
            found["tax"] += money.tax_rate * money.income[int(town.state.jobs.skill[work.job[i]])] / 12
        elif 20 <= years < 65 and not waits and not work.studying[i] and month >= people.introduction_end[i]:
            found["support"] += money.support_without_work
    if name == "net_cost":
        paid = ANSWERS["spent_by_payer"](town).get("municipality", 0.0)
        return {"all": paid + found["support"] - found["tax"] - found["state_grants"]}
    return {"all": found[name]}


def organisations(town: Any) -> list[tuple[int, str]]:
    books = town.state.organisations
    return [(row, key) for row, key in enumerate(town.scenario.organisations) if books.uid[row]]


@of("organisations_open", "reserves", "organisation_income", "organisation_cost")
def _(town: Any, name: str) -> Found:
    books, those = town.state.organisations, organisations(town)
    if name == "organisations_open":
        return {"all": float(sum(books.gone[row] == STILL for row, _ in those))}
    column = getattr(books, {"reserves": "reserve"}.get(name, name.removeprefix("organisation_")))
    found = {f"organisations.{key}": float(column[row]) for row, key in those}
    return found | {"all": sum(found.values())}


@of("admin_share", "practice")
def _(town: Any, name: str) -> Found:
    books, found = town.state.organisations, {}
    for row, key in organisations(town):
        if books.gone[row] != STILL or (name == "admin_share" and not books.hands[row]):
            continue
        months = [
            int(town.state.programmes.months_run[at])
            for at, each in enumerate(town.scenario.programmes.values())
            if each.organisation == key
        ]
        share = float(books.asked[row]) / float(books.hands[row]) if name == "admin_share" else 0.0
        found[f"organisations.{key}"] = share if name == "admin_share" else float(max(months, default=0))
    return found | {"all": mean(list(found.values()))}


@of("copies")
def _(town: Any) -> Found:
    since, places = town.state.copies.since, len(town.scenario.places)
    copied = {
        (key, place)
        for row, key in enumerate(town.scenario.programmes)
        for place in range(places)
        if since[row, place] != NOBODY
    }
    if not copied:
        return {}
    found: Found = {("all", place): float(sum(one == place for _, one in copied)) for place in range(places)}
    for key, _ in copied:
        found[f"programmes.{key}"] = found.get(f"programmes.{key}", 0.0) + 1.0
    return found | {"all": float(len(copied))}


@of("mentor_ties_alive")
def _(town: Any) -> Found:
    enrolments, people, found = town.state.enrolments, town.state.people, {}
    for row, key in enumerate(town.scenario.programmes):
        kept = []
        for k in range(int(town.used[Used.ENROLMENTS])):
            ago = town.month - int(enrolments.ends[k])
            person, mentor = int(enrolments.person[k]), int(enrolments.mentors[k, 0])
            if (
                enrolments.programme[k] == row
                and enrolments.state[k] == Enrolment.DONE
                and enrolments.begun[k] >= 0
                and 12 < ago <= 24
                and mentor != NOBODY
                and people.status[person] == people.status[mentor] == Status.HERE
            ):
                ties = town.state.ties
                kept.append(
                    any(
                        j == mentor and hours >= casual(town)
                        for j, hours in zip(ties.partner[person], ties.hours[person], strict=True)
                    )
                )
        if kept:
            found[f"programmes.{key}"] = mean(kept)
    return found


__all__ = ["ANSWERS"]


@of("own_projects")
def _(town: Any) -> Found:
    """By origin group 1 alone: the one that organises anything."""
    enrolments, keys = town.state.enrolments, list(town.scenario.programmes)
    came = [
        int(enrolments.person[row])
        for row in range(int(town.used[Used.ENROLMENTS]))
        if enrolments.state[row] == Enrolment.ACTIVE and keys[enrolments.programme[row]] == "own"
    ]
    people, found = town.state.people, by_place(town, came, town.state.people.place)
    for key, number in by_place(town, [i for i in came if people.origin[i] != 1], people.place).items():
        found[("other_origin", key[1]) if isinstance(key, tuple) else "other_origin"] = number
    return found
