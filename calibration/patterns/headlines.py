"""What the three levers achieve in the headline outcomes; reported under either setting of each rival."""

from __future__ import annotations

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

ASKS = ("local_friends", "isolated", "employed", "stayers", "belonging")
LEVERS = Arm("three-levers-town", ASKS, (("funding.project.months", None), ("funding.project.permanent", True)))
NONE = Arm("three-levers-town", ASKS, (("funding.project.active", False),))
LAST = "2019-12"


@pattern(of="local_friends", levers=LEVERS, none=NONE)
def levers_and_friends(levers: Lived, none: Lived) -> list[Claim]:
    """Eight years of coordinator and mentors: friends of newcomers."""
    return [
        above("more local friends", levers.at(LAST, "local_friends") - none.at(LAST, "local_friends")),
        below(
            "change in the share without one", levers.at(LAST, "isolated") - none.at(LAST, "isolated"), of="isolated"
        ),
    ]


@pattern(of="stayers", levers=LEVERS, none=NONE)
def levers_and_staying(levers: Lived, none: Lived) -> list[Claim]:
    """Eight years of coordinator and mentors: newcomers who stay."""
    return [above("more newcomers of the run still there", levers.at(LAST, "stayers") - none.at(LAST, "stayers"))]


@pattern(of="in_work", levers=LEVERS, none=NONE)
def levers_and_work(levers: Lived, none: Lived) -> list[Claim]:
    """Eight years of coordinator and mentors: newcomers in work."""
    return [
        above(
            "change in the share in work",
            levers.at(LAST, "employed", "newcomers") - none.at(LAST, "employed", "newcomers"),
        )
    ]


@pattern(of="belonging", levers=LEVERS, none=NONE)
def levers_and_belonging(levers: Lived, none: Lived) -> list[Claim]:
    """Eight years of coordinator and mentors: newcomers who feel at home."""
    return [
        above(
            "change in belonging, 0 to 1",
            levers.at(LAST, "belonging", "newcomers") - none.at(LAST, "belonging", "newcomers"),
        )
    ]
