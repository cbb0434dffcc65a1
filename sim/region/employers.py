"""Employers and their jobs: many small ones, some large, the municipality the largest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.codes import NOBODY, EmployerKind, Schooling, Sector, TieKind
from sim.foci import new_foci, take_rows
from sim.region.people import profile_of
from sim.region.seating import power_of_two
from sim.rng import named_uid
from sim.scenario import Scenario
from sim.scenario.schema.demand import SECTOR_NAMES
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.town import Town, Used
from sim.vectorised_draws import Array, Ask, apportioned, beta_many, choice_many, numbered_uids, thing_draws

MUNICIPAL = (Sector.PUBLIC, Sector.CARE)


@dataclass
class Posts:
    """Jobs of one place, employer by employer: rows from ``first`` on."""

    first: int
    skill: Array
    vacant: Array  # bool: left open
    loose: Array  # bool: filled whatever the schooling
    order: Array  # [0-1] where in the place the employer lies, with a draw: whom it hires


def employer_sizes(key: str, sector: Sector, jobs: int, region: RegionSettings, seed: Any) -> tuple[Array, ...]:
    """(uid, jobs, whether municipal) of a sector's employers: the municipality's share first, then Pareto sizes."""
    rules = region.workers
    own = round(jobs * region.municipal[MUNICIPAL.index(sector)]) if sector in MUNICIPAL else 0
    departments = -(-own // rules.largest_employer)
    sizes = [apportioned(own, np.ones(departments))] if departments else []
    uids = [numbered_uids(departments, "municipality", key, sector.name)]
    rest = jobs - own
    if rest:
        uid = numbered_uids(rest, "employer", key, sector.name)
        u = thing_draws(seed, uid, Ask.FIRM)[0]
        most = max(rules.least_largest, min(float(rules.largest_employer), rules.largest_share * rest))
        size = np.floor(np.minimum(most, u ** (-1.0 / region.employer_tail))).astype(np.int64)
        total = np.cumsum(size)
        count = int(np.searchsorted(total, rest)) + 1
        size = size[:count]
        size[-1] -= total[count - 1] - rest
        sizes.append(size)
        uids.append(uid[:count])
    found = np.concatenate(uids)
    return found, np.concatenate(sizes) if sizes else np.zeros(0, np.int64), np.arange(len(found)) < departments


@dataclass
class Firms:
    """Employers of a place before they are laid; e of them."""

    uid: Array
    size: Array  # jobs of the first month
    sector: Array  # codes.Sector
    site: Array  # row of the scenario's site, or NOBODY
    municipal: Array  # bool


def site_firms(scenario: Scenario, key: str) -> Firms:
    """The scenario's sites in a place, those not yet there too."""
    here = [(row, name, site) for row, (name, site) in enumerate(scenario.sites.items()) if site.place == key]
    return Firms(
        uid=np.array([named_uid("site", name) for _, name, _ in here], np.uint64),
        size=np.array([site.posts for _, _, site in here], np.int64),
        sector=np.array([SECTOR_NAMES.index(site.sector) for _, _, site in here], np.int64),
        site=np.array([row for row, _, _ in here], np.int64),
        municipal=np.zeros(len(here), bool),
    )


def firms_of(town: Town, key: str, jobs: int) -> Firms:
    """Employers of a place with ``jobs`` in all: others have what sites leave of each sector, then of any."""
    place, region = town.scenario.places[key], town.scenario.region
    sites = site_firms(town.scenario, key)
    shares = place.sectors or getattr(region.workers, f"sectors_{profile_of(place)}")
    by_sector = apportioned(jobs, shares)
    if len(sites.uid):
        left = np.maximum(0, by_sector - np.bincount(sites.sector, sites.size, len(Sector)))
        by_sector = apportioned(jobs - int(sites.size.sum()), left + (left.sum() == 0))
    drafted = [employer_sizes(key, sector, int(by_sector[sector]), region, town.seed) for sector in Sector]
    others = sum(len(sizes) for _, sizes, _ in drafted)
    return Firms(
        uid=np.concatenate([*(uids for uids, _, _ in drafted), sites.uid]),
        size=np.concatenate([*(sizes for _, sizes, _ in drafted), sites.size]),
        sector=np.concatenate(
            [np.repeat(np.arange(len(Sector)), [len(sizes) for _, sizes, _ in drafted]), sites.sector]
        ),
        site=np.concatenate([np.full(others, NOBODY), sites.site]),
        municipal=np.concatenate([*(municipal for _, _, municipal in drafted), sites.municipal]),
    )


