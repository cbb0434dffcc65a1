"""What is counted at the end of each year: ages, ties, work, membership, minds."""

from __future__ import annotations

import numpy as np

from sim.codes import MOVER_AGES, NOBODY, STILL, FocusSlot, Schooling, Status
from sim.measures.cohorts import NOT_SETTLED
from sim.measures.look import Look
from sim.measures.monthly import MOVERS
from sim.measures.network import assortativity, clustering, external_internal, largest_component, mixing
from sim.measures.recorder import ALL, Array, Recorder
from sim.processes.venues import open_now
from sim.scenario.schema.clubs import kinds_of
from sim.venue_kinds import NAMES

AGE_BANDS = {"0-15": (0, 16), "16-24": (16, 25), "25-44": (25, 45), "45-64": (45, 65), "65+": (65, 200)}
VERY_OLD = 80
GENERATION = (18, 28)
CLUSTERING_SAMPLE = 1500


def record_ages(look: Look, recorder: Recorder) -> None:
    """``mean_age``, ``age_share`` by band, and of those of 80 and over; ``pupils``, everybody aged 6 to 15; ``aged_18``
    and ``aged_28``: one generation, ten years apart; ``aged``, everybody by the bands of ``net_migration``."""
    roll = look.roll
    recorder.mean("mean_age", roll.age, roll.here, roll.place)
    for band, (youngest, below) in AGE_BANDS.items():
        recorder.mean("age_share", (roll.age >= youngest) & (roll.age < below), roll.here, roll.place, band)
    recorder.mean("age_share", roll.age >= VERY_OLD, roll.here, roll.place, f"{VERY_OLD}+")
    for year in GENERATION:
        these = roll.here & (roll.age >= year) & (roll.age < year + 1)
        recorder.by_place(f"aged_{year}", np.bincount(roll.place[these], minlength=len(recorder.places)))
    recorder.by_place("aged", np.bincount(roll.place[roll.here], minlength=len(recorder.places)))
    band_of = np.searchsorted(MOVER_AGES, roll.age, side="right") - 1
    for number, group in enumerate(MOVERS):
        these = roll.here & (band_of == number)
        recorder.by_place("aged", np.bincount(roll.place[these], minlength=len(recorder.places)), group)
    pupils = roll.here & (roll.age >= 6) & (roll.age < 16)
    recorder.by_place("pupils", np.bincount(roll.place[pupils], minlength=len(recorder.places)))


def record_stayers(look: Look, recorder: Recorder) -> None:
    """``stayers``: people who came during the run and still live where they were settled; ``retained``: their
    share of all who came and are alive. By place of settlement."""
    roll, people, places = look.roll, look.town.state.people, len(recorder.places)
    came = (people.newcomer[: roll.used] == 1) & (people.arrival[: roll.used] >= 0)
    came &= people.status[: roll.used] != Status.DEAD
    came &= ~np.isin(people.permit[: roll.used], NOT_SETTLED)
    stay = came & (people.settled_until[: roll.used] == STILL)
    settled = people.settled_in[: roll.used]
    stayers = np.bincount(settled[stay], minlength=places)
    recorder.by_place("stayers", stayers)
    recorder.ratio("retained", stayers, np.bincount(settled[came], minlength=places))


def record_friends(look: Look, recorder: Recorder) -> None:
    """Friends of newcomers (``local_friends``, ``isolated``, ``bonding``) and locals, of age unless said.

    ``close_newcomers`` and ``no_close_newcomers`` count close friends of adult newcomers, whoever they are;
    ``local_friends`` of the group "children" is of newcomers under 18; ``friendships`` counts the friendships
    of adult newcomers with locals.
    """
    roll, counts = look.roll, look.friends
    newcomers, locals_ = roll.newcomer & roll.adult, roll.local & roll.adult
    for group, these in {ALL: newcomers, "women": newcomers & roll.woman, "men": newcomers & ~roll.woman}.items():
        recorder.mean("local_friends", counts.bridging, these, roll.place, group)
        recorder.mean("isolated", counts.bridging == 0, these, roll.place, group)
        recorder.mean("bonding", counts.bonding, these, roll.place, group)
    recorder.mean("local_friends", counts.bridging, roll.newcomer & ~roll.adult, roll.place, "children")
    recorder.mean("close_newcomers", counts.close, newcomers, roll.place)
    recorder.mean("no_close_newcomers", counts.close == 0, newcomers, roll.place)
    friendships = np.bincount(roll.place[newcomers], weights=counts.bridging[newcomers], minlength=len(recorder.places))
    recorder.by_place("friendships", friendships)
    recorder.mean("knows_newcomers", counts.bridging > 0, locals_, roll.place)
    recorder.mean("friends_locals", counts.friends, locals_, roll.place)
    recorder.mean("close_locals", counts.close, locals_, roll.place)
    recorder.mean("acquaintances_locals", counts.acquaintances, locals_, roll.place)


