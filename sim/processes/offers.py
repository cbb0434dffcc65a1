"""The programmes of a scenario in the form kernels take: one row a programme."""

from __future__ import annotations

import math
import typing
from collections import namedtuple
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.carries import AMOUNTS
from sim.codes import (
    LONG_AGO,
    NOBODY,
    ORIGIN_LIMIT,
    ClubType,
    EmployerKind,
    MeetingPlaceType,
    Pathway,
    Schooling,
    Sector,
)
from sim.processes.organisations import owners, within_hands
from sim.processes.venues import at_work, draws_now, kinds_of, runs_in, while_the_same_run
from sim.rng import Process, named_uid, uniforms
from sim.scenario.schema.demand import SECTOR_NAMES
from sim.scenario.schema.programmes import ProgrammeSettings, TargetSettings
from sim.state import Array
from sim.state.columns import addressable
from sim.state_abi import goes_by_address
from sim.town import Town
from sim.venue_kinds import KINDS

ANYONE, FAMILY, TRADE, WORKPLACE, WOMEN = range(5)
ANY_KIND = -1


Carried: Any = addressable(namedtuple("Carried", [carry.name for carry in AMOUNTS]))
"""By the name of a carry, what each programme carries of it: float64 (p,)."""


@addressable
class Offers(NamedTuple):
    """What is offered this month. p programmes, P places."""

    uid: Array  # uint64 (p,)
    running: Array  # int64 (p,)
    at: Array  # bool (p, P): where
    form: Array  # int64 (p,)
    mentors: Array  # int64 (p,): whom one is matched with
    each: Array  # int64 (p,): mentors a participant, or volunteers for ten
    whole: Array  # int64 (p,): 1 when a household takes part as one
    hours: Array  # float64 (p,) [h/month]
    months: Array  # int64 (p,) [month]
    capacity: Array  # int64 (p,)
    outreach: Array  # float64 (p,) [chance/month]
    neutral: Array  # int64 (p,)
    host_kind: Array  # int64 (p,): codes.EmployerKind MUNICIPAL or not, or ANY_KIND
    host_size: Array  # int64 (p, 2): least and greatest number of posts
    host_sectors: Array  # bool (p, 7)
    host_pays: Array  # int64 (p,): 1 for a subsidised post
    host_pull: Array  # float64 (p,): factor on the willingness to host
    kept: Array  # float64 (p,): chance to be kept at the end
    worth: Array  # float64 (p,) [0-1]: of what it carries, by experience
    fits: Array  # float64 (p, P) [0-1]: of what takes skill, in each place, by how a copy is adapted to it
    carries: Any  # Carried: float64 (p,) each, times worth where it is a matter of skill
    venue: Array  # int64 (p,): codes.MeetingPlaceType it is held in, or NOBODY
    about: Array  # int64 (p,): codes.ClubType told of where there is no mentor, or NOBODY for any
    who: Array  # int64 (p,): 0 newcomers, 1 locals, 2 everyone
    sex: Array  # int64 (p,): codes.Sex, or NOBODY for any
    age: Array  # int64 (p, 2) [month]: from, below
    here: Array  # int64 (p, 2) [month]: since arrival, from and up to
    work: Array  # int64 (p,): 0 any, 1 without, 2 in work
    needs: Array  # int64 (p, 4): unrecognised, in poor health, with children, family abroad
    share: Array  # float64 (p,)
    origins: Array  # bool (p, 16)
    own: Array  # bool (p, 16): origins whose people organise it
    organised: Array  # int64 (p,): 1 where anybody's people do
    pathways: Array  # bool (p, 7)
    schooling: Array  # bool (p, 3)


def choice(section: type, field: str, value: str) -> int:
    """A choice's position among those allowed."""
    return typing.get_args(section.model_fields[field].annotation).index(value)  # type: ignore[attr-defined]


MENTOR_FORM, GROUP_FORM, OPEN_FORM, PLACEMENT_FORM = (
    choice(ProgrammeSettings, "form", form) for form in ("mentor", "group", "open", "placement")
)


