"""What each measure is called, its unit, and how twelve months of it become a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Yearly = Literal["end", "sum", "mean"]


@dataclass(frozen=True)
class Measure:
    """One row of the measures table, in words."""

    label: str
    unit: str
    yearly: Yearly = "end"
    """"end": the value of the year's last month; "sum": of its months; "mean": over its months."""


_PERSONS = "persons"
_TIES = "ties per person"
_SHARE = "share"
_INDEX = "0 to 1"
_MONEY = "SEK"

CATALOGUE: dict[str, Measure] = {
    "population": Measure("Inhabitants", _PERSONS),
    "newcomers": Measure("Newcomers living here", _PERSONS),
    "births": Measure("Births", _PERSONS, "sum"),
    "deaths": Measure("Deaths", _PERSONS, "sum"),
    "arrivals": Measure("Newcomers arriving", _PERSONS, "sum"),
    "inflow": Measure("Locals moving in", _PERSONS, "sum"),
    "departures_newcomers": Measure("Newcomers leaving the region", _PERSONS, "sum"),
    "departures_locals": Measure("Locals leaving the region", _PERSONS, "sum"),
    "moves_in": Measure("Moving in from within the region", _PERSONS, "sum"),
    "moves_out": Measure("Moving out within the region", _PERSONS, "sum"),
    "age_share": Measure("Share by age", _SHARE),
    "mean_age": Measure("Mean age", "years"),
    "clubs_open": Measure("Clubs open", "clubs"),
    "clubs_closed": Measure("Clubs closed", "clubs", "sum"),
    "clubs_founded": Measure("Clubs founded", "clubs", "sum"),
    "club_joins": Measure("Joining a club", _PERSONS, "sum"),
    "club_leaves": Measure("Leaving a club", _PERSONS, "sum"),
    "clubs_saved": Measure("Clubs kept alive by newcomers", "clubs", "sum"),
    "members": Measure("Members of a club", "share of persons"),
    "volunteers": Measure("Volunteers", "share of adults"),
    "employed": Measure("In work", "share aged 20–64"),
    "employed_by_year": Measure("In work, by years since arrival", "share aged 20–64"),
    "matched": Measure("In work that fits their schooling", "share of those in work"),
    "hires": Measure("Hires, by channel", _PERSONS, "sum"),
    "job_losses": Measure("Jobs lost", _PERSONS, "sum"),
    "cohort_size": Measure("Newcomer adults at an anniversary of arrival", _PERSONS),
    "cohort_working_age": Measure("Of them aged 20–64", _PERSONS),
    "local_friends": Measure("Local friends", _TIES),
    "isolated": Measure("Without a local friend", "share of newcomer adults"),
    "bonding": Measure("Friends of the same origin", _TIES),
    "friends_locals": Measure("Friends of a local", _TIES),
    "close_locals": Measure("Close friends of a local", _TIES),
    "close_newcomers": Measure("Close friends of a newcomer", _TIES),
    "no_close_newcomers": Measure("Without a close friend", "share of newcomer adults"),
    "acquaintances_locals": Measure("Acquaintances of a local", _TIES),
    "ei_index": Measure("E-I index (−1 own group only, 1 other group only)", "−1 to 1"),
    "assortativity": Measure("Assortativity by group", "−1 to 1"),
    "clustering": Measure("Clustering", _INDEX),
    "largest_component": Measure("In the largest connected group", _SHARE),
    "stayers": Measure("Came during the run and still live where they were settled", _PERSONS),
    "newcomers_in_work": Measure("Newcomers in work", "persons aged 20–64"),
    "friendships": Measure("Friendships of newcomers with locals", "ties"),
    "language": Measure("Local language (0.5 is about B1)", _INDEX),
    "trust": Measure("Trust", _INDEX),
    "belonging": Measure("Belonging", _INDEX),
    "attitude": Measure("Attitude to the other group", "−1 to 1"),
    "in_course": Measure("Holding a place in a language course", "share of newcomer adults"),
    "threat": Measure("Felt pressure of arrivals", _INDEX),
    "homes_vacant": Measure("Homes that stand empty", "share of homes"),
    "school_open": Measure("Schools open", "places"),
    "shop_open": Measure("Shops open", "places"),
    "health_open": Measure("Health centres open", "places"),
    "pupils": Measure("Pupils", _PERSONS),
    "arrivals_unhoused": Measure("Newcomers who found no home", _PERSONS, "sum"),
    "volunteers_ready": Measure("Volunteers for programmes", _PERSONS),
    "volunteers_matched": Measure("Volunteers for programmes at work", _PERSONS),
    "attention": Measure("Public attention to newcomers", _INDEX),
    "link": Measure("Link between the municipality and civil society", _INDEX),
    "taking_part": Measure("Taking part in a programme", _PERSONS),
    "waiting": Measure("Waiting for a programme", _PERSONS),
    "mentor_wait": Measure("Waited by those let in", "months", "mean"),
    "embedded": Measure("Embeddedness of a coordinator", _INDEX),
    "mentor_ties_alive": Measure("Mentor ties alive a year after the programme", "share of ties"),
    "spent": Measure("Spent on programmes and posts", _MONEY, "sum"),
    "spent_by_payer": Measure("Spent on programmes and posts, by payer", _MONEY, "sum"),
    "state_grants": Measure("State grants for those settled", _MONEY, "sum"),
    "tax": Measure("Municipal tax of newcomers in work", _MONEY, "sum"),
    "support": Measure("Support for newcomers without work", _MONEY, "sum"),
}


def measure(key: str) -> Measure:
    """The description of a measure; for one not listed, its own name and its value at the year's end."""
    return CATALOGUE.get(key) or Measure(key.replace("_", " ").capitalize(), "")


GROUP_LABELS = {
    "all": "all", "locals": "locals", "newcomers": "newcomers", "women": "women", "men": "men",
    "newcomer_women": "newcomer women", "newcomer_men": "newcomer men",
    "single_woman": "single women", "single_man": "single men", "couple": "couples without children",
    "couple_children": "couples with children", "lone_parent": "lone parents", "quota": "quota refugees",
    "asylum": "settled asylum seekers", "family": "family reunification", "labour": "labour migrants",
    "youth": "unaccompanied youth", "compulsory": "compulsory school", "secondary": "upper secondary",
    "higher": "higher education", "sport": "sport", "village": "village associations",
    "culture": "culture", "congregation": "congregations", "immigrant": "immigrants’ associations",
    "aid": "aid organisations", "popup": "pop-up networks", "open": "own application",
    "employer": "the employer asked", "service": "employment service", "contact": "contacts",
    "municipality": "the municipality", "region": "the region", "state": "the state", "eu": "the EU",
    "foundation": "foundations", "association": "associations",
}
"""Groups of the measures table in words."""


def group_label(group: str) -> str:
    """A group in words: "y3:women" is "women, 3 years after arrival", "programmes.cafe" is "cafe"."""
    head, _, tail = group.partition(":")
    if head[:1] == "y" and head[1:].isdigit():
        years = int(head[1:])
        when = f"{years} {'year' if years == 1 else 'years'} after arrival"
        return f"{group_label(tail)}, {when}" if tail else when
    if tail:
        return group_label(tail)
    if "." in group:  # a dotted path of the scenario: the user's own name, never one of ours
        return group.rpartition(".")[2].replace("_", " ")
    return GROUP_LABELS.get(group, group.replace("_", " "))


__all__ = ["CATALOGUE", "GROUP_LABELS", "Measure", "group_label", "measure"]
