"""What rows of the catalogue have in common: units, headings, and who takes them down."""

from __future__ import annotations

from functools import partial
from typing import Any

from sim.measures.measure import RESEARCH, Measure

PERSONS, TIES_EACH, SHARE, INDEX, MONEY = "persons", "ties per person", "share", "0 to 1", "SEK"
ADULTS = "share of adult newcomers"
WORKING = "share aged 20–64"
POSTS = "posts"
PEOPLE, TIES, WORK, CLUBS, MINDS, PURSE, PLACES = (
    "People",
    "Ties of adult newcomers",
    "Work",
    "Clubs",
    "Minds",
    "Programmes and money",
    "Homes and services",
)
HEADINGS = (PEOPLE, TIES, WORK, CLUBS, MINDS, PURSE, PLACES)
"""Of the table by year, in its order."""

stock = partial(Measure, kind="stock")
share = partial(Measure, kind="share")
mean = partial(Measure, kind="mean")
flow = partial(Measure, kind="flow", unit=PERSONS, counted="monthly:record_flows")
total = partial(Measure, kind="sum", unit=MONEY, counted="civil:record_municipality")
friends: dict[str, Any] = {"counted": "yearly:record_friends", "every": "year"}
network: dict[str, Any] = {"counted": "yearly:record_network", "every": "year", "by_place": False, "rank": RESEARCH}
labour: dict[str, Any] = {"counted": "labour:record_posts", "every": "year", "groups": ("sector",)}
by_size: dict[str, Any] = {"counted": "labour:record_employers", "every": "year", "groups": ("size of employer",)}
work: dict[str, Any] = {"counted": "yearly:record_work", "every": "year"}
generations: dict[str, Any] = {
    "counted": "generations:record_generations",
    "every": "year",
    "groups": ("generation",),
    "group": "born_here",
}
health: dict[str, Any] = {"counted": "yearly:record_health", "every": "year"}
opinion: dict[str, Any] = {"counted": "opinion:record_opinion", "every": "year"}
security: dict[str, Any] = {"counted": "opinion:record_security", "every": "year"}
minds: dict[str, Any] = {"counted": "yearly:record_minds", "every": "year"}
membership: dict[str, Any] = {"counted": "yearly:record_membership", "every": "year"}
regulars: dict[str, Any] = {"counted": "yearly:record_regulars", "every": "year", "group": "newcomers"}
venues: dict[str, Any] = {"counted": "yearly:record_regulars", "every": "year"}
ages: dict[str, Any] = {"counted": "yearly:record_ages", "every": "year"}
stayers: dict[str, Any] = {"counted": "yearly:record_stayers", "every": "year"}
getting: dict[str, Any] = {"counted": "getting:record_getting", "every": "year", "group": "newcomers"}
dwelling: dict[str, Any] = {"counted": "dwelling:record_homes"}
apart: dict[str, Any] = {"counted": "dwelling:record_concentration", "every": "year"}
monthly: dict[str, Any] = {"counted": "monthly:record_stock"}
permits: dict[str, Any] = {"counted": "monthly:record_permits"}
care: dict[str, Any] = {"counted": "care:record_care"}
levels: dict[str, Any] = {"counted": "care:record_levels", "every": "year"}
programmes: dict[str, Any] = {"counted": "civil:record_programmes", "by_place": False}
organisations: dict[str, Any] = {
    "counted": "organisations:record_organisations",
    "groups": ("organisation",),
    "by_place": False,
    "heading": PURSE,
}
boards: dict[str, Any] = {"counted": "boards:record_boards", "every": "year"}
mothers: dict[str, Any] = {"counted": "care:record_mothers", "every": "year"}
spending: dict[str, Any] = {"counted": "civil:record_spending", "by_place": False}
ready: dict[str, Any] = {"counted": "civil:record_volunteers"}
ways: dict[str, Any] = {"counted": "reach_of_services:record_services"}
anniversaries: dict[str, Any] = {"every": "year", "groups": ("years since arrival",)}
balance: dict[str, Any] = {"signed": True, "heading": PURSE}
BY_POPULATION = ("population",)
BY_WHOM = ("population", "sex of newcomers")


def retention(year: int, words: str) -> Measure:
    return Measure(f"retention_{year}", f"Still there {words} after arrival", "share of newcomers", "share", year=year)