def mask(size: int, rows: list[int]) -> Array:
    """True in ``rows``; everywhere when there are none."""
    found = np.zeros(size, bool)
    found[rows or slice(None)] = True
    return found


def club_type_of(name: str) -> int:
    return NOBODY if name == "any" else int(ClubType[name.upper()])


def organisers(town: Town, programme: ProgrammeSettings) -> Array:
    """Origins whose people organise a programme, bool (16,)."""
    origins = list(town.scenario.origins)
    found = np.zeros(ORIGIN_LIMIT, bool)
    found[[origins.index(key) + 1 for key in programme.organised_by]] = True
    return found


def worth_of(town: Town) -> Array:
    """What each programme carries of what it could (float64, p): by the experience of its staff, and by the share of
    the paperwork that its organisation has hands for."""
    rules, organisations = town.rules.mentoring, town.kept(owners)
    done = np.array([within_hands(town, owner) for owner in organisations], np.float64)
    if rules.experience_months <= 0.0:
        return done
    months = town.state.programmes.months_run[: done.size].astype(np.float64)
    learned = 1.0 - np.exp(-months / rules.experience_months)
    return np.asarray((rules.novice + (1.0 - rules.novice) * learned) * done)


def amounts_carried(town: Town) -> list[Array]:
    """By carry, what each programme carries of it by its file, float64 (p,); nothing where a rival mechanism speaks."""
    programmes, rivals = town.scenario.programmes.values(), town.scenario.rivals
    columns = []
    for carry in AMOUNTS:
        amounts = np.array([getattr(each.carries, carry.name) for each in programmes], np.float64)
        if carry.rival and getattr(rivals, carry.rival) != "direct":
            amounts[:] = 0.0
        columns.append(amounts)
    return columns


def carry(town: Town, worth: Array, carries: Any) -> None:
    """What each programme carries this month, into ``carries``: skilled help counts by ``worth`` (p,). Money, childcare
    and lifts count in full, and stand there already."""
    for kind, amounts, column in zip(AMOUNTS, town.kept(amounts_carried), carries, strict=True):
        if kind.skilled:
            np.multiply(amounts, worth, out=column)


def target_columns(target: TargetSettings, origins: list[str]) -> dict[str, Any]:
    kept = target.work if target.work != "any" else "any"
    return {
        "who": choice(TargetSettings, "who", target.who),
        "sex": {"any": NOBODY, "women": 0, "men": 1}[target.sex],
        "age": (12 * target.youngest, 12 * (target.oldest + 1)),
        "here": (target.from_month, target.to_month),
        "work": choice(TargetSettings, "work", kept),
        "needs": (
            target.recognised == "no",
            target.health == "poor",
            target.children == "with",
            target.awaiting == "yes",
        ),
        "share": target.share,
        "origins": mask(ORIGIN_LIMIT, [origins.index(key) + 1 for key in target.origins]),
        "pathways": mask(len(Pathway), [Pathway[name.upper()] for name in target.pathways]),
        "schooling": mask(len(Schooling), [Schooling[name.upper()] for name in target.schooling]),
    }


def fits_of(town: Town) -> Array:
    """How well each programme fits each place (float64, p x P): in full, but of a copy that is not adapted to its place
    ``organising.unadapted``; which are is a lasting draw."""
    rules, names, since = town.scenario.organising, list(town.scenario.places), town.state.copies.since
    found, keys = np.ones(since.shape), list(town.scenario.programmes)
    for row, place in np.argwhere(since != NOBODY).tolist():
        uid = np.uint64(named_uid("copy", keys[row], names[place]))
        if uniforms(town.seed, Process.SPREADING.value, uid, LONG_AGO, 0)[0] >= rules.adapted:
            found[row, place] = rules.unadapted
    return found


def held_in(town: Town) -> Array:
    """Places where each programme has somewhere to be held this month (bool, p x P): its kind of meeting place is open,
    or its own house; everywhere without a venue."""
    programmes = list(town.scenario.programmes.values())
    found = np.ones((len(programmes), len(town.scenario.places)), bool)
    for row in town.kept(with_venue):
        programme = programmes[row]
        own = np.arange(KINDS + len(programmes)) == KINDS + row
        these = own if programme.form == "open" else town.kept(kinds_of) == MeetingPlaceType[programme.venue.upper()]
        found[row] = (draws_now(town)[:, these] > 0.0).any(axis=1)
    return found


