"""Inhabitants, newcomers among them, and ages."""

from __future__ import annotations

from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.intervals import at
from experiments.outcomes.wording import count, percent, years_in_words
from sim.languages import N_, _

AGES = {"0-15": "0–15", "16-24": "16–24", "25-44": "25–44", "45-64": "45–64", "65+": N_("65 and over")}

LITTLE = N_(
    "In {years} the population changes little, from {start} to {end} ({change}); {newcomers} of them are newcomers at "
    "the end."
)
GROWS = N_(
    "In {years} the population grows from {start} to {end} ({change}); {newcomers} of them are newcomers at the end."
)
SHRINKS = N_(
    "In {years} the population shrinks from {start} to {end} ({change}); {newcomers} of them are newcomers at the end."
)


def draw(findings: Findings) -> Picture:
    figure, (total, newcomers, ages) = style.new_figure(
        3.1, 3, findings, _("Population"), _("Inhabitants of the whole region"), right=0.885, wspace=0.36
    )
    people = findings.measures.get(EVERYWHERE, "population", "all")
    when = findings.calendar(people.time)
    style.line(total, when, people, style.EVERYBODY)
    style.calendar_axis(total, findings)
    style.count_axis(total)
    low, high = total.get_ylim()
    total.set_ylim(low - 0.25 * (high - low), high + 0.1 * (high - low))
    total.set_title(_("All inhabitants"))

    came = findings.measures.get(EVERYWHERE, "newcomers", "all")
    style.line(newcomers, findings.calendar(came.time), came, style.NEWCOMERS)
    style.calendar_axis(newcomers, findings)
    style.count_axis(newcomers)
    newcomers.set_ylim(0, None)
    newcomers.set_title(_("Newcomers living here"))

    labels = []
    for group, name in AGES.items():
        series = findings.measures.get(EVERYWHERE, "age_share", group)
        if not len(series.time):
            continue
        x = findings.calendar(series.time)
        found = style.line(ages, x, series, style.GROUPS[group])
        labels.append((float(x[-1]), float(found.mean[-1]), _(name), style.GROUPS[group]))
    style.calendar_axis(ages, findings)
    style.share_axis(ages, 0, max(0.4, max((entry[1] for entry in labels), default=0) * 1.15))
    ages.set_title(_("Share by age"))
    label_ends(ages, labels)

    first, last = at(people.band, 0), at(people.band, -1)
    here = at(came.band, -1)
    change = float(last.mean / first.mean - 1)
    went = LITTLE if abs(change) < 0.01 else GROWS if change > 0 else SHRINKS
    reading = _(
        went,
        years=years_in_words(findings.months),
        start=count(first.mean),
        end=count(last.mean),
        change=f"{'+' if change > 0 else ''}{percent(change, 1)}",
        newcomers=count(here.mean),
    )
    old = findings.measures.get(EVERYWHERE, "age_share", "65+")
    if len(old.time):
        share = old.band.mean
        reading += " " + _(
            "The share aged 65 and over goes from {start} to {end}.", start=percent(share[0]), end=percent(share[-1])
        )
    return Picture(
        "population",
        _("Population"),
        figure,
        reading,
        _("Three charts over time: all inhabitants, newcomers, and the share of each age group.") + f" {reading}",
    )
