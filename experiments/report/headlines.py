"""The few numbers an analyst asks for first, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.outcomes.findings import EVERYWHERE, MONTHS, Findings
from experiments.outcomes.intervals import NOT_NEGATIVE, Band, at
from experiments.outcomes.panel import Series, by_years_since_arrival
from experiments.outcomes.retention import curve
from experiments.outcomes.wording import count, counted, of_hundred, percent, plain, ranged, span, years_in_words
from sim.languages import _, ngettext
from sim.words import in_words


@dataclass(frozen=True)
class Headline:
    """One number, large, with what it is."""

    value: str
    interval: str
    """"68 to 80"; empty with fewer than three runs."""
    words: str


def headlines(findings: Findings) -> list[Headline]:
    """As many of the usual numbers as the experiment can give."""
    found = [
        _share(
            _at_month(curve(findings, "all")[0], 5 * MONTHS),
            _("of 100 newcomers still live where they settled, five years after arrival"),
        ),
        _share(_at_year(findings, "isolated", 1), _("of 100 newcomers have no local friend after one year")),
        _share(_at_year(findings, "isolated", 5), _("of 100 newcomers have no local friend after five years")),
        _share(
            _at_year(findings, "employed_by_year", 5, "women"), _("of 100 newcomer women are in work after five years")
        ),
        _share(_at_year(findings, "employed_by_year", 5, "men"), _("of 100 newcomer men are in work after five years")),
        _change(findings),
    ]
    return [headline for headline in found if headline is not None]


def _at_month(series: Series, month: int) -> Band | None:
    where = np.flatnonzero(series.time == month)
    return at(series.band, int(where[0])) if where.size else None


def _at_year(findings: Findings, name: str, year: int, part: str = "") -> Band | None:
    return _at_month(by_years_since_arrival(findings.measures, EVERYWHERE, name, part), year)


def _share(found: Band | None, words: str) -> Headline | None:
    if found is None or np.isnan(found.mean):
        return None
    interval = span(plain(100 * found.low, 0), plain(100 * found.high, 0)) if found.interval else ""
    return Headline(plain(100 * float(found.mean), 0), interval, words)


def _change(findings: Findings) -> Headline | None:
    people = findings.measures.get(EVERYWHERE, "population", "all")
    if not len(people.time):
        return None
    found = findings.band(people.values[:, -1] / people.values[:, 0] - 1, (-1.0, np.inf))
    sign = "+" if found.mean > 0 else ""
    interval = span(percent(found.low, 1), percent(found.high, 1)) if found.interval else ""
    return Headline(
        f"{sign}{percent(found.mean, 1)}",
        interval,
        _("change of population in {years}", years=years_in_words(findings.months)),
    )


def plain_summary(findings: Findings) -> list[str]:
    """Two to four sentences that stand at the top of the report."""
    sentences = [_opening(findings), turned_away(findings), _staying_and_lonely(findings)]
    women, men = (_at_year(findings, "employed_by_year", 5, sex) for sex in ("women", "men"))
    if women is not None and men is not None:
        sentences.append(
            _(
                "After five years {women} of 100 newcomer women and {men} of 100 newcomer men are in work.",
                women=of_hundred(women),
                men=of_hundred(men),
            )
        )
    sentences += _clubs(findings)
    return [sentence for sentence in sentences if sentence]


def _staying_and_lonely(findings: Findings) -> str:
    stay = _at_month(curve(findings, "all")[0], 5 * MONTHS)
    lonely, later = _at_year(findings, "isolated", 1), _at_year(findings, "isolated", 5)
    if stay is None and lonely is None:
        return ""
    known = {"stay": stay, "first": lonely, "fifth": later}
    values = {name: of_hundred(found) for name, found in known.items() if found is not None}
    if lonely is None:
        return _("Of 100 newcomers, {stay} still live where they settled after five years.", **values)
    if stay is None and later is None:
        return _("After one year {first} of 100 have no local friend.", **values)
    if stay is None:
        return _("After one year {first} of 100 have no local friend, after five years {fifth}.", **values)
    if later is None:
        return _(
            "Of 100 newcomers, {stay} still live where they settled after five years; after one year {first} of 100 "
            "have no local friend.",
            **values,
        )
    return _(
        "Of 100 newcomers, {stay} still live where they settled after five years; after one year {first} of 100 have "
        "no local friend, after five years {fifth}.",
        **values,
    )


def _opening(findings: Findings) -> str:
    people = findings.measures.get(EVERYWHERE, "population", "all")
    came = findings.measures.get(EVERYWHERE, "newcomers", "all")
    if not len(people.time):
        return ""
    start, end = at(people.band, 0), at(people.band, -1)
    here = at(came.band, -1) if len(came.time) else None
    places = len(findings.places)
    where = findings.places[0].name if places == 1 else _("A region of {places} places", places=in_words(places))
    values = {"where": where, "start": count(start.mean), "end": ranged(end), "years": years_in_words(findings.months)}
    first = ngettext(
        "{where} goes from {start} to {end} inhabitant in {years}",
        "{where} goes from {start} to {end} inhabitants in {years}",
        _number(end),
        **values,
    )
    if here is None:
        return f"{first}."
    then = ngettext(
        "at the end {newcomers} of them is a newcomer",
        "at the end {newcomers} of them are newcomers",
        _number(here),
        newcomers=ranged(here),
    )
    return f"{first}; {then}."


def turned_away(findings: Findings) -> str:
    """How many newcomers found no home and never came; empty where nobody was turned away."""
    without, came = (findings.measures.get(EVERYWHERE, name, "all") for name in ("arrivals_unhoused", "arrivals"))
    if not len(without.time) or not len(came.time):
        return ""
    turned = np.nansum(without.values, axis=1)
    if not turned.any():
        return ""
    meant = findings.band(turned + np.nansum(came.values, axis=1), NOT_NEGATIVE)
    return ngettext(
        "Of {meant} newcomer who was to come, {turned} found no home and did not come.",
        "Of {meant} newcomers who were to come, {turned} found no home and did not come.",
        _number(meant),
        meant=ranged(meant),
        turned=ranged(findings.band(turned, NOT_NEGATIVE)),
    )


def _clubs(findings: Findings) -> list[str]:
    opened = findings.measures.get(EVERYWHERE, "clubs_open", "all")
    saved = findings.measures.get(EVERYWHERE, "clubs_saved", "all")
    if not len(opened.time):
        return []
    ends = opened.band
    words = [
        ngettext(
            "Of {clubs} at the start, {open} is open at the end.",
            "Of {clubs} at the start, {open} are open at the end.",
            _number(at(ends, -1)),
            clubs=counted(round(float(ends.mean[0])), "club", "clubs"),
            open=ranged(at(ends, -1)),
        )
    ]
    if len(saved.time):
        kept = findings.band(np.nansum(saved.values, axis=1), NOT_NEGATIVE)
        if round(float(kept.mean)) >= 1:  # a half is rounded to none
            words.append(
                ngettext(
                    "Newcomers kept {number} club open that would have closed.",
                    "Newcomers kept {number} clubs open that would have closed.",
                    _number(kept),
                    number=ranged(kept),
                )
            )
    return words


def _number(found: Band) -> int:
    """By which a noun after a band is singular: a single one without an interval."""
    return 1 if round(float(found.mean)) == 1 and not found.interval else 2


__all__ = ["Headline", "headlines", "plain_summary", "turned_away"]
