"""Every measure counted again, person by person, in plain Python and networkx: nothing of sim.measures.

A function a measure, named after it by ``@of``; it gives the value by group for the whole region, or by
(group, place) where it knows the places. Months have gone by: ``town.month`` counts the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import networkx as nx

from sim.codes import (
    LONG_AGO,
    NOBODY,
    STILL,
    ClosedFor,
    ClubType,
    Flow,
    FocusSlot,
    Permit,
    Schooling,
    Sector,
    Service,
    SettlementRule,
    Sex,
    Status,
    TieKind,
)
from sim.town import Used

Found = dict[Any, float]
ANSWERS: dict[str, Callable[[Any], Found]] = {}


def of(*names: str) -> Callable[[Any], Any]:
    def register(function: Any) -> Any:
        for name in names:
            ANSWERS[name] = (lambda town, name=name: function(town, name)) if len(names) > 1 else function
        return function

    return register


def here(town: Any) -> list[int]:
    return [i for i in range(int(town.used[Used.PEOPLE])) if town.state.people.status[i] == Status.HERE]


def age(town: Any, i: int) -> float:
    return (town.month - int(town.state.people.birth[i])) / 12.0


def new(town: Any, i: int) -> bool:
    return bool(town.state.people.newcomer[i])


def woman(town: Any, i: int) -> bool:
    return bool(town.state.people.sex[i] == Sex.WOMAN)


def adults(town: Any, newcomer: bool) -> list[int]:
    return [i for i in here(town) if new(town, i) == newcomer and age(town, i) >= 18]


def workers(town: Any, newcomer: bool) -> list[int]:
    return [i for i in here(town) if new(town, i) == newcomer and 20 <= age(town, i) < 65]


def mean(values: list[Any]) -> float:
    return float(sum(values)) / len(values) if values else float("nan")


def friends(town: Any, i: int, hours: float) -> list[int]:
    ties = town.state.ties
    return [
        int(j)
        for j, h, k in zip(ties.partner[i], ties.hours[i], ties.kind[i], strict=True)
        if j != NOBODY and k != TieKind.HOUSEHOLD and h >= hours
    ]


def casual(town: Any) -> float:
    return float(town.rules.ties.casual_hours)


def bridging(town: Any, i: int) -> int:
    return sum(new(town, j) != new(town, i) for j in friends(town, i, casual(town)))


def bonding(town: Any, i: int) -> int:
    origin = town.state.people.origin
    return sum(int(origin[j]) == int(origin[i]) for j in friends(town, i, casual(town)))


def by_sex(town: Any, people: list[int], value: Callable[[int], Any]) -> Found:
    return {
        "all": mean([value(i) for i in people]),
        "women": mean([value(i) for i in people if woman(town, i)]),
        "men": mean([value(i) for i in people if not woman(town, i)]),
    }


def by_place(town: Any, people: list[int], where: Any) -> Found:
    found: Found = {("all", row): 0.0 for row in range(len(town.scenario.places))}
    for i in people:
        found["all", int(where[i])] += 1
    return found | {"all": float(len(people))}


@of("local_friends")
def _(town: Any) -> Found:
    children = [i for i in here(town) if new(town, i) and age(town, i) < 18]
    return by_sex(town, adults(town, True), lambda i: bridging(town, i)) | {
        "children": mean([bridging(town, i) for i in children])
    }


@of("isolated")
def _(town: Any) -> Found:
    return by_sex(town, adults(town, True), lambda i: bridging(town, i) == 0)


@of("bonding")
def _(town: Any) -> Found:
    return by_sex(town, adults(town, True), lambda i: bonding(town, i))


@of("friendships")
def _(town: Any) -> Found:
    return {"all": float(sum(bridging(town, i) for i in adults(town, True)))}


@of("close_newcomers", "no_close_newcomers", "close_locals", "friends_locals", "acquaintances_locals")
def _(town: Any, name: str) -> Found:
    near, known = town.rules.ties.close_hours, casual(town)
    people = adults(town, name.endswith("newcomers"))
    count = {
        "close_newcomers": lambda i: len(friends(town, i, near)),
        "no_close_newcomers": lambda i: not friends(town, i, near),
        "close_locals": lambda i: len(friends(town, i, near)),
        "friends_locals": lambda i: len(friends(town, i, known)),
        "acquaintances_locals": lambda i: len(friends(town, i, 0.0)) - len(friends(town, i, known)),
    }[name]
    return {"all": mean([count(i) for i in people])}


@of("knows_newcomers")
def _(town: Any) -> Found:
    return {"all": mean([bridging(town, i) > 0 for i in adults(town, False)])}


@of("ill")
def _(town: Any) -> Found:
    ill = town.state.people.ill
    by = {"all": (True, False), "women": (True,), "men": (False,)}
    return {
        group: mean([bool(ill[i]) for i in adults(town, True) if woman(town, i) in those])
        for group, those in by.items()
    }


def generation(town: Any, i: int) -> str:
    people = town.state.people
    if not people.newcomer[i]:
        return "born_here" if people.origin[i] else "locals"
    came = int(people.arrival[i]) - int(people.waited[i])
    return "came_as_children" if (came - int(people.birth[i])) / 12.0 < 18 else "came_grown"


def by_generation(town: Any, value: Callable[[int], Any], ages: tuple[int, int]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"locals": [], "born_here": [], "came_as_children": [], "came_grown": []}
    for i in here(town):
        if ages[0] <= age(town, i) < ages[1]:
            found[generation(town, i)].append(value(i))
    return found


@of("young_employed", "young_secondary", "young_higher", "young")
def _(town: Any, name: str) -> Found:
    value = {
        "young_employed": lambda i: town.state.work.job[i] != NOBODY,
        "young_secondary": lambda i: town.state.people.schooling[i] >= Schooling.SECONDARY,
        "young_higher": lambda i: town.state.people.schooling[i] == Schooling.HIGHER,
        "young": lambda i: True,
    }[name]
    found = by_generation(town, value, (25, 30))
    return {group: float(len(values)) if name == "young" else mean(values) for group, values in found.items()}


@of("majority_friends")
def _(town: Any) -> Found:
    origin = town.state.people.origin
    found = by_generation(town, lambda i: [origin[j] == 0 for j in friends(town, i, casual(town))], (10, 30))
    return {group: mean([one for each in values for one in each]) for group, values in found.items()}


def graph(town: Any, household: bool) -> nx.Graph:
    """Everybody here and their ties of casual friends or closer; with ``household``, those of a home too."""
    ties, found = town.state.ties, nx.Graph()
    for i in here(town):
        found.add_node(i, group=new(town, i))
        for j, hours, kind in zip(ties.partner[i], ties.hours[i], ties.kind[i], strict=True):
            if j != NOBODY and hours >= casual(town) and (household or kind != TieKind.HOUSEHOLD):
                found.add_edge(i, int(j))
    return found


@of("assortativity")
def _(town: Any) -> Found:
    return {"all": nx.attribute_assortativity_coefficient(graph(town, False), "group")}


@of("ei_index")
def _(town: Any) -> Found:
    found = graph(town, False)
    external = internal = 0
    for i, j in found.edges:
        if new(town, i) != new(town, j):
            external += 1
        elif new(town, i):
            internal += 2  # seen from both ends
    return {"all": (external - internal) / (external + internal)}


@of("clustering")
def _(town: Any) -> Found:
    found = graph(town, True)
    local = nx.clustering(found)
    return {"all": mean([local[i] for i in found if found.degree(i) >= 2])}


@of("largest_component")
def _(town: Any) -> Found:
    found = graph(town, True)
    return {"all": max(map(len, nx.connected_components(found))) / len(found)}


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


@of("stayers", "retained")
def _(town: Any, name: str) -> Found:
    people = town.state.people
    came = [
        i
        for i in range(int(town.used[Used.PEOPLE]))
        if new(town, i)
        and people.arrival[i] >= 0
        and people.status[i] != Status.DEAD
        and people.permit[i] not in (Permit.WAITING, Permit.REFUSED)
    ]
    stay = [i for i in came if people.settled_until[i] == STILL]
    assert all(people.place[i] == people.settled_in[i] for i in stay)
    return by_place(town, stay, people.settled_in) if name == "stayers" else {"all": len(stay) / len(came)}


@of("permits")
def _(town: Any) -> Found:
    permits = [Permit(int(town.state.people.permit[i])) for i in here(town) if new(town, i)]
    kinds = (Permit.WAITING, Permit.TEMPORARY, Permit.PERMANENT, Permit.WORK)
    assert set(permits) <= set(kinds)
    return {kind.name.lower(): float(permits.count(kind)) for kind in kinds}


@of("settled")
def _(town: Any) -> Found:
    by_rule = town.state.places.settled_by.sum(axis=0).tolist()
    return {"all": float(sum(by_rule))} | {rule.name.lower(): float(by_rule[rule]) for rule in SettlementRule}


@of("newcomer_share")
def _(town: Any) -> Found:
    found = {"all": mean([new(town, i) for i in here(town)])}
    for place in range(len(town.scenario.places)):
        found[("all", place)] = mean([new(town, i) for i in here(town) if town.state.people.place[i] == place])
    return found


@of("waited")
def _(town: Any) -> Found:
    waited = town.state.people.waited
    return {"all": mean([int(waited[i]) for i in here(town) if new(town, i) and waited[i] > 0])}


@of("trust", "belonging", "attitude")
def _(town: Any, name: str) -> Found:
    values = getattr(town.state.minds, name)
    return {
        group: mean([float(values[i]) for i in adults(town, newcomer)])
        for group, newcomer in (("locals", False), ("newcomers", True))
    }


@of("language", "in_course")
def _(town: Any, name: str) -> Found:
    values = getattr(town.state.minds, name)
    return {"all": mean([float(values[i]) for i in adults(town, True)])}


@of("members", "volunteers")
def _(town: Any, name: str) -> Found:
    memberships = town.state.memberships
    slots = (FocusSlot.CLUB_1, FocusSlot.CLUB_2, FocusSlot.CLUB_3)

    def counts(i: int) -> bool:
        if name == "members":
            return any(memberships.focus[i, slot] != NOBODY for slot in slots)
        return bool(memberships.volunteer[i] == 1)

    return {
        group: mean([counts(i) for i in adults(town, newcomer)])
        for group, newcomer in (("locals", False), ("newcomers", True))
    }


@of("threat", "attention", "link")
def _(town: Any, name: str) -> Found:
    return {"all": mean([float(value) for value in getattr(town.state.places, name)])}


@of("mean_age")
def _(town: Any) -> Found:
    return {"all": mean([age(town, i) for i in here(town)])}


@of("age_share")
def _(town: Any) -> Found:
    found: Counter[str] = Counter()
    for i in here(town):
        years = age(town, i)
        found[
            "0-15"
            if years < 16
            else "16-24"
            if years < 25
            else "25-44"
            if years < 45
            else "45-64"
            if years < 65
            else "65+"
        ] += 1
        found["80+"] += years >= 80
    return {band: number / len(here(town)) for band, number in found.items()}


@of("pupils")
def _(town: Any) -> Found:
    return by_place(town, [i for i in here(town) if 6 <= age(town, i) < 16], town.state.people.place)


@of("population", "newcomers")
def _(town: Any, name: str) -> Found:
    people = [i for i in here(town) if name == "population" or new(town, i)]
    return by_place(town, people, town.state.people.place)


@of("clubs_open")
def _(town: Any) -> Found:
    clubs = town.state.clubs
    rows = [row for row in range(int(town.used[Used.CLUBS])) if clubs.open[row]]
    kinds = Counter(ClubType(int(clubs.type[row])).name.lower() for row in rows)
    return {"all": float(len(rows)), **{one.name.lower(): float(kinds[one.name.lower()]) for one in ClubType}}


@of("homes_vacant")
def _(town: Any) -> Found:
    homes = town.state.homes.household[: int(town.used[Used.HOMES])].tolist()
    return {"all": mean([household == NOBODY for household in homes])}


@of("school_open", "shop_open", "health_open")
def _(town: Any, name: str) -> Found:
    service = Service[name.removesuffix("_open").upper()]
    return {"all": float(sum(bool(row[service]) for row in town.state.places.service_open))}


@of(
    "births",
    "deaths",
    "arrivals",
    "arrivals_unhoused",
    "inflow",
    "departures_newcomers",
    "departures_locals",
    "moves_in",
    "moves_out",
    "job_losses",
    "posts_opened",
    "posts_closed",
    "posts_given_up",
    "refused",
    "left_at_permit",
    "movement_grants",
    "club_joins",
    "club_leaves",
    "clubs_founded",
    "clubs_saved",
    "courses_passed",
    "courses_broken_off",
    "courses_over",
    "returned",
    "secondary_arrivals",
)
def _(town: Any, name: str) -> Found:
    name = name.removesuffix("_arrivals")
    return {"all": float(sum(row[Flow[name.upper()]] for row in town.state.places.flows.tolist()))}


def posts(town: Any, only_vacant: bool) -> Found:
    jobs, found = town.state.jobs, dict.fromkeys(["all", *(sector.name.lower() for sector in Sector)], 0.0)
    for job in range(int(town.used[Used.JOBS])):
        if jobs.open[job] and not (only_vacant and jobs.holder[job] != NOBODY):
            found["all"] += 1
            found[Sector(int(town.state.employers.sector[jobs.employer[job]])).name.lower()] += 1
    return found


@of("posts")
def _(town: Any) -> Found:
    return posts(town, False)


@of("vacancies")
def _(town: Any) -> Found:
    return posts(town, True)


@of("demand")
def _(town: Any) -> Found:
    found = {sector.name.lower(): sum(row[sector] for row in town.state.places.demand.tolist()) for sector in Sector}
    for site in town.scenario.sites.values():
        found[site.sector] += site.posts
    return {"all": sum(found.values()), **found}


@of("clubs_closed")
def _(town: Any) -> Found:
    rows = town.state.places.flows.tolist()
    everywhere = float(sum(row[Flow.CLUBS_CLOSED] for row in rows))
    clubs = town.state.clubs
    closed = [c for c in range(int(town.used[Used.CLUBS])) if clubs.closed[c] == town.month - 1 and not clubs.open[c]]
    why = Counter(int(clubs.closed_for[c]) for c in closed)
    return {"all": everywhere, "too_few": float(why[ClosedFor.MEMBERS]), "no_board": float(why[ClosedFor.BOARD])}


def members_of(town: Any, club: int) -> list[tuple[int, bool]]:
    """(person, whether on the board) of a club."""
    memberships, focus = town.state.memberships, town.state.clubs.focus[club]
    return [
        (i, memberships.board_until[i, column] != LONG_AGO)
        for i in here(town)
        for column in range(3)
        if memberships.focus[i, FocusSlot.CLUB_1 + column] == focus
    ]


def for_all(town: Any) -> list[list[tuple[int, bool]]]:
    """Members of each open club but immigrants' associations."""
    clubs = town.state.clubs
    rows = range(int(town.used[Used.CLUBS]))
    return [members_of(town, c) for c in rows if clubs.open[c] and clubs.type[c] != ClubType.IMMIGRANT]