def record_network(look: Look, recorder: Recorder) -> None:
    """Of the network of friends: ``ei_index``, ``assortativity``, ``clustering``, ``largest_component``."""
    state, rules = look.town.state, look.town.rules
    ends = mixing(look.friends, look.roll.newcomer)
    recorder.add("ei_index", external_internal(ends))
    recorder.add("assortativity", assortativity(ends))
    sample = min(1.0, CLUSTERING_SAMPLE / max(1, int(look.roll.here.sum())))
    recorder.add("clustering", clustering(state, rules, sample))
    recorder.add("largest_component", largest_component(state, rules))


def record_work(look: Look, recorder: Recorder) -> None:
    """``employed``: share of those aged 20-64 in work; ``matched``: of those, in a job at their level.

    ``newcomers_in_work`` counts the newcomers among them.
    """
    roll, work, jobs = look.roll, look.town.state.work, look.town.state.jobs
    groups = roll.groups(roll.working_age)
    newcomers = groups["newcomers"]
    for schooling in Schooling:
        groups[f"newcomers_{schooling.name.lower()}"] = newcomers & (roll.schooling == schooling)
    job = work.job[: roll.used]
    at_level = np.zeros(roll.used, bool)
    held = np.flatnonzero(job != NOBODY)
    at_level[held] = jobs.skill[job[held]] >= roll.schooling[held]
    for group, these in groups.items():
        recorder.mean("employed", roll.employed, these, roll.place, group)
        recorder.mean("matched", at_level, these & roll.employed, roll.place, group)
    working = np.bincount(roll.place[newcomers & roll.employed], minlength=len(recorder.places))
    recorder.by_place("newcomers_in_work", working)


def record_membership(look: Look, recorder: Recorder) -> None:
    """``members``: share of adults in one club or more; ``volunteers``: share who help to run one;
    ``memberships``: of people of any age, by kind of club."""
    roll, memberships = look.roll, look.town.state.memberships
    clubs = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    helping: Array = np.equal(memberships.volunteer[: roll.used], 1)
    member: Array = np.any(memberships.focus[: roll.used, clubs] >= 0, axis=1)
    clubs_state, kinds = look.town.state.clubs, list(kinds_of(look.town.scenario))
    focus = memberships.focus[: roll.used, clubs]
    person, _ = belongs = np.nonzero((focus != NOBODY) & roll.here[:, None])
    kind = clubs_state.type[look.town.state.foci.owner[focus[belongs]]]
    count = np.zeros((len(kinds), len(recorder.places)))
    np.add.at(count, (kind, roll.place[person]), 1.0)
    recorder.table([("memberships", group) for group in (ALL, *kinds)], np.vstack([count.sum(axis=0), count]))
    for group, these in {"locals": roll.local & roll.adult, "newcomers": roll.newcomer & roll.adult}.items():
        recorder.mean("members", member, these, roll.place, group)
        recorder.mean("volunteers", helping, these, roll.place, group)


def record_regulars(look: Look, recorder: Recorder) -> None:
    """``regulars``: share of adults who are regulars at a meeting place; ``venues_open``: meeting places, by kind."""
    roll, focus = look.roll, look.town.state.memberships.focus[: look.roll.used]
    regular: Array = np.greater_equal(focus[:, FocusSlot.MEETING_PLACE], 0)
    clubless = roll.adult & (focus[:, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1] < 0).all(axis=1)
    for group, these in {**roll.groups(roll.adult), "clubless": clubless}.items():
        recorder.mean("regulars", regular, these, roll.place, group)
    venues = open_now(look.town)
    recorder.table([("venues_open", group) for group in (ALL, *NAMES)], np.vstack([venues.sum(axis=0), venues]))


def record_minds(look: Look, recorder: Recorder) -> None:
    """Means of adults: language, places in courses, trust, belonging, attitude; felt pressure by place."""
    roll, state = look.roll, look.town.state
    minds = state.minds
    newcomers, locals_ = roll.newcomer & roll.adult, roll.local & roll.adult
    recorder.mean("language", minds.language[: roll.used], newcomers, roll.place)
    recorder.mean("in_course", minds.in_course[: roll.used], newcomers, roll.place)
    for group, these in {"locals": locals_, "newcomers": newcomers}.items():
        recorder.mean("trust", minds.trust[: roll.used], these, roll.place, group)
        recorder.mean("belonging", minds.belonging[: roll.used], these, roll.place, group)
        recorder.mean("attitude", minds.attitude[: roll.used], these, roll.place, group)
    recorder.ratio("threat", state.places.threat, np.ones(len(recorder.places)))


def record_health(look: Look, recorder: Recorder) -> None:
    """``ill``: share of adult newcomers who are ill."""
    roll, people = look.roll, look.town.state.people
    newcomers = roll.newcomer & roll.adult
    for group, these in {ALL: newcomers, "women": newcomers & roll.woman, "men": newcomers & ~roll.woman}.items():
        recorder.mean("ill", np.equal(people.ill[: roll.used], 1), these, roll.place, group)
