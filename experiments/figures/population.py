"""Inhabitants, newcomers among them, and ages."""

from __future__ import annotations

from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.intervals import at
from experiments.outcomes.wording import count, in_words, percent, years_in_words

AGES = {"0-15": "0–15", "16-24": "16–24", "25-44": "25–44", "45-64": "45–64", "65+": "65 and over"}


def draw(findings: Findings) -> Picture:
    figure, (total, newcomers, ages) = style.new_figure(
        3.1, 3, findings, "Population", "Inhabitants of the whole region", right=0.885, wspace=0.36
    )
    people = findings.measures.get(EVERYWHERE, "population", "all")
    when = findings.calendar(people.time)
    style.line(total, when, people, style.EVERYBODY)
    style.calendar_axis(total, findings)
    style.count_axis(total)
    low, high = total.get_ylim()
    total.set_ylim(low - 0.25 * (high - low), high + 0.1 * (high - low))
    total.set_title("All inhabitants")

    came = findings.measures.get(EVERYWHERE, "newcomers", "all")
    style.line(newcomers, findings.calendar(came.time), came, style.NEWCOMERS)
    style.calendar_axis(newcomers, findings)
    style.count_axis(newcomers)
    newcomers.set_ylim(0, None)
    newcomers.set_title("Newcomers living here")

    labels = []
    for group, name in AGES.items():
        series = findings.measures.get(EVERYWHERE, "age_share", group)
        if not len(series.time):
            continue
        x = findings.calendar(series.time)
        found = style.line(ages, x, series, style.GROUPS[group])
        labels.append((float(x[-1]), float(found.mean[-1]), name, style.GROUPS[group]))
    style.calendar_axis(ages, findings)
    style.share_axis(ages, 0, max(0.4, max((entry[1] for entry in labels), default=0) * 1.15))
    ages.set_title("Share by age")
    style.label_ends(ages, labels)

    first, last = at(people.band, 0), at(people.band, -1)
    here = at(came.band, -1)
    change = float(last.mean / first.mean - 1)
    verb = "changes little," if abs(change) < 0.01 else "grows" if change > 0 else "shrinks"
    reading = (
        f"In {years_in_words(findings.months)} the population {verb} from {count(first.mean)} to "
        f"{count(last.mean)} ({'+' if change > 0 else ''}{percent(change, 1)}); {count(here.mean)} of them "
        f"are newcomers at the end."
    )
    old = findings.measures.get(EVERYWHERE, "age_share", "65+")
    if len(old.time):
        share = old.band.mean
        reading += f" The share aged 65 and over goes from {percent(share[0])} to {percent(share[-1])}."
    return Picture(
        "population",
        "Population",
        figure,
        reading,
        f"{in_words(3).capitalize()} charts over time: all inhabitants, newcomers, and the share of each age "
        f"group. {reading}",
    )