@of("clubs_with_newcomer")
def _(town: Any) -> Found:
    return {"all": mean([any(new(town, i) for i, _ in members) for members in for_all(town)])}


@of("boards_with_newcomer")
def _(town: Any) -> Found:
    boards = [[new(town, i) for i, on_board in members if on_board] for members in for_all(town)]
    return {"all": mean([any(board) for board in boards if board])}


@of("board_seats")
def _(town: Any) -> Found:
    return {"all": float(sum(on_board for members in for_all(town) for _, on_board in members))}


def way_to(town: Any, place: int, service: Service) -> float | None:
    """Minutes to the nearest open service within reach."""
    scenario, places = town.scenario, town.state.places
    reach = {
        Service.SCHOOL: scenario.schooling.school_reach,
        Service.SHOP: scenario.services.shop_reach,
        Service.HEALTH: scenario.services.health_reach,
    }[service]
    every = range(len(places.uid))
    ways = [
        0.0 if one == place else float(places.travel[place, one]) for one in every if places.service_open[one, service]
    ]
    return min((way for way in ways if way <= reach), default=None)


@of("school_minutes", "shop_minutes", "health_minutes")
def _(town: Any, name: str) -> Found:
    service = Service[name.removesuffix("_minutes").upper()]
    # ages in the month just simulated
    born = town.state.people.birth
    users = [i for i in here(town) if service != Service.SCHOOL or 72 <= town.month - 1 - born[i] < 192]
    ways = [way_to(town, int(town.state.people.place[i]), service) for i in users]
    return {"all": mean([way for way in ways if way is not None])}


