"""The few numbers an analyst asks for first, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.outcomes.findings import EVERYWHERE, MONTHS, Findings
from experiments.outcomes.intervals import NOT_NEGATIVE, Band, at
from experiments.outcomes.panel import Series, by_years_since_arrival
from experiments.outcomes.retention import curve
from experiments.outcomes.wording import count, counted, in_words, of_hundred, percent, plain, ranged, years_in_words


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
            "of 100 newcomers still live where they settled, five years after arrival",
        ),
        _share(_at_year(findings, "isolated", 1), "of 100 newcomers have no local friend after one year"),
        _share(_at_year(findings, "isolated", 5), "of 100 newcomers have no local friend after five years"),
        _share(
            _at_year(findings, "employed_by_year", 5, "women"), "of 100 newcomer women are in work after five years"
        ),
        _share(_at_year(findings, "employed_by_year", 5, "men"), "of 100 newcomer men are in work after five years"),
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
    interval = f"{plain(100 * found.low, 0)} to {plain(100 * found.high, 0)}" if found.interval else ""
    return Headline(plain(100 * float(found.mean), 0), interval, words)


def _change(findings: Findings) -> Headline | None:
    people = findings.measures.get(EVERYWHERE, "population", "all")
    if not len(people.time):
        return None
    found = findings.band(people.values[:, -1] / people.values[:, 0] - 1, (-1.0, np.inf))
    sign = "+" if found.mean > 0 else ""
    interval = f"{percent(found.low, 1)} to {percent(found.high, 1)}" if found.interval else ""
    return Headline(
        f"{sign}{percent(found.mean, 1)}", interval, f"change of population in {years_in_words(findings.months)}"
    )


def plain_summary(findings: Findings) -> list[str]:
    """Two to four sentences that stand at the top of the report."""
    sentences = [_opening(findings), turned_away(findings)]
    stay = _at_month(curve(findings, "all")[0], 5 * MONTHS)
    lonely, later = _at_year(findings, "isolated", 1), _at_year(findings, "isolated", 5)
    parts = []
    if stay is not None:
        parts.append(f"Of 100 newcomers, {of_hundred(stay)} still live where they settled after five years")
    if lonely is not None:
        words = f"after one year {of_hundred(lonely)} of 100 have no local friend"
        words += f", after five years {of_hundred(later)}" if later is not None else ""
        parts.append(words)
    if parts:
        text = "; ".join(parts)
        sentences.append(f"{text[0].upper()}{text[1:]}.")
    women, men = (_at_year(findings, "employed_by_year", 5, sex) for sex in ("women", "men"))
    if women is not None and men is not None:
        sentences.append(
            f"After five years {of_hundred(women)} of 100 newcomer women and {of_hundred(men)} "
            "of 100 newcomer men are in work."
        )
    sentences.append(_clubs(findings))
    return [sentence for sentence in sentences if sentence]


def _opening(findings: Findings) -> str:
    people = findings.measures.get(EVERYWHERE, "population", "all")
    came = findings.measures.get(EVERYWHERE, "newcomers", "all")
    if not len(people.time):
        return ""
    start, end = at(people.band, 0), at(people.band, -1)
    here = at(came.band, -1) if len(came.time) else None
    places = len(findings.places)
    where = findings.places[0].name if places == 1 else f"A region of {in_words(places)} places"
    words = (
        f"{where} goes from {count(start.mean)} to {ranged(end)} {_noun(end, 'inhabitant')} in "
        f"{years_in_words(findings.months)}"
    )
    return f"{words}; at the end {ranged(here)} of them {_are_newcomers(here)}." if here else f"{words}."


def turned_away(findings: Findings) -> str:
    """How many newcomers found no home and never came; empty where nobody was turned away."""
    without, came = (findings.measures.get(EVERYWHERE, name, "all") for name in ("arrivals_unhoused", "arrivals"))
    if not len(without.time) or not len(came.time):
        return ""
    turned = np.nansum(without.values, axis=1)
    if not turned.any():
        return ""
    meant = findings.band(turned + np.nansum(came.values, axis=1), NOT_NEGATIVE)
    were = "was" if _are(meant) == "is" else "were"
    return (
        f"Of {ranged(meant)} {_noun(meant, 'newcomer')} who {were} to come, "
        f"{ranged(findings.band(turned, NOT_NEGATIVE))} found no home and did not come."
    )


def _clubs(findings: Findings) -> str:
    opened = findings.measures.get(EVERYWHERE, "clubs_open", "all")
    saved = findings.measures.get(EVERYWHERE, "clubs_saved", "all")
    if not len(opened.time):
        return ""
    ends = opened.band
    there = counted(round(float(ends.mean[0])), "club", "clubs")
    words = f"Of {there} at the start, {ranged(at(ends, -1))} {_are(at(ends, -1))} open at the end"
    if len(saved.time):
        kept = findings.band(np.nansum(saved.values, axis=1), NOT_NEGATIVE)
        if round(float(kept.mean)) >= 1:  # a half is rounded to none
            words += f". Newcomers kept {_clubs_kept(kept)} open that would have closed"
    return f"{words}."


def _clubs_kept(kept: Band) -> str:
    """ "one club", "3 (0 to 7) clubs"."""
    if not kept.interval:
        return counted(round(float(kept.mean)), "club", "clubs")
    return f"{ranged(kept)} {_noun(kept, 'club')}"


def _noun(found: Band, one: str) -> str:
    """The noun after a number: singular for a single one without an interval."""
    return one if round(float(found.mean)) == 1 and not found.interval else f"{one}s"


def _are(found: Band) -> str:
    return "is" if _noun(found, "") == "" else "are"


def _are_newcomers(found: Band) -> str:
    return f"{_are(found)} {'a newcomer' if _are(found) == 'is' else 'newcomers'}"


__all__ = ["Headline", "headlines", "plain_summary", "turned_away"]
