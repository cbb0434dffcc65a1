"""What the groups are called that measures are taken down by, in the language in force."""

from __future__ import annotations

from sim.languages import _, ngettext
from sim.words import SECTORS

GROUP_LABELS = {
    "all": "all",
    "locals": "locals",
    "newcomers": "newcomers",
    "year_2": "in their second year",
    "year_3": "in their third year",
    "year_5": "in their fifth year",
    "year_9": "in their ninth year",
    "women": "women",
    "men": "men",
    "children": "children",
    "retained": "still there",
    "local_friends": "local friends",
    "link": "the link to civil society",
    "stayed": "those who stayed where they settled",
    "left": "those who left it",
    "born_here": "born here of newcomers",
    "came_as_children": "came as children",
    "came_grown": "came grown up",
    "newcomer_women": "newcomer women",
    "newcomer_men": "newcomer men",
    "single_woman": "single women",
    "single_man": "single men",
    "couple": "couples without children",
    "couple_children": "couples with children",
    "lone_parent": "lone parents",
    "quota": "quota refugees",
    "asylum": "settled asylum seekers",
    "family": "family reunification",
    "refugees": "refugees",
    "labour": "labour migrants",
    "youth": "unaccompanied youth",
    "onward": "secondary arrivals",
    "city": "larger cities",
    "small": "small towns and rural places",
    "metropolis": "the metropolis",
    "abroad": "abroad",
    "university_town": "university towns",
    "compulsory": "compulsory school",
    "secondary": "upper secondary",
    "higher": "higher education",
    "clubless": "in no club",
    "no_organisation": "of no organisation of the scenario",
    "other_origin": "of another origin than those who organise it",
    "sport": "sport",
    "village": "village associations",
    "culture": "culture",
    "congregation": "congregations",
    "immigrant": "immigrants’ associations",
    "aid": "aid organisations",
    "popup": "pop-up networks",
    "library": "libraries",
    "cafe": "cafés",
    "pool": "swimming pools",
    "neighbourhood_house": "neighbourhood houses",
    "playground": "playgrounds",
    "open_nursery": "open nurseries",
    **SECTORS,
    "below_10_posts": "employers with fewer than 10 posts",
    "10_to_49_posts": "employers with 10 to 49 posts",
    "50_posts_or_more": "employers with 50 posts or more",
    "too_few": "too few members",
    "no_board": "nobody to run it",
    "owned": "owned",
    "public_rent": "rented from the municipality",
    "private_rent": "rented privately",
    "open": "own application",
    "employer": "the employer asked",
    "service": "employment service",
    "contact": "contacts",
    "waiting": "waiting for a decision",
    "temporary": "temporary permit",
    "permanent": "permanent permit",
    "work": "permit that hangs on work",
    "given": "place given by the stream",
    "assigned": "assigned by inhabitants",
    "agreed": "by agreement",
    "capacity": "by empty homes",
    "free": "free choice",
    "matched": "matched",
    "municipality": "the municipality",
    "region": "the region",
    "state": "the state",
    "eu": "the EU",
    "foundation": "foundations",
    "association": "associations",
}
"""Groups of the measures table in words."""


def group_label(group: str) -> str:
    """A group in words: "y3:women" is "women, 3 years after arrival"."""
    head, __, tail = group.partition(":")
    if head[:1] == "y" and head[1:].isdigit():
        years = int(head[1:])
        when = ngettext("{number} year after arrival", "{number} years after arrival", years, number=years)
        return f"{group_label(tail)}, {when}" if tail else when
    if tail:
        return group_label(tail)
    return _(GROUP_LABELS[group]) if group in GROUP_LABELS else group.replace("_", " ")


__all__ = ["GROUP_LABELS", "group_label"]
