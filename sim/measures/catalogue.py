"""Every measure: what it is called, its unit, how it is taken down, and where it is told.

One row each, in the order of reports. Whatever tells of a measure reads its row: outcomes of comparisons and
sweeps, tables, figures, the browser, Mesa's reporters, ``docs/outcomes.md``. A new one is a function that
takes it down (``counted``) and a row here.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sim.measures.groups import GROUP_LABELS, group_label
from sim.measures.measure import RESEARCH, Measure, describe

_PERSONS, _TIES, _SHARE, _INDEX, _MONEY = "persons", "ties per person", "share", "0 to 1", "SEK"
_ADULTS = "share of adult newcomers"
_WORKING = "share aged 20–64"
PEOPLE, TIES, WORK, CLUBS, MINDS, PURSE, PLACES = (
    "People", "Ties of adult newcomers", "Work", "Clubs", "Minds", "Programmes and money",
    "Homes and services",
)
HEADINGS = (PEOPLE, TIES, WORK, CLUBS, MINDS, PURSE, PLACES)
"""Of the table by year, in its order."""

_stock = partial(Measure, kind="stock")
_share = partial(Measure, kind="share")
_mean = partial(Measure, kind="mean")
_flow = partial(Measure, kind="flow", unit=_PERSONS, counted="monthly:record_flows")
_sum = partial(Measure, kind="sum", unit=_MONEY, counted="civil:record_municipality")
_friends: dict[str, Any] = {"counted": "yearly:record_friends", "every": "year"}
_network: dict[str, Any] = {"counted": "yearly:record_network", "every": "year", "by_place": False,
                            "rank": RESEARCH}
_work: dict[str, Any] = {"counted": "yearly:record_work", "every": "year"}
_minds: dict[str, Any] = {"counted": "yearly:record_minds", "every": "year"}
_membership: dict[str, Any] = {"counted": "yearly:record_membership", "every": "year"}
_ages: dict[str, Any] = {"counted": "yearly:record_ages", "every": "year"}
_stayers: dict[str, Any] = {"counted": "yearly:record_stayers", "every": "year"}
_monthly: dict[str, Any] = {"counted": "monthly:record_stock"}
_programmes: dict[str, Any] = {"counted": "civil:record_programmes", "by_place": False}
_BY_POPULATION = ("population",)


def _retention(year: int, words: str, rank: int) -> Measure:
    return Measure(
        f"retention_{year}", f"Still there {words} after arrival", "share of newcomers", "share", year=year,
        short=f"Still there after {words}", phrase=f"are still here after {words}", better="more", rank=rank,
        outcome=True,
    )


ROWS: tuple[Measure, ...] = (
    _mean("local_friends", "Local friends per newcomer", "ties per adult newcomer", **_friends,
          groups=("sex", "children", "years since arrival"), short="Local friends",
          phrase="local friends per newcomer", better="more", rank=5, heading=TIES, outcome=True,
          followed=True, watched=True, color="blue"),
    _mean("local_friends_children", "Local friends per newcomer child", "ties per newcomer under 18",
          of="local_friends", group="children", phrase="local friends per newcomer child", better="more",
          rank=20, heading=TIES, outcome=True),
    _share("isolated", "Without a local friend", _ADULTS, **_friends, groups=("sex", "years since arrival"),
           phrase="have no local friend", better="less", rank=7, heading=TIES, outcome=True, followed=True,
           watched=True, color="orange"),
    _share("isolated_women", "Newcomer women without a local friend", "share of adult newcomer women",
           of="isolated", group="women", short="Women without a local friend", phrase="have no local friend",
           people="newcomer women", better="less", rank=16, heading=TIES, outcome=True, followed=True),
    _retention(1, "one year", 10), _retention(3, "three years", 2), _retention(5, "five years", 1),
    _stock("stayers", "Came and still live where they settled", _PERSONS, **_stayers,
           short="Came and still there",
           phrase="newcomers who came during the run still live where they were settled",
           one="additional retained newcomer", better="more", rank=3, outcome=True, followed=True),
    _share("retained", "Still where they settled, of those who came during the run",
           "share of newcomers of the run", **_stayers, short="Still where they settled", watched=True),
    _share("employed", "Newcomers in work, share", _WORKING, **_work, group="newcomers",
           groups=("population", "sex of newcomers", "schooling of newcomers"), short="Share in work",
           phrase="of working age are in work", better="more", rank=9, heading=WORK, outcome=True,
           followed=True, watched=True, color="green"),
    _share("employed_women", "Newcomer women in work, share", _WORKING, of="employed",
           group="newcomer_women", short="Women in work", phrase="of working age are in work",
           people="newcomer women", better="more", rank=17, heading=WORK, outcome=True),
    _share("employed_men", "Newcomer men in work, share", _WORKING, of="employed", group="newcomer_men",
           heading=WORK),
    _share("employed_locals", "Locals in work, share", _WORKING, of="employed", group="locals",
           short="Locals in work", phrase="of working age are in work", people="locals", better="more",
           rank=24, heading=WORK, outcome=True, watched=True),
    _stock("newcomers_in_work", "Newcomers in work", "persons aged 20–64", **_work,
           phrase="newcomers are in work", one="additional newcomer in work", better="more", rank=6,
           outcome=True, followed=True),
    _share("matched", "In work that fits their schooling", "share of those in work", **_work,
           group="newcomers", groups=("population", "sex of newcomers", "schooling of newcomers"),
           heading=WORK),
    _stock("friendships", "Friendships of newcomers with locals", "ties", **_friends,
           short="Friendships with locals", phrase="friendships between newcomers and locals",
           one="additional friendship", better="more", rank=8, outcome=True, followed=True),
    _mean("language", "Local language", "0 to 1 (0.5 is about B1)", **_minds,
          phrase="on the language scale from 0 to 1", better="more", rank=12, heading=MINDS, outcome=True,
          followed=True, groups=("years since arrival",)),
    _mean("belonging", "Belonging of newcomers", _INDEX, **_minds, group="newcomers", groups=_BY_POPULATION,
          phrase="on newcomers’ scale of belonging from 0 to 1", better="more", rank=11, heading=MINDS,
          outcome=True, followed=True),
    _mean("trust", "Trust of newcomers", _INDEX, **_minds, group="newcomers", groups=_BY_POPULATION,
          phrase="on newcomers’ scale of trust from 0 to 1", better="more", rank=21, heading=MINDS,
          outcome=True),
    _mean("trust_locals", "Trust of locals", _INDEX, of="trust", group="locals",
          phrase="on locals’ scale of trust from 0 to 1", better="more", rank=22, heading=MINDS,
          outcome=True),
    _mean("attitude", "Attitude of locals to newcomers", "−1 to 1", **_minds, group="locals",
          groups=_BY_POPULATION, short="Attitude of locals",
          phrase="on locals’ scale of attitude from −1 to 1", better="more", rank=18, heading=MINDS,
          outcome=True),
    _share("members", "Newcomers in a club", _ADULTS, **_membership, group="newcomers",
           groups=_BY_POPULATION, phrase="are members of a club", better="more", rank=19, heading=CLUBS,
           outcome=True),
    _share("members_locals", "Locals in a club", "share of adult locals", of="members", group="locals",
           phrase="are members of a club", people="locals", better="more", rank=25, heading=CLUBS,
           outcome=True),
    _stock("population", "Inhabitants", _PERSONS, **_monthly, phrase="inhabitants", rank=13, heading=PEOPLE,
           outcome=True, followed=True, watched=True),
    _stock("newcomers", "Newcomers living here", _PERSONS, **_monthly, short="Newcomers here",
           phrase="newcomers live here", rank=23, heading=PEOPLE, outcome=True, watched=True,
           color="vermilion"),
    _flow("arrivals", "Newcomers arriving", heading=PEOPLE),
    _flow("arrivals_unhoused", "Newcomers who found no home", short="Turned away, no home",
          phrase="newcomers found no home and did not come", better="less", rank=4, heading=PEOPLE,
          outcome=True, followed=True, watched=True, color="ink"),
    _share("aged_65", "Aged 65 or older", "share of inhabitants", of="age_share", group="65+",
           phrase="are 65 or older", people="inhabitants", rank=26, heading=PEOPLE, outcome=True),
    _stock("pupils", "Pupils, aged 6–15", _PERSONS, **_ages, short="Pupils",
           phrase="children of school age", rank=27, heading=PEOPLE, outcome=True),
    _stock("clubs_open", "Clubs open", "clubs", **_monthly, groups=("kind of club",), phrase="clubs are open",
           better="more", rank=28, heading=CLUBS, outcome=True, watched=True, color="purple"),
    _sum("net_cost", "Net cost to the municipalities", by_place=False,
         short="Municipal net cost", phrase="net cost to the municipalities over the run", better="less",
         rank=15, heading=PURSE, outcome=True, followed=True),
    _sum("spent", "Money spent", counted="civil:record_spending",
         groups=("programme", "post", "price"), by_place=False, short="Money", phrase="is spent over the run",
         better="less", rank=14, heading=PURSE, outcome=True, followed=True, watched=True, color="grey"),
    _sum("spent_by_payer", "Money spent, by payer", counted="civil:record_spending",
         groups=("payer",), by_place=False),
    _sum("money_returned", "Money that streams gave back unspent", counted="civil:record_spending",
         groups=("stream",), by_place=False),
    _sum("money_missing", "What streams had to pay for and could not", counted="civil:record_spending",
         groups=("stream",), by_place=False),
    _sum("state_grants", "State grants for those settled", heading=PURSE),
    _sum("tax", "Municipal tax of newcomers in work", heading=PURSE),
    _sum("support", "Support for newcomers without work", heading=PURSE),
    _flow("births", "Births", heading=PEOPLE),
    _flow("deaths", "Deaths", heading=PEOPLE),
    _flow("departures_newcomers", "Newcomers leaving the region", heading=PEOPLE),
    _flow("inflow", "Locals moving in", heading=PEOPLE),
    _flow("departures_locals", "Locals leaving the region", heading=PEOPLE),
    _flow("moves_in", "Moving in from within the region"),
    _flow("moves_out", "Moving out within the region"),
    _mean("mean_age", "Mean age", "years", **_ages, heading=PEOPLE),
    _share("age_share", "Share by age", _SHARE, **_ages, groups=("age",)),
    _mean("bonding", "Friends of the same origin", _TIES, **_friends,
          groups=("sex", "years since arrival"), heading=TIES),
    _mean("friends_locals", "Friends of a local", _TIES, **_friends, heading=TIES),
    _mean("close_locals", "Close friends of a local", _TIES, **_friends, rank=RESEARCH),
    _mean("acquaintances_locals", "Acquaintances of a local", _TIES, **_friends, rank=RESEARCH),
    _mean("close_newcomers", "Close friends of a newcomer", _TIES, **_friends),
    _share("no_close_newcomers", "Without a close friend", _ADULTS, **_friends),
    _mean("ei_index", "E-I index (−1 own group only, 1 other group only)", "−1 to 1", **_network),
    _mean("assortativity", "Assortativity by group", "−1 to 1", **_network),
    _mean("clustering", "Clustering", _INDEX, **_network),
    _share("largest_component", "In the largest connected group", _SHARE, **_network),
    _flow("hires", "Hires, by channel", counted="monthly:record_hires", groups=("channel",)),
    _flow("job_losses", "Jobs lost"),
    _flow("clubs_closed", "Clubs closed", unit="clubs", heading=CLUBS),
    _flow("clubs_founded", "Clubs founded", unit="clubs"),
    _flow("clubs_saved", "Clubs kept alive by newcomers", unit="clubs", heading=CLUBS),
    _flow("club_joins", "Joining a club"),
    _flow("club_leaves", "Leaving a club"),
    _share("volunteers", "Helping to run a club", "share of adults", **_membership, group="locals",
           groups=_BY_POPULATION),
    _share("in_course", "Holding a place in a language course", _ADULTS, **_minds),
    _mean("threat", "Felt pressure of arrivals", _INDEX, **_minds, heading=MINDS),
    _stock("volunteers_ready", "Volunteers for programmes", _PERSONS, counted="civil:record_volunteers",
           short="Volunteers", heading=PURSE, watched=True, color="sky"),
    _stock("volunteers_matched", "Volunteers for programmes at work", _PERSONS,
           counted="civil:record_volunteers", heading=PURSE),
    _mean("attention", "Public attention to newcomers", _INDEX, counted="civil:record_volunteers"),
    _mean("link", "Link between the municipality and civil society", _INDEX,
          counted="civil:record_volunteers", heading=PURSE),
    _stock("taking_part", "Taking part in a programme", _PERSONS, **_programmes, groups=("programme",)),
    _stock("waiting", "Waiting for a programme", _PERSONS, **_programmes, groups=("programme",)),
    _mean("mentor_wait", "Waited by those let in", "months", **_programmes, groups=("programme",),
          over_year="mean"),
    _mean("embedded", "Embeddedness of a coordinator", _INDEX, **_programmes, groups=("post",)),
    _share("mentor_ties_alive", "Mentor ties alive a year after the programme", "share of ties",
           counted="civil:record_mentor_ties", every="year", groups=("programme",), by_place=False),
    _share("homes_vacant", "Homes that stand empty", "share of homes", **_monthly, heading=PLACES),
    _stock("school_open", "Schools open", "places", **_monthly, heading=PLACES),
    _stock("shop_open", "Shops open", "places", **_monthly, heading=PLACES),
    _stock("health_open", "Health centres open", "places", **_monthly),
    _share("employed_by_year", "In work, by years since arrival", _WORKING, every="year",
           groups=("years since arrival",)),
    _stock("cohort_size", "Newcomer adults at an anniversary of arrival", _PERSONS, every="year",
           groups=("years since arrival",), rank=RESEARCH),
    _stock("cohort_working_age", "Of them aged 20–64", _PERSONS, every="year",
           groups=("years since arrival",), rank=RESEARCH),
)

CATALOGUE: dict[str, Measure] = {row.key: row for row in ROWS}
"""By key. A study of one's own may add a row (:func:`add`) before anything is run."""


