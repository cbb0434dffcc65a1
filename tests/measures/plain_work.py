"""Work and posts, counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, Flow, Schooling, Sector
from sim.town import Used
from tests.measures.plain import Found, by_place, groups_of_whom, mean, of, woman, workers


def work_groups(town: Any) -> dict[str, list[int]]:
    came = workers(town, True)
    schooling = town.state.people.schooling
    return {
        "locals": workers(town, False),
        "newcomers": came,
        "newcomer_women": [i for i in came if woman(town, i)],
        "newcomer_men": [i for i in came if not woman(town, i)],
        **{f"newcomers_{one.name.lower()}": [i for i in came if schooling[i] == one] for one in Schooling},
    }


@of("employed")
def _(town: Any) -> Found:
    job = town.state.work.job
    return {group: mean([job[i] != NOBODY for i in people]) for group, people in work_groups(town).items()}


@of("matched")
def _(town: Any) -> Found:
    job, skill = town.state.work.job, town.state.jobs.skill
    schooling = town.state.people.schooling
    return {
        group: mean([skill[job[i]] >= schooling[i] for i in people if job[i] != NOBODY])
        for group, people in work_groups(town).items()
    }


@of("newcomers_in_work")
def _(town: Any) -> Found:
    return by_place(town, [i for i in workers(town, True) if town.state.work.job[i] != NOBODY], town.state.people.place)


@of("commuting")
def _(town: Any) -> Found:
    state = town.state

    def elsewhere(i: int) -> bool:
        return bool(state.employers.place[state.jobs.employer[state.work.job[i]]] != state.people.place[i])

    groups = groups_of_whom(town)
    for group, years in {"year_2": 1, "year_3": 2, "year_5": 4, "year_9": 8}.items():
        since = {i: (town.month - int(state.people.arrival[i])) / 12 for i in groups["newcomers"]}
        groups[group] = [i for i in groups["newcomers"] if years <= since[i] < years + 1]
    return {
        group: mean([elsewhere(i) for i in people if state.work.job[i] != NOBODY]) for group, people in groups.items()
    }


@of("self_employed")
def _(town: Any) -> Found:
    state = town.state
    owner = {i: int(state.employers.owner[state.jobs.employer[state.work.job[i]]]) for i in at_work(town)}
    return {
        group: mean([owner[i] == i for i in people if i in owner]) for group, people in groups_of_whom(town).items()
    }


def at_work(town: Any) -> list[int]:
    return [i for people in groups_of_whom(town).values() for i in people if town.state.work.job[i] != NOBODY]


@of("employers_willing")
def _(town: Any) -> Found:
    state, found = town.state, {"all": [], "below_10_posts": [], "10_to_49_posts": [], "50_posts_or_more": []}
    for employer in range(int(town.used[Used.EMPLOYERS])):
        jobs = [job for job in range(int(town.used[Used.JOBS])) if state.jobs.employer[job] == employer]
        if many := sum(int(state.jobs.open[job]) for job in jobs):
            size = "below_10_posts" if many < 10 else "10_to_49_posts" if many < 50 else "50_posts_or_more"
            for group in ("all", size):
                found[group].append(float(state.employers.willingness[employer]))
    return {group: mean(values) for group, values in found.items()}


def posts(town: Any, only_vacant: bool = False, only_subsidised: bool = False) -> Found:
    jobs, found = town.state.jobs, dict.fromkeys(["all", *(sector.name.lower() for sector in Sector)], 0.0)
    for job in range(int(town.used[Used.JOBS])):
        if only_subsidised and not jobs.subsidised[job]:
            continue
        if jobs.open[job] and not (only_vacant and jobs.holder[job] != NOBODY):
            found["all"] += 1
            found[Sector(int(town.state.employers.sector[jobs.employer[job]])).name.lower()] += 1
    return found


@of("posts")
def _(town: Any) -> Found:
    return posts(town)


@of("subsidised", "displaced")
def _(town: Any, name: str) -> Found:
    weight = 1.0 if name == "subsidised" else town.scenario.placements.displaces
    return {group: weight * value for group, value in posts(town, only_subsidised=True).items()}


@of("vacancies")
def _(town: Any) -> Found:
    return posts(town, only_vacant=True)


@of("demand")
def _(town: Any) -> Found:
    found = {sector.name.lower(): sum(row[sector] for row in town.state.places.demand.tolist()) for sector in Sector}
    for site in town.scenario.sites.values():
        found[site.sector] += site.posts
    return {"all": sum(found.values()), **found}


@of("tightness")
def _(town: Any) -> Found:
    places = town.state.places
    people = places.population.tolist()
    met = sum(each * many for each, many in zip(places.tightness.tolist(), people, strict=True))
    return {"all": met / sum(people)}


@of("hires")
def _(town: Any) -> Found:
    rows = town.state.places.flows.tolist()
    return {
        group: float(sum(row[Flow[f"HIRES_{group.upper()}"]] for row in rows))
        for group in ("open", "employer", "service", "contact")
    }
