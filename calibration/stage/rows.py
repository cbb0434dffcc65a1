"""The rows of the table: what is measured at each place, before the first month and after the last."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from calibration.stage.seen import Seen

Value = Callable[[Seen, str], float]
PERCENT, THOUSAND = 100.0, 1000.0
MOVERS = ("0-17", "18-24", "25-34", "35-44", "45-64", "65+")


@dataclass(frozen=True)
class Row:
    """One line: what it is called, and how it comes from a run at a place."""

    key: str
    words: str
    value: Value
    """After the last month, or over all of them."""
    start: Value | None = None
    """The same before the first month; None for what needs time."""


def stock(key: str, words: str, name: str, group: str = "all", times: float = 1.0) -> Row:
    """A measure at the beginning and at the end."""
    return Row(
        key,
        words,
        lambda seen, place: times * seen.end(place, name, group),
        lambda seen, place: times * seen.start(place, name, group),
    )


def commuting(group: str, words: str) -> Row:
    """Who works in another place; nothing where there is none."""
    row = stock(f"{group}_commute", words, "commuting", group, PERCENT)
    first, last = row.start, row.value
    return Row(
        row.key,
        words,
        lambda seen, place: math.nan if seen.alone else last(seen, place),
        lambda seen, place: math.nan if seen.alone or first is None else first(seen, place),
    )


def growth(seen: Seen, place: str) -> float:
    """Mean growth of the number of inhabitants [% a year]."""
    first, last = seen.start(place, "population"), seen.end(place, "population")
    return PERCENT * float((last / first) ** (12.0 / seen.months) - 1.0)


def a_year(seen: Seen, place: str, **signs: float) -> float:
    """The sum of flows with their signs [% of the inhabitants a year]."""
    total = sum(sign * seen.total(place, name) for name, sign in signs.items())
    return PERCENT * total / seen.person_years(place)


def from_abroad(seen: Seen, place: str) -> float:
    """Newcomers who came, less those from elsewhere in the country and whoever went abroad [persons]."""
    came = seen.total(place, "arrivals") - seen.total(place, "secondary_arrivals")
    return came - seen.total(place, "moved_out", "abroad")


def abroad(seen: Seen, place: str) -> float:
    return PERCENT * from_abroad(seen, place) / seen.person_years(place)


def domestic(seen: Seen, place: str) -> float:
    return PERCENT * (seen.total(place, "net_migration") - from_abroad(seen, place)) / seen.person_years(place)


def moves(group: str) -> Value:
    """Moving in less moving out of an age [for each 1,000 of it a year]."""
    return lambda seen, place: (
        THOUSAND * seen.total(place, "net_migration", group) / max(1.0, seen.person_years(place, group))
    )


def more(name: str, group: str) -> Value:
    """By how many points a share has grown."""
    return lambda seen, place: PERCENT * (seen.end(place, name, group) - seen.start(place, name, group))


def very_old(seen: Seen, place: str) -> float:
    """How many times as many are 80 or older."""
    first, last = (at(place, "age_share", "80+") * at(place, "population") for at in (seen.start, seen.end))
    return last / first if first else float("nan")


def generation(seen: Seen, place: str) -> float:
    """Those aged 28, of those aged 18 ten years before, over all years that have both [%]."""
    young, grown = seen.series(place, "aged_18"), seen.series(place, "aged_28")
    pairs = [(young[month - 120], value) for month, value in grown.items() if month - 120 in young]
    before = sum(first for first, _ in pairs)
    return PERCENT * sum(last for _, last in pairs) / before if before else float("nan")


def pupils_more(seen: Seen, place: str) -> float:
    """By how many per cent pupils are more."""
    first = seen.start(place, "pupils")
    return PERCENT * (seen.end(place, "pupils") / first - 1.0) if first else float("nan")


def closures(seen: Seen, place: str) -> float:
    """Clubs closed for each founded."""
    founded = seen.total(place, "clubs_founded")
    return seen.total(place, "clubs_closed") / founded if founded else float("nan")


def yearly(name: str) -> Value:
    """A flow [persons a year]."""
    return lambda seen, place: 12.0 * seen.total(place, name) / seen.months


ROWS = (
    stock("inhabitants", "inhabitants", "population"),
    Row("growth", "growth, % a year", growth),
    Row("births", "births a year", yearly("births")),
    Row("deaths", "deaths a year", yearly("deaths")),
    Row("natural", "births less deaths, % a year", lambda seen, place: a_year(seen, place, births=1.0, deaths=-1.0)),
    Row("abroad", "moving in less out, abroad, % a year", abroad),
    Row("domestic", "moving in less out, within the country, % a year", domestic),
    *(
        Row(
            f"moves_{group.split('-')[0].rstrip('+')}",
            f"moving in less out, aged {group.replace('-', '–')}, for each 1,000 a year",
            moves(group),
        )
        for group in MOVERS
    ),
    stock("young", "aged 0–15, %", "age_share", "0-15", PERCENT),
    stock("old", "aged 65 and over, %", "age_share", "65+", PERCENT),
    Row("old_more", "aged 65 and over, points more", more("age_share", "65+")),
    Row("very_old", "aged 80 and over, times as many", very_old),
    Row("generation", "aged 28, of those aged 18 ten years before, %", generation),
    stock("pupils", "pupils", "pupils"),
    Row("pupils_more", "pupils, % more", pupils_more),
    stock("clubs", "clubs", "clubs_open"),
    Row("closures", "clubs closed for each founded", closures),
    stock("with_newcomer", "clubs with a newcomer among the members, %", "clubs_with_newcomer", times=PERCENT),
    stock("empty", "homes that stand empty, %", "homes_vacant", times=PERCENT),
    stock("holiday", "homes for holidays, %", "homes_holiday", times=PERCENT),
    stock("posts", "posts", "posts"),
    stock("locals_work", "locals in work, %", "employed", "locals", PERCENT),
    stock("newcomers_work", "newcomers in work, %", "employed", "newcomers", PERCENT),
    Row(
        "work_5",
        "refugees in work five years after arrival, %",
        lambda seen, place: PERCENT * seen.refugees_working((place,), 5),
    ),
    *(
        Row(f"stay_{years}", words, lambda seen, place, years=years: PERCENT * seen.refugees_stay((place,), 12 * years))  # type: ignore[misc]
        for years, words in (
            (3, "refugees still there after three years, %"),
            (5, "refugees still there after five years, %"),
            (7, "refugees still there after seven years, %"),
        )
    ),
    commuting("locals", "locals who commute, % of those in work"),
    commuting("newcomers", "newcomers who commute, %"),
    stock("newcomers", "newcomers among the inhabitants, %", "newcomer_share", times=PERCENT),
)

__all__ = ["ROWS", "Row"]