def add(row: Measure) -> Measure:
    """Add a measure of one's own. Raises ``ValueError`` for a key that is taken, or of nothing there is."""
    if row.key in CATALOGUE:
        raise ValueError(f"there is a measure {row.key!r} already")
    if row.of and row.of not in CATALOGUE:
        raise ValueError(f"{row.key}: there is no measure {row.of!r} to be a group of")
    CATALOGUE[row.key] = row
    return row


def measure(key: str) -> Measure:
    """The description of a measure; for one not listed, its own name and its value at the year's end."""
    return describe(key, CATALOGUE.get(key))


def outcomes() -> tuple[Measure, ...]:
    """What arms and points are compared by, in the order of reports."""
    return tuple(row for row in CATALOGUE.values() if row.outcome)


def watched() -> tuple[Measure, ...]:
    """What is looked at every month of a live run."""
    return tuple(row for row in CATALOGUE.values() if row.watched)


def pictured() -> tuple[Measure, ...]:
    """What has a picture on the live page."""
    return tuple(row for row in watched() if row.color)


def tabled(heading: str) -> tuple[Measure, ...]:
    """The rows of a section of the table by year; what only researchers ask for stands in files alone."""
    return tuple(row for row in CATALOGUE.values() if row.heading == heading and row.rank < RESEARCH)


__all__ = [
    "CATALOGUE", "GROUP_LABELS", "HEADINGS", "ROWS", "Measure", "add", "group_label", "measure", "outcomes",
    "pictured", "tabled", "watched",
]