def levels_asked(town: Town, place: PlaceSettings, firms: Firms) -> Array:
    """Weights (e, 3) of the schooling that an employer's jobs ask for: by sector and the size of the place, or as
    the site says."""
    rules = town.scenario.region.workers
    asked = np.asarray(rules.skills)[firms.sector]
    asked[:, Schooling.HIGHER] *= (place.population / rules.level_size) ** rules.level_by_size
    for firm in np.flatnonzero(firms.site != NOBODY):
        given = tuple(town.scenario.sites.values())[firms.site[firm]].levels
        if given is not None:
            asked[firm] = given
    return asked


def lay_moulds(town: Town, firms: Firms, first_employer: int, asked: Array) -> None:
    """Closed posts of sites that are not there yet: what its first posts will be like."""
    rows = town.scenario.region.team
    for firm in np.flatnonzero((firms.site != NOBODY) & (firms.size == 0)):
        first = take_rows(town, Used.JOBS, rows)
        table, these = town.state.jobs, slice(first, first + rows)
        table.employer[these] = first_employer + firm
        table.skill[these] = np.repeat(np.arange(len(Schooling)), apportioned(rows, asked[firm]))
        table.open[these] = 0


def lay_employers(town: Town, key: str, place_row: int, place: PlaceSettings, filled: int) -> Posts:
    """Employers, jobs and work teams of a place in which ``filled`` people are to work."""
    region, rules, seed = town.scenario.region, town.scenario.region.workers, town.seed
    jobs = max(round(filled / (1.0 - place.openings)), int(site_firms(town.scenario, key).size.sum()))
    firms = firms_of(town, key, jobs)
    uid, size = firms.uid, firms.size
    _, u_willing, u_where, u_family = thing_draws(seed, uid, Ask.FIRM)

    first_employer = take_rows(town, Used.EMPLOYERS, len(uid))
    rows = slice(first_employer, first_employer + len(uid))
    employers = town.state.employers
    employers.uid[rows] = uid
    employers.place[rows] = place_row
    employers.sector[rows] = firms.sector
    employers.site[rows] = firms.site
    family = (u_family < rules.family_owned * rules.family_half / (rules.family_half + size)) & (firms.site == NOBODY)
    employers.kind[rows] = np.where(firms.municipal, EmployerKind.MUNICIPAL, np.where(family, EmployerKind.FAMILY, 0))
    willing = beta_many(u_willing, region.willingness, rules.willingness_concentration)
    if rules.willing_by_size or rules.willing_family != 1.0:
        odds = (np.maximum(1, size) / rules.usual_size) ** rules.willing_by_size
        odds *= np.where(employers.kind[rows] == EmployerKind.FAMILY, rules.willing_family, 1.0)
        willing = willing * odds / (1.0 - willing + willing * odds)
    employers.willingness[rows] = willing

    first = take_rows(town, Used.JOBS, jobs)
    rows = slice(first, first + jobs)
    employer = np.repeat(np.arange(len(uid)), size)
    within = np.arange(jobs) - np.repeat(np.cumsum(size) - size, size)
    job_uid = numbered_uids(jobs, "job", key)
    u_skill, u_vacant, u_order, u_since = thing_draws(seed, job_uid, Ask.JOB)
    asked = levels_asked(town, place, firms)
    skill = choice_many(u_skill, asked[employer]) if jobs else np.zeros(0, np.int64)
    vacant = np.zeros(jobs, bool)
    by_draw = np.argsort(u_vacant, kind="stable")
    vacant[by_draw[: jobs - filled]] = True
    loose = np.zeros(jobs, bool)
    loose[by_draw[jobs - round(region.mismatch * filled) :]] = True

    teams = -(-size // region.team)
    first_team = np.cumsum(teams) - teams
    team = first_team[employer] + within * teams[employer] // np.maximum(1, size[employer])
    seats = np.bincount(team, minlength=int(teams.sum()))
    foci = new_foci(
        town,
        TieKind.WORK,
        place_row,
        power_of_two(seats, 4, 32),
        first_employer + np.repeat(np.arange(len(uid)), teams),
        numbered_uids(len(seats), "work team", key),
    )
    table = town.state.jobs
    table.employer[rows] = first_employer + employer
    table.skill[rows] = skill
    table.focus[rows] = foci[team]
    table.open[rows] = 1
    table.vacant_since[rows] = np.where(vacant, -1 - (u_since * rules.vacant_within).astype(np.int64), -1)
    # an employer is somewhere in the place and hires around it; the large ones from all of it
    spread = min(1.0, region.district / max(1, place.population))
    wide = np.maximum(spread, np.minimum(1.0, size[employer] / max(1, jobs) * rules.large_spread))
    where = u_where[employer] * (1.0 - wide) + u_order * wide if jobs else np.zeros(0)
    lay_moulds(town, firms, first_employer, asked)
    return Posts(first=first, skill=skill, vacant=vacant, loose=loose, order=where)
