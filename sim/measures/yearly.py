"""What is counted at the end of each year: ages, ties, work, membership, minds."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, STILL, FocusSlot, Schooling, Sex, Status
from sim.measures.network import (
    FriendCounts,
    assortativity,
    clustering,
    count_friends,
    external_internal,
    largest_component,
    mixing,
)
from sim.measures.recorder import ALL, Recorder
from sim.town import Town, Used

Array = np.ndarray[Any, Any]
AGE_BANDS = {"0-15": (0, 16), "16-24": (16, 25), "25-44": (25, 45), "45-64": (45, 65), "65+": (65, 200)}
CLUSTERING_SAMPLE = 1500


class Roll:
    """Who is here, as columns over the rows in use."""

    def __init__(self, town: Town) -> None:
        used = int(town.used[Used.PEOPLE])
        people = town.state.people
        self.used = used
        self.here = people.status[:used] == Status.HERE
        self.age = (town.month - people.birth[:used]) / 12.0
        self.place = people.place[:used]
        self.newcomer = (people.newcomer[:used] == 1) & self.here
        self.local = (people.newcomer[:used] == 0) & self.here
        self.woman = people.sex[:used] == Sex.WOMAN
        self.adult = self.here & (self.age >= 18)
        self.working_age = self.here & (self.age >= 20) & (self.age < 65)
        self.schooling = people.schooling[:used]
        self.employed = town.state.work.job[:used] >= 0


def friend_counts(town: Town, used: int) -> FriendCounts:
    ties = town.rules.ties
    return FriendCounts(*count_friends(
        used, ties.casual_hours, ties.close_hours, town.state.people, town.state.ties
    ))


def record_year(town: Town, recorder: Recorder) -> None:
    """Everything yearly, into the recorder's present month."""
    roll = Roll(town)
    record_ages(roll, recorder)
    record_stayers(town, roll, recorder)
    record_ties(town, roll, recorder)
    record_work(town, roll, recorder)
    record_membership(town, roll, recorder)
    record_minds(town, roll, recorder)


def record_ages(roll: Roll, recorder: Recorder) -> None:
    recorder.mean("mean_age", roll.age, roll.here, roll.place)
    for band, (youngest, below) in AGE_BANDS.items():
        recorder.mean("age_share", (roll.age >= youngest) & (roll.age < below), roll.here, roll.place, band)
    pupils = roll.here & (roll.age >= 6) & (roll.age < 16)
    recorder.by_place("pupils", np.bincount(roll.place[pupils], minlength=len(recorder.places)))


def record_stayers(town: Town, roll: Roll, recorder: Recorder) -> None:
    """``stayers``: people who arrived during the run and still live where they were settled."""
    people = town.state.people
    stay = roll.newcomer & (people.arrival[: roll.used] >= 0) & (people.settled_until[: roll.used] == STILL)
    settled = people.settled_in[: roll.used][stay]
    recorder.by_place("stayers", np.bincount(settled, minlength=len(recorder.places)))


def record_ties(town: Town, roll: Roll, recorder: Recorder) -> None:
    """Friends of adult newcomers (``local_friends``, ``isolated``, ``bonding``) and locals; the network.

    ``close_newcomers`` and ``no_close_newcomers`` count close friends of adult newcomers, whoever they are.

    ``friendships`` counts the friendships of adult newcomers with locals.
    """
    counts = friend_counts(town, roll.used)
    newcomers = roll.newcomer & roll.adult
    locals_ = roll.local & roll.adult
    for group, these in {
        ALL: newcomers, "women": newcomers & roll.woman, "men": newcomers & ~roll.woman
    }.items():
        recorder.mean("local_friends", counts.bridging, these, roll.place, group)
        recorder.mean("isolated", counts.bridging == 0, these, roll.place, group)
        recorder.mean("bonding", counts.bonding, these, roll.place, group)
    recorder.mean("close_newcomers", counts.close, newcomers, roll.place)
    recorder.mean("no_close_newcomers", counts.close == 0, newcomers, roll.place)
    friendships = np.bincount(
        roll.place[newcomers], weights=counts.bridging[newcomers], minlength=len(recorder.places)
    )
    recorder.by_place("friendships", friendships)
    recorder.mean("friends_locals", counts.friends, locals_, roll.place)
    recorder.mean("close_locals", counts.close, locals_, roll.place)
    recorder.mean("acquaintances_locals", counts.acquaintances, locals_, roll.place)
    casual, people, ties = town.rules.ties.casual_hours, town.state.people, town.state.ties
    ends = mixing(roll.used, casual, people, ties)
    recorder.add("ei_index", external_internal(ends))
    recorder.add("assortativity", assortativity(ends))
    sample = min(1.0, CLUSTERING_SAMPLE / max(1, int(roll.here.sum())))
    recorder.add("clustering", clustering(town.seed, roll.used, sample, casual, people, ties))
    recorder.add("largest_component", largest_component(roll.used, casual, people, ties))


def record_work(town: Town, roll: Roll, recorder: Recorder) -> None:
    """``employed``: share of those aged 20-64 in work; ``matched``: of those, in a job at their level.

    ``newcomers_in_work`` counts the newcomers among them.
    """
    work, jobs = town.state.work, town.state.jobs
    newcomers = roll.newcomer & roll.working_age
    groups = {
        "locals": roll.local & roll.working_age,
        "newcomers": newcomers,
        "newcomer_women": newcomers & roll.woman,
        "newcomer_men": newcomers & ~roll.woman,
    }
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


def record_membership(town: Town, roll: Roll, recorder: Recorder) -> None:
    """``members``: share of adults in one club or more; ``volunteers``: share who help to run one."""
    memberships = town.state.memberships
    clubs = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    helping: Array = np.equal(memberships.volunteer[: roll.used], 1)
    member: Array = np.any(memberships.focus[: roll.used, clubs] >= 0, axis=1)
    for group, these in {"locals": roll.local & roll.adult, "newcomers": roll.newcomer & roll.adult}.items():
        recorder.mean("members", member, these, roll.place, group)
        recorder.mean("volunteers", helping, these, roll.place, group)


def record_minds(town: Town, roll: Roll, recorder: Recorder) -> None:
    minds = town.state.minds
    newcomers, locals_ = roll.newcomer & roll.adult, roll.local & roll.adult
    recorder.mean("language", minds.language[: roll.used], newcomers, roll.place)
    recorder.mean("in_course", minds.in_course[: roll.used], newcomers, roll.place)
    for group, these in {"locals": locals_, "newcomers": newcomers}.items():
        recorder.mean("trust", minds.trust[: roll.used], these, roll.place, group)
        recorder.mean("belonging", minds.belonging[: roll.used], these, roll.place, group)
        recorder.mean("attitude", minds.attitude[: roll.used], these, roll.place, group)
    recorder.ratio("threat", town.state.places.threat, np.ones(len(recorder.places)))
