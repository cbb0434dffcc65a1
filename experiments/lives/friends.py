"""Ties over the divide, by stages, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.lives.snapshot import Snapshot, TieSeen
from experiments.lives.words import MET, club_words, somebody
from sim.codes import NOBODY, Stage, Status, TieKind
from sim.languages import N_
from sim.told import tell, tell_ordinal

if TYPE_CHECKING:
    from experiments.lives.life import Followed
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
ACQUAINTANCE = {"local": N_("First local acquaintance: {who}"), "newcomer": N_("First newcomer acquaintance: {who}")}
FRIEND = {
    ("local", Stage.CASUAL): N_("{ordinal} local casual friend: {who}"),
    ("local", Stage.FRIEND): N_("{ordinal} local friend: {who}"),
    ("local", Stage.CLOSE): N_("{ordinal} local close friend: {who}"),
    ("newcomer", Stage.CASUAL): N_("{ordinal} newcomer casual friend: {who}"),
    ("newcomer", Stage.FRIEND): N_("{ordinal} newcomer friend: {who}"),
    ("newcomer", Stage.CLOSE): N_("{ordinal} newcomer close friend: {who}"),
}
LOST = {
    ("local", Status.DEAD): N_("A local friend died: {who}"),
    ("local", Status.LEFT): N_("A local friend moved away: {who}"),
    ("newcomer", Status.DEAD): N_("A newcomer friend died: {who}"),
    ("newcomer", Status.LEFT): N_("A newcomer friend moved away: {who}"),
}
NONE_LEFT = {"local": N_("No local friend left"), "newcomer": N_("No newcomer friend left")}
COMPANY_AGE = 16
"""The neighbours' children are not told of as an adult's acquaintances."""


def stage(town: Town, hours: float) -> int:
    """codes.Stage of a tie of ``hours`` [hours-equivalent]."""
    ties = town.rules.ties
    if hours >= ties.close_hours:
        return int(Stage.CLOSE)
    if hours >= ties.friend_hours:
        return int(Stage.FRIEND)
    return int(Stage.CASUAL if hours >= ties.casual_hours else Stage.ACQUAINTANCE)


def where_met(town: Town, followed: Followed, tie: TieSeen, other: int) -> str:
    """How the two know each other now."""
    if tie.kind == TieKind.WORK and town.state.work.job[followed.row] == NOBODY:
        return tell("from school")
    if tie.kind == TieKind.CLUB:
        foci = town.state.memberships.focus
        shared = set(foci[followed.row, 5:8].tolist()) & set(foci[other, 5:8].tolist()) - {NOBODY}
        for focus in sorted(shared):
            club = int(town.state.foci.owner[focus])
            return tell("met in {club}", club=club_words(town, club))
    if tie.kind in (TieKind.MENTOR, TieKind.FRIEND):
        return through_a_programme(followed, tie, other)
    return tell(MET[TieKind(tie.kind)])


def through_a_programme(followed: Followed, tie: TieSeen, other: int) -> str:
    """Mentors, those they brought along, and company in a group; else friends of friends."""
    running = tie.kind == TieKind.MENTOR
    if other in followed.mentors:
        return tell("the mentor") if running else tell("was the mentor")
    if other in followed.mentees:
        return tell("met as a mentor")
    if other in followed.introduced:
        return tell("introduced by the mentor")
    return tell("met in a programme") if running else tell(MET[TieKind.FRIEND])


def grown(town: Town, other: int, now: Snapshot) -> bool:
    return now.month - int(town.state.people.birth[other]) >= 12 * COMPANY_AGE


def tie_events(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """First acquaintance over the divide, stages reached, and friends who went away.

    For a newcomer the other side are locals; compatriots are told of only for the first friend.
    """
    other_side = "local" if town.state.people.newcomer[followed.row] else "newcomer"
    for other, tie in now.ties.items():
        if tie.kind == TieKind.HOUSEHOLD:
            continue
        reached, known = stage(town, tie.hours), followed.stages.get(other, Stage.STRANGER)
        if reached <= known or not (grown(town, other, now) or now.years < COMPANY_AGE):
            continue
        followed.stages[other] = reached
        who = somebody(town, other, now.month)
        how = where_met(town, followed, tie, other)
        if tie.local:
            if "local" not in followed.met:
                followed.met.add("local")
                yield tell(ACQUAINTANCE[other_side], who=who), how
            if reached >= Stage.CASUAL:
                count = sum(key.startswith(f"{reached}:") for key in followed.met) + 1
                followed.met.add(f"{reached}:{other}")
                which = FRIEND[other_side, Stage(reached)]
                yield tell(which, ordinal=tell_ordinal(count, first=True), who=who), how
        elif reached >= Stage.FRIEND and "own" not in followed.met:
            followed.met.add("own")
            origin = town.state.people.origin
            if origin[other] == origin[followed.row]:
                yield tell("First friend of the same origin: {who}", who=who), how
            else:
                yield tell("First friend on one's own side: {who}", who=who), how
    yield from friends_lost(town, other_side, before, now)


def friends_lost(town: Town, other_side: str, before: Snapshot, now: Snapshot) -> Changes:
    """Friends over the divide who died or moved away, and the last one lost."""
    casual = town.rules.ties.casual_hours
    gone = 0
    for other, tie in before.ties.items():
        if other in now.ties or not tie.local or tie.kind == TieKind.HOUSEHOLD or tie.hours < casual:
            continue
        status = int(town.state.people.status[other])
        if status in (Status.DEAD, Status.LEFT):
            gone += 1
            if grown(town, other, now):
                yield tell(LOST[other_side, Status(status)], who=somebody(town, other, now.month)), ""
    if before.local_friends and not now.local_friends and now.ties:
        faded = before.local_friends > gone
        yield tell(NONE_LEFT[other_side]), tell("hours together had become too few") if faded else ""