def with_venue(town: Town) -> list[int]:
    """Rows of programmes that are held somewhere."""
    return [row for row, each in enumerate(town.scenario.programmes.values()) if each.venue]


KIND_OF = {
    "uid": np.uint64,
    "hours": np.float64,
    "outreach": np.float64,
    "host_sectors": bool,
    "host_pull": np.float64,
    "kept": np.float64,
    "share": np.float64,
    "origins": bool,
    "own": bool,
    "pathways": bool,
    "schooling": bool,
}
"""Of columns that are not int64."""


def lasting_columns(town: Town) -> dict[str, Array]:
    """Columns of :class:`Offers` that follow from the rules alone."""
    scenario, origins = town.scenario, list(town.scenario.origins)
    rules = town.rules.placements
    rows: list[dict[str, Any]] = []
    for key, each in scenario.programmes.items():
        host, redistributed = each.host, each.tasks_redistributed
        if each.form == "placement":
            redistributed = host.tasks_redistributed
        kept = 1.0 if redistributed else town.rules.mentoring.kept_without_time
        by_colleague = each.form == "placement" or each.mentors == "workplace"
        pull = math.exp(rules.subsidy_pull * host.subsidy) if host.pay == "subsidised" else 1.0
        rows.append(
            {
                "uid": named_uid("programmes", key),
                "form": choice(ProgrammeSettings, "form", each.form),
                "mentors": choice(ProgrammeSettings, "mentors", each.mentors),
                "each": each.per_participant,
                "whole": each.whole_household and each.form != "placement",
                "hours": each.hours * (kept if by_colleague else 1.0),
                "months": each.months,
                "outreach": each.outreach,
                "neutral": each.neutral_venue,
                "host_kind": {"any": ANY_KIND, "private": EmployerKind.COMPANY}.get(host.kinds, EmployerKind.MUNICIPAL),
                "host_size": (host.size_from, host.size_to),
                "host_sectors": mask(len(Sector), [SECTOR_NAMES.index(name) for name in host.sectors]),
                "host_pays": host.pay == "subsidised",
                "host_pull": pull * (1.0 if redistributed else rules.unrelieved),
                "kept": host.kept,
                "venue": MeetingPlaceType[each.venue.upper()] if each.venue else NOBODY,
                "about": club_type_of(each.carries.clubs),
                "own": organisers(town, each),
                "organised": bool(each.organised_by),
                **target_columns(each.target, origins),
            }
        )
    return {name: np.array([each[name] for each in rows], dtype=KIND_OF.get(name, np.int64)) for name in rows[0]}


def capacities(programmes: Sequence[ProgrammeSettings], at: Array) -> Array:
    """Room in each programme, int64 (p,): its own shared among as many of its places as it is ``at`` (bool, p x P)."""
    shares = [len(set(each.places)) or at.shape[1] for each in programmes]
    room = [each.capacity * int(here) // of for each, here, of in zip(programmes, at.sum(axis=1), shares, strict=True)]
    return np.array(room, np.int64)


def running_offers(town: Town) -> Offers:
    """The programmes that run, packed, for as long as they are the same; what their staff have learnt is not told."""
    programmes, at = list(town.scenario.programmes.values()), runs_in(town)
    return Offers(
        running=at_work(town).astype(np.int64),
        at=at & held_in(town),
        capacity=capacities(programmes, at),
        worth=np.zeros(len(programmes)),
        carries=Carried(*(each.copy() for each in town.kept(amounts_carried))),
        fits=fits_of(town),
        **town.kept(lasting_columns),
    )


def offers_of(town: Town) -> Offers:
    """This month's programmes, packed. The arrays are those of the month before where the same programmes run, so that
    kernels need no new record of them."""
    offers = while_the_same_run(town, running_offers)
    offers.worth[:] = worth_of(town)
    carry(town, offers.worth, offers.carries)
    return offers


for _record in (Carried, Offers):
    goes_by_address(_record)
