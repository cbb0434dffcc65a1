"""A history with the shape of a real one and numbers off the top of a hat, for tests of what reads it."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sim.scenario import Scenario, scenario_from

FAMILIES = {"single_man": 0.63, "single_woman": 0.70, "couple": 0.72, "couple_children": 0.77, "lone_parent": 0.78}
CLUB_TYPES = {"sport": 14, "village": 12, "culture": 10, "congregation": 5, "immigrant": 2, "aid": 3}


INTERVENTIONS = {
    "funding": {"project": {"payer": "eu", "months": 36}, "budget": {"payer": "municipality", "permanent": True}},
    "coordinators": {"post": {"name": "Coordinator", "funding": ["project"]}},
    "programmes": {
        "friends": {"name": "Friend mentors <new>", "funding": ["project"]},
        "cafe": {"name": "Language café at the library", "form": "group", "funding": ["budget"]},
        "never": {"name": "Never begun", "funding": ["budget"], "active": False},
    },
}


def scenario(places: int = 1, months: int = 120, interventions: bool = False) -> Scenario:
    names = ["storby", "skog", "sjo", "berg", "dal", "hed"][:places]
    positions = [(0.0, 0.0), (-32.0, 25.0), (10.0, 45.0), (-26.0, 12.0), (-36.0, -22.0), (-50.0, 40.0)]
    return scenario_from(
        {
            "title": "A <made-up> town & its villages",
            "description": "For tests of figures and reports.",
            "months": months,
            **(INTERVENTIONS if interventions else {}),
            "places": {
                name: {
                    "name": name.capitalize(),
                    "population": 3000 * (12 if i == 0 and places > 1 else 1),
                    "position": list(positions[i]),
                }
                for i, name in enumerate(names)
            },
            "travel": {
                a: {b: 10.0 + round(math.dist(positions[i], positions[j])) for j, b in enumerate(names) if j > i}
                for i, a in enumerate(names[:-1])
            },
        }
    )


@dataclass
class Columns:
    month: list[int] = field(default_factory=list)
    place: list[str] = field(default_factory=list)
    measure: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, month: int, place: str, measure: str, group: str, value: float) -> None:
        self.month.append(month)
        self.place.append(place)
        self.measure.append(measure)
        self.group.append(group)
        self.value.append(float(value))


@dataclass
class Retention:
    months_since: list[int] = field(default_factory=list)
    place: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    at_risk: list[float] = field(default_factory=list)


class Sample(NamedTuple):
    uid: Any
    newcomer: Any
    origin: Any
    place: Any
    edges: Any
    hours: Any
    kind: Any


@dataclass
class Life:
    title: str
    events: list[tuple[int, str, str]]
    series: dict[str, list[float]]


@dataclass
class FakeHistory:
    scenario: Scenario
    seed: int
    months: int
    start: str
    measures: Columns
    retention: Retention
    digest: str
    lives: list[Life]
    network_sample: Sample
    places: list[dict[str, Any]]
    log: list[tuple[int, str]] = field(default_factory=list)


def simulate(
    scenario: Scenario,
    seed: int,
    *,
    threads: int = 1,
    months: int | None = None,
    lives: int = 0,
    watched: tuple[int, ...] = (),
    progress: Any = None,
) -> FakeHistory:
    months = scenario.months if months is None else months
    rng = np.random.default_rng(seed)
    columns, retention = Columns(), Retention()
    shared = rng.normal(0, 1, 12)
    places = {}
    for place, about in scenario.places.items():
        places[place] = _place(columns, place, about.population, months, rng)
    everywhere = sum(about.population for about in scenario.places.values())
    _place(columns, "all", everywhere, months, rng)
    log = _interventions(columns, scenario, months, rng)
    for place in ("all", *scenario.places):
        _retention(retention, place, months, shared, rng)
    if progress is not None:
        for month in range(1, months + 1):
            progress(month, months)
    return FakeHistory(
        scenario,
        seed,
        months,
        scenario.start,
        columns,
        retention,
        hashlib.sha256(f"{scenario.digest()} {seed} {months}".encode()).hexdigest(),
        [_life(number, months, rng) for number in range(lives)],
        _sample(len(scenario.places), rng),
        [
            {
                "key": key,
                "name": about.name or key,
                "x": (about.position or (None, None))[0],
                "y": (about.position or (None, None))[1],
                "population_start": about.population,
                "population_end": places[key][0],
                "newcomers_end": places[key][1],
            }
            for key, about in scenario.places.items()
        ],
        log,
    )


def _interventions(columns: Columns, scenario: Scenario, months: int, rng: Any) -> list[tuple[int, str]]:
    """Two programmes and a post: the EU pays for a year from month 2, then the municipality for one."""
    if not scenario.programmes:
        return []
    for month in range(months):
        add = lambda measure, group, value: columns.add(month, "all", measure, group, value)  # noqa: B023, E731
        add("volunteers_ready", "all", 20 + rng.integers(0, 6))
        add("volunteers_matched", "all", 5 + rng.integers(0, 4))
        add("link", "all", 0.2)
        for name, value in (("state_grants", 150_000), ("tax", 400_000), ("support", 250_000)):
            add(name, "all", value + 1000 * rng.integers(0, 20))
        if month < 2:
            continue
        running = month < 14
        for key, share in (("friends", 2), ("cafe", 1)):
            at_work = running or key == "cafe"
            add("taking_part", f"programmes.{key}", (10 * share + rng.integers(0, 4)) * at_work)
            add("waiting", f"programmes.{key}", rng.integers(0, 6) * at_work)
            add("spent", f"programmes.{key}", 10_000 * share * at_work)
            if at_work:
                add("mentor_wait", f"programmes.{key}", 3 * share)
        add("embedded", "coordinators.post", 0.4 * running)
        add("spent", "coordinators.post", 53_000 * running)
        add("spent", "all", 83_000 if running else 10_000)
        add("spent_by_payer", "eu", 83_000 * running)
        add("spent_by_payer", "municipality", 0 if running else 10_000)
    return [
        (2, "Friend mentors <new>: begins"),
        (2, "Coordinator: begins"),
        (14, "EU project: the money has come to its end"),
        (14, "Friend mentors <new>: stops"),
    ]


def _place(columns: Columns, place: str, size: int, months: int, rng: Any) -> tuple[int, int]:
    population, newcomers, add = size, 0, columns.add
    for month in range(-1, months):
        flows = {}
        if month >= 0:
            flows = {
                "births": rng.poisson(size * 0.0007),
                "deaths": rng.poisson(size * 0.0011),
                "arrivals": rng.poisson(size * 0.0008),
                "inflow": rng.poisson(size * 0.0017),
                "departures_newcomers": rng.poisson(newcomers * 0.004),
                "departures_locals": rng.poisson(size * 0.0026),
                "moves_in": 0,
                "moves_out": 0,
            }
            for name, value in flows.items():
                add(month, place, name, "all", value)
            gain = flows["births"] + flows["arrivals"] + flows["inflow"]
            loss = flows["deaths"] + flows["departures_newcomers"] + flows["departures_locals"]
            population += int(gain - loss)
            newcomers += int(flows["arrivals"] - flows["departures_newcomers"])
        add(month, place, "population", "all", population)
        add(month, place, "newcomers", "all", newcomers)
        for kind, number in CLUB_TYPES.items():
            add(month, place, "clubs_open", kind, max(1, number - (month + 1) // 40 + rng.integers(-1, 2)))
        add(month, place, "clubs_open", "all", 46 - month // 30 + rng.integers(-1, 2))
        add(month, place, "clubs_saved", "all", rng.poisson(0.05))
        add(month, place, "clubs_closed", "all", rng.poisson(0.1))
        for kind in ("open", "employer", "service", "contact"):
            add(month, place, "hires", kind, rng.poisson(4))
        if month % 12 == 11 or month < 0:
            _yearly(columns, place, month, rng)
    return population, newcomers


def _yearly(columns: Columns, place: str, month: int, rng: Any) -> None:
    year = (month + 1) // 12
    noise = lambda: float(rng.normal(0, 0.02))  # noqa: E731

    def add(measure: str, group: str, value: float) -> None:
        columns.add(month, place, measure, group, value)

    for group, share in {"0-15": 0.17, "16-24": 0.09, "25-44": 0.21, "45-64": 0.25, "65+": 0.28}.items():
        add("age_share", group, share + (0.003 * year if group == "65+" else -0.00075 * year) + noise() / 8)
    add("mean_age", "all", 44 + year * 0.1)
    add("members", "locals", 0.75 + noise())
    add("members", "newcomers", min(0.54, 0.2 + 0.04 * year) + noise())
    for group in ("locals", "newcomers"):
        add("volunteers", group, 0.4 + noise())
        add("trust", group, 0.6 + noise())
        add("attitude", group, 0.2 + noise())
        add("belonging", group, 0.5 + noise())
    for group, base in {"locals": 0.84, "newcomers": 0.4, "newcomer_women": 0.3, "newcomer_men": 0.5}.items():
        add("employed", group, base + noise())
    add("language", "all", 0.4 + noise())
    add("pupils", "all", 300 - year)
    add("local_friends", "children", 2.0 + noise())
    add("matched", "newcomers", 0.4 + noise())
    add("friends_locals", "all", 12 + noise())
    for group in ("all", "women", "men"):
        add("isolated", group, 0.45 + noise())
        add("local_friends", group, 1.1 + noise())
        add("bonding", group, 2.2 + noise())
    add("ei_index", "all", -0.5 + noise())
    for kind in ("school_open", "shop_open", "health_open"):
        add(kind, "all", 1)
    for passed in range(1, min(year, 10) + 1):
        for part, tilt in {
            "": 0.0,
            ":women": -0.12,
            ":men": 0.12,
            ":compulsory": -0.1,
            ":secondary": 0.06,
            ":higher": 0.1,
        }.items():
            group = f"y{passed}{part}"
            add("cohort_size", group, 30)
            add("cohort_working_age", group, 25)
            add(
                "employed_by_year",
                group,
                max(0.0, 0.6 * (1 - math.exp(-passed / 4)) + tilt * min(1, passed / 3) + 2 * noise()),
            )
            add("isolated", group, 0.95 * math.exp(-passed / 3.6) + noise())
            add("local_friends", group, 2.6 * (1 - math.exp(-passed / 4)) + 3 * noise())
            add("bonding", group, 3.0 * (1 - math.exp(-passed / 3)) + 3 * noise())


def _retention(retention: Retention, place: str, months: int, shared: Any, rng: Any) -> None:
    groups = {
        "all": 0.74,
        **{f"family:{name}": share for name, share in FAMILIES.items()},
        "sex:women": 0.75,
        "sex:men": 0.72,
        "pathway:quota": 0.75,
    }
    for position, (group, share) in enumerate(groups.items()):
        stay, size = 1.0, 260 if group == "all" else 60
        hazard = -math.log(share) / 60 * (1 + 0.1 * shared[position])
        for month in range(months + 1):
            retention.months_since.append(month)
            retention.place.append(place)
            retention.group.append(group)
            retention.value.append(stay)
            retention.at_risk.append(float(int(size * stay * (1 - month / (months + 1)))))
            stay *= 1 - hazard * (0.5 if month < 24 else 2.2 if month < 34 else 1) * rng.uniform(0.4, 1.6)


def _life(number: int, months: int, rng: Any) -> Life:
    walk = np.clip(np.cumsum(rng.normal(0.02, 0.05, months)), 0, 1)
    return Life(
        f"Woman, {30 + number}, came in March 2012 as quota refugee with partner and two children",
        [
            (26, "came to Storby", "arrival"),
            (40, "joined a <sport> club", "told by a friend"),
            (70, "found work in care", "contact"),
            (min(100, months - 1), "left for a larger city", "work"),
        ],
        {
            "local friends": [float(int(8 * v)) for v in walk],
            "language": walk.tolist(),
            "belonging": (walk * 0.8).tolist(),
        },
    )


def _sample(places: int, rng: Any) -> Sample:
    """Forty circles of eight, a few friendships between neighbouring ones, newcomers in every fourth."""
    people = 320
    circle = np.arange(people) // 8
    newcomer = ((circle % 4 == 0) & (rng.random(people) < 0.9)).astype(np.int8)
    edges = [
        (a, b)
        for a in range(people)
        for b in range(a + 1, people)
        if rng.random()
        < (0.45 if circle[a] == circle[b] else 0.03 if abs(int(circle[a]) - int(circle[b])) <= 2 else 0.001)
    ]
    pairs = np.array(edges, np.int32)
    return Sample(
        np.arange(people, dtype=np.uint64),
        newcomer,
        newcomer * rng.integers(1, 4, people),
        (circle % places).astype(np.int16),
        pairs,
        rng.lognormal(4.7, 0.5, len(pairs)),
        np.full(len(pairs), 9, np.uint8),
    )


def brief(scenario: Scenario, seed: int, *, months: int | None = None, **rest: Any) -> FakeHistory:
    """A history of next to nothing in next to no time, for many runs."""
    rng, columns = np.random.default_rng(seed), Columns()
    fees = float(scenario.clubs.fee_support_newcomers)
    for measure in ("local_friends", "isolated", "stayers", "employed", "newcomers_in_work", "population"):
        group = "newcomers" if measure == "employed" else "all"
        value = 10.0 + fees + scenario.meeting.free_hours / 100 + rng.random()
        columns.add(11, "all", measure, group, value)
        columns.add(11, "storby", measure, group, value + 1)
    digest = hashlib.sha256(f"{scenario.digest()} {seed} {months}".encode()).hexdigest()
    return FakeHistory(
        scenario, seed, 12, scenario.start, columns, Retention(), digest, [], Sample(*[np.zeros(0)] * 7), []
    )