@of("school_transport")
def _(town: Any) -> Found:
    places = list(town.scenario.places.values())
    carried = 0
    for i in here(town):
        place = int(town.state.people.place[i])
        pupil = 6 * 12 <= town.month - 1 - town.state.people.birth[i] < 16 * 12
        closed = not town.state.places.service_open[place, Service.SCHOOL] and "school" in places[place].services
        carried += pupil and closed and way_to(town, place, Service.SCHOOL) is not None
    return {"all": carried * town.scenario.prices.school_transport}


@of("net_migration")
def _(town: Any) -> Found:
    ages = ("0-17", "18-24", "25-34", "35-44", "45-64", "65+")
    rows = town.state.places.balance.tolist()
    found = {group: float(sum(row[k] for row in rows)) for k, group in enumerate(ages)}
    return {"all": sum(found.values()), **found}


@of("moved_out")
def _(town: Any) -> Found:
    goals = {"city": 2, "small": 3, "metropolis": 4, "abroad": 5, "university_town": 6}
    rows = town.state.places.gone_to.tolist()
    found = {group: float(sum(row[k] for row in rows)) for group, k in goals.items()}
    return {"all": sum(found.values()), **found}


@of("tightness")
def _(town: Any) -> Found:
    places = town.state.places
    people = places.population.tolist()
    met = sum(each * many for each, many in zip(places.tightness.tolist(), people, strict=True))
    return {"all": met / sum(people)}


@of("aged_18", "aged_28")
def _(town: Any, name: str) -> Found:
    years = int(name.removeprefix("aged_"))
    return {"all": float(sum(years <= age(town, i) < years + 1 for i in here(town)))}


@of("hires")
def _(town: Any) -> Found:
    rows = town.state.places.flows.tolist()
    return {
        group: float(sum(row[Flow[f"HIRES_{group.upper()}"]] for row in rows))
        for group in ("open", "employer", "service", "contact")
    }
