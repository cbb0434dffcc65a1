"""Projects, their money and their volunteers."""

from __future__ import annotations

from typing import Any

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

FRIENDS = ("local_friends", "isolated", "stayers", "taking_part", "spent_by_payer")
ENDED = Arm("seeds/punkalaidun", FRIENDS)
TAKEN = Arm("seeds/punkalaidun-taken-over", FRIENDS)
NOTHING = Arm("seeds/punkalaidun", FRIENDS, (("funding.project.active", False),))
BOOKS = ("organisations_open", "reserves", "taking_part")
ASKED = ("volunteers_ready", "taking_part", "waiting")
CLOSED = Arm("seeds/closed-town", ASKED)
OPEN = Arm(
    "seeds/closed-town",
    ASKED,
    (
        ("arriving.inflow_attitude", 0.1),
        ("arriving.openness_mean", 0.55),
        ("attitudes.disposition_local", 0.1),
        ("places.granby.attitude", 0.15),
        ("places.granby.welcome", 0.55),
    ),
)


@pattern(of="stayers", project=ENDED, nothing=NOTHING)
def more_stay_with_a_project(project: Lived, nothing: Lived) -> list[Claim]:
    """With project, jobs and services more of the newcomers stayed."""
    ended = "2016-12"
    return [
        above(
            "more newcomers of the run still there at the end of the project",
            project.at(ended, "stayers") - nothing.at(ended, "stayers"),
        )
    ]


@pattern(of="local_friends", project=ENDED, nothing=NOTHING)
def gains_fade_when_money_ends(project: Lived, nothing: Lived) -> list[Claim]:
    """Good projects end with their budget, and what they do for newcomers ends with them.

    Friendships made live on by their own hours, so the mean over all newcomers goes on for years; what fades
    is what the project does for those who come: "y2", newcomers in their second year here.
    """

    def gain(date: str, measure: str, group: str = "all") -> Any:
        return project.at(date, measure, group) - nothing.at(date, measure, group)

    then, later = (gain(date, "local_friends", "y2") for date in ("2016-12", "2019-12"))
    alone, alone_later = (gain(date, "isolated") for date in ("2016-12", "2019-12"))
    return [
        above(
            "half of the gain in local friends of second-year newcomers, less what is left three years on",
            0.5 * then - later,
        ),
        above("that gain while the project runs", then, 0.1),
        below("change in the share without a local friend while it runs", alone, of="isolated"),
        above("how much of that is lost three years on", alone_later - alone, of="isolated"),
    ]


@pattern(of="local_friends", taken=TAKEN, ended=ENDED)
def gains_stay_when_taken_over(taken: Lived, ended: Lived) -> list[Claim]:
    """A project that the municipality takes over goes on; until the end the two are one history."""
    alike = taken.at("2015-12", "local_friends") == ended.at("2015-12", "local_friends")
    last = "2019-12"
    on = taken.over("2019-01", last, "taking_part", "programmes.friend_mentor").sum(axis=1)
    off = ended.over("2017-02", last, "taking_part", "programmes.friend_mentor").sum(axis=1)
    return [
        above(
            "local friends of second-year newcomers three years on, taken over less ended",
            taken.at(last, "local_friends", "y2") - ended.at(last, "local_friends", "y2"),
            0.1,
        ),
        above("local friends of all newcomers then", taken.at(last, "local_friends") - ended.at(last, "local_friends")),
        above("runs that were one history until the end", alike.astype(float), 0.5, of="exact"),
        above("participant-months in the last year where taken over", on, of="participant_months"),
        below("participant-months after the end where not", off, 1e-9, of="exact"),
        below(
            "spent by the project's payer after the end where not [SEK]",
            ended.over("2017-02", last, "spent_by_payer", "eu").sum(axis=1),
            1e-9,
            of="exact",
        ),
    ]


@pattern(
    of="organisations",
    agreed=Arm("seeds/small-association-partnership", BOOKS),
    procured=Arm("seeds/small-association-procured", BOOKS),
)
def procurement_ends_the_small(agreed: Lived, procured: Lived) -> list[Claim]:
    """Bidding and reporting weigh on small organisations; partnership lets them live."""
    last, group = "2019-12", "programmes.language_cafe"
    return [
        above(
            "small associations still there after ten years, by partnership less procured",
            agreed.at(last, "organisations_open") - procured.at(last, "organisations_open"),
        ),
        above(
            "participant-months of its café from the third year on, by partnership less procured",
            agreed.over("2012-01", last, "taking_part", group).sum(axis=1)
            - procured.over("2012-01", last, "taking_part", group).sum(axis=1),
            of="participant_months",
        ),
    ]


@pattern(of="queue", friends=Arm("seeds/friends-show-the-way", ASKED))
def first_a_queue_then_a_surplus(friends: Lived) -> list[Claim]:
    """Waiting lists at first; three years on fewer refugees, less interest, and volunteers to spare."""
    waiting = friends.over("2015-01", "2019-12", "waiting", "programmes.friend_mentor")
    ready = friends.over("2015-01", "2019-12", "volunteers_ready")
    first, last = slice(0, 24), slice(36, 60)
    return [
        above(
            "longest queue of the first two years less the mean queue of the last two",
            waiting[:, first].max(axis=1) - waiting[:, last].mean(axis=1),
        ),
        above(
            "mean queue of the first two years less the fewest volunteers then",
            waiting[:, first].mean(axis=1) - ready[:, first].min(axis=1),
        ),
        above(
            "volunteers less those who wait, last two years",
            ready[:, last].mean(axis=1) - waiting[:, last].mean(axis=1),
            of="volunteers",
        ),
        above(
            "months from the longest queue to the most volunteers",
            ready.argmax(axis=1) - waiting.argmax(axis=1),
            of="months",
        ),
    ]


@pattern(of="volunteers", closed=CLOSED, opened=OPEN)
def no_answer_in_a_closed_town(closed: Lived, opened: Lived) -> list[Claim]:
    """A municipality's drive for volunteers had zero response; the model gives very few instead of none."""
    period = "2012-01", "2013-12"
    ready, there = (arm.over(*period, "volunteers_ready").mean(axis=1) for arm in (closed, opened))
    matched, helped = (
        arm.over(*period, "taking_part", "programmes.friend_mentor").mean(axis=1) for arm in (closed, opened)
    )
    return [
        below("volunteers as a share of adults", ready / (0.8 * 3000), 0.01, of="exact"),
        below("volunteers less half of those of an open town", ready - 0.5 * there),
        below("matched, less those of an open town", matched - helped, of="part_taken"),
        above(
            "waiting in the second year",
            closed.over("2013-01", "2013-12", "waiting", "programmes.friend_mentor").mean(axis=1),
            of="queue",
        ),
    ]


@pattern(
    of="still_there",
    held=Arm("target:denmark-like"),
    free=Arm("target:denmark-like", (), (("leaving.programme_hold", 1.0), ("leaving.programme_jump", 1.0))),
)
def incentive_is_gone_after_some_years(held: Lived, free: Lived) -> list[Claim]:
    """A residence incentive keeps people visibly for up to five years; by six to seven it is gone.

    The incentive is the introduction programme's hold with what follows its end, against a town in which the
    programme neither holds nor lets go.
    """
    gain = {years: held.stays(12 * years) - free.stays(12 * years) for years in (3, 7)}
    return [
        above("more still there after three years", gain[3], 0.01),
        below("more still there after seven years, less half of that", gain[7] - 0.5 * gain[3]),
    ]
