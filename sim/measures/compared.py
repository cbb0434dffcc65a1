"""What arms of a comparison and points of a sweep are compared by, in the order of reports, and views of it."""

from __future__ import annotations

from sim.measures.measure import Measure
from sim.measures.row_kinds import (
    ADULTS,
    BY_POPULATION,
    CLUBS,
    INDEX,
    MINDS,
    PEOPLE,
    PERSONS,
    PLACES,
    TIES,
    WORK,
    WORKING,
    ages,
    flow,
    friends,
    mean,
    membership,
    minds,
    monthly,
    retention,
    share,
    stayers,
    stock,
    work,
)

COMPARED: tuple[Measure, ...] = (
    mean(
        "local_friends",
        "Local friends per newcomer",
        "ties per adult newcomer",
        **friends,
        groups=("sex", "children", "years since arrival"),
        heading=TIES,
        color="blue",
    ),
    mean(
        "local_friends_children",
        "Local friends per newcomer child",
        "ties per newcomer under 18",
        of="local_friends",
        group="children",
        heading=TIES,
    ),
    share(
        "isolated",
        "Without a local friend",
        ADULTS,
        **friends,
        groups=("sex", "years since arrival"),
        heading=TIES,
        color="orange",
    ),
    share(
        "isolated_women",
        "Newcomer women without a local friend",
        "share of adult newcomer women",
        of="isolated",
        group="women",
        heading=TIES,
    ),
    retention(1, "one year"),
    retention(3, "three years"),
    retention(5, "five years"),
    stock("stayers", "Came and still live where they settled", PERSONS, **stayers),
    share(
        "retained",
        "Still where they settled, of those who came during the run",
        "share of newcomers of the run",
        **stayers,
        short="Still where they settled",
        watched=True,
    ),
    share(
        "employed",
        "Newcomers in work, share",
        WORKING,
        **work,
        group="newcomers",
        groups=("population", "sex of newcomers", "schooling of newcomers"),
        heading=WORK,
        color="green",
    ),
    share(
        "employed_women", "Newcomer women in work, share", WORKING, of="employed", group="newcomer_women", heading=WORK
    ),
    share("employed_men", "Newcomer men in work, share", WORKING, of="employed", group="newcomer_men", heading=WORK),
    share(
        "employed_locals", "Locals in work, share", WORKING, of="employed", group="locals", heading=WORK, watched=True
    ),
    stock("newcomers_in_work", "Newcomers in work", "persons aged 20–64", **work),
    share(
        "matched",
        "In work that fits their schooling",
        "share of those in work",
        **work,
        group="newcomers",
        groups=("population", "sex of newcomers", "schooling of newcomers"),
        heading=WORK,
    ),
    stock("friendships", "Friendships of newcomers with locals", "ties", **friends),
    mean(
        "language",
        "Local language",
        "0 to 1 (0.5 is about B1)",
        **minds,
        heading=MINDS,
        groups=("years since arrival",),
    ),
    mean("belonging", "Belonging of newcomers", INDEX, **minds, group="newcomers", groups=BY_POPULATION, heading=MINDS),
    mean("trust", "Trust of newcomers", INDEX, **minds, group="newcomers", groups=BY_POPULATION, heading=MINDS),
    mean("trust_locals", "Trust of locals", INDEX, of="trust", group="locals", heading=MINDS),
    mean(
        "attitude",
        "Attitude of locals to newcomers",
        "−1 to 1",
        **minds,
        group="locals",
        groups=BY_POPULATION,
        heading=MINDS,
    ),
    share(
        "members", "Newcomers in a club", ADULTS, **membership, group="newcomers", groups=BY_POPULATION, heading=CLUBS
    ),
    share("members_locals", "Locals in a club", "share of adult locals", of="members", group="locals", heading=CLUBS),
    stock("population", "Inhabitants", PERSONS, **monthly, heading=PEOPLE, watched=True),
    stock("newcomers", "Newcomers living here", PERSONS, **monthly, heading=PEOPLE, color="vermilion"),
    flow("arrivals", "Newcomers arriving", heading=PEOPLE),
    flow("arrivals_unhoused", "Newcomers who found no home", heading=PEOPLE, color="ink"),
    share("aged_65", "Aged 65 or older", "share of inhabitants", of="age_share", group="65+", heading=PEOPLE),
    stock("pupils", "Pupils, aged 6–15", PERSONS, **ages, heading=PEOPLE),
    stock("clubs_open", "Clubs open", "clubs", **monthly, groups=("kind of club",), heading=CLUBS, color="purple"),
    *(
        mean(
            f"gap_{name}",
            f"Gap between places: {words}",
            "as the measure",
            of="gap",
            group=name,
            by_place=False,
            heading=PLACES,
        )
        for name, words in {
            "retained": "still there",
            "employed": "newcomers in work",
            "local_friends": "local friends",
        }.items()
    ),
)
