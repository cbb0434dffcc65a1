"""What is done for newcomers, by whom and with whose money, in plain words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from experiments.portrait.costs import balance_in_words, need_in_words, yearly, yearly_in_words
from experiments.portrait.payments import paid_by, payments
from sim.carries import AMOUNTS
from sim.scenario.periods import end_of, first_month
from sim.scenario.schema.carries import CarriesSettings
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.placements import HostSettings
from sim.scenario.schema.programmes import CostSettings, ProgrammeSettings, TargetSettings
from sim.scenario.schema.root import Scenario
from sim.scenario.words import number
from sim.venue_kinds import venue_words
from sim.words import counted, figure, listed, measured, plural

WIDTH = 100
WHO = {"newcomers": "newcomers", "locals": "locals", "everyone": "newcomers and locals"}
CAME_AS = {
    "quota": "resettled refugees",
    "asylum": "settled asylum seekers",
    "family": "family members",
    "labour": "labour migrants",
    "youth": "unaccompanied youth",
}
SCHOOLED = {"compulsory": "compulsory", "secondary": "upper-secondary", "higher": "higher"}
MENTOR = {
    "anyone": ("mentor", "mentors"),
    "family": ("family with children", "families with children"),
    "trade": ("mentor with a job of the same level", "mentors with a job of the same level"),
    "workplace": ("colleague", "colleagues"),
    "women": ("woman as mentor", "women as mentors"),
}
PAYER = {
    "municipality": "the municipality",
    "region": "the region",
    "state": "the state",
    "eu": "the EU",
    "foundation": "a foundation",
    "association": "an association",
}


def programmes_in_words(scenario: Scenario) -> str:
    """Each programme: whom for, how, how much, what it carries, who pays until when."""
    if not scenario.programmes:
        return ""
    lines = ["Programmes:"]
    for key, each in scenario.programmes.items():
        said = [
            f"{each.name or key}{_off(each.active)}: for {_whom(scenario, each.target)}",
            *([f"organised by people from {_names(scenario, each.organised_by)}"] if each.organised_by else []),
            f"{_form(each)}; room for {each.capacity} at once" + ("" if each.form == "open" else ", the others wait"),
        ]
        carries = _carries(each.carries)
        if carries:
            said.append(f"brings {listed(carries)}")
        if each.organisation is not None and scenario.organisations[each.organisation].active:
            said.append(f"run by {scenario.organisations[each.organisation].name or each.organisation}")
        said += [_where(scenario, each.places), _costs(each.cost, each.staff), _paid(scenario, each.funding)]
        lines += _wrapped("; ".join(part for part in said if part))
    return "\n".join(lines)


def coordinators_in_words(scenario: Scenario) -> str:
    """Each coordinator's post."""
    if not scenario.coordinators:
        return ""
    lines = ["Coordinators:"]
    for key, post in scenario.coordinators.items():
        said = [
            f"{post.name or key}{_off(post.active)}: {_post(post)}",
            _where(scenario, post.places),
            f"costs {yearly_in_words(yearly(scenario, post))}" if yearly(scenario, post).most else "",
            _paid(scenario, post.funding),
        ]
        lines += _wrapped("; ".join(part for part in said if part))
    return "\n".join(lines)


def funding_in_words(scenario: Scenario) -> str:
    """Each stream of money: whose, how much, how long, and what then."""
    if not scenario.funding:
        return ""
    lines = ["Money:"]
    for key, stream in scenario.funding.items():
        said = stream_in_words(scenario, key, stream)
        unused = key not in {
            name
            for group in (scenario.programmes, scenario.coordinators)
            for each in group.values()
            for name in each.funding
        }
        lines += _wrapped("; ".join([*said, *(["it pays for nothing"] if unused else [])]))
    return "\n".join(lines)


def stream_in_words(scenario: Scenario, key: str, stream: FundingSettings) -> list[str]:
    """A stream of money: whose, how much, how long; what then; what it is to what it pays for."""
    amount = f"{stream.per_year:,.0f} SEK a year" if stream.per_year is not None else "what it costs"
    head = f"{stream.name or key}{_off(stream.active)}: {PAYER[stream.payer]} pays {amount}"
    return [
        f"{head} {_span(scenario, key, stream)}",
        *_then(scenario, stream),
        *_procured(stream),
        *balance_in_words(scenario, key, stream),
    ]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _off(active: bool) -> str:
    return "" if active else " (switched off)"


def _counted(count: float, one: str, many: str) -> str:
    return f"{number(count)} {plural(count, one, many)}"


def _whom(scenario: Scenario, target: TargetSettings) -> str:
    said = WHO[target.who]
    said += {"any": "", "women": " (women only)", "men": " (men only)"}[target.sex]
    said += f" aged {target.youngest} to {target.oldest}"
    if target.origins:
        said += f" from {_names(scenario, target.origins)}"
    if target.pathways:
        said += f" who came as {_or(CAME_AS[name] for name in target.pathways)}"
    said += {"any": "", "without": " without work", "in": " in work"}[target.work]
    if target.schooling:
        said += f" with {_or(SCHOOLED[name] for name in target.schooling)} schooling"
    said += " whose qualification does not count yet" if target.recognised == "no" else ""
    said += " in poor health" if target.health == "poor" else ""
    said += " with children at home" if target.children == "with" else ""
    said += " whose family is still abroad" if target.awaiting == "yes" else ""
    if target.who != "locals":
        first = f"{target.from_month} to " if target.from_month else "up to "
        said += f", {first}{_counted(target.to_month, 'month', 'months')} after they came"
    return said + (f" ({target.share:.0%} of them want it)" if target.share < 1 else "")


def _names(scenario: Scenario, origins: Iterable[str]) -> str:
    return _or(scenario.origins[key].name or key for key in origins)


def _or(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} or {last}" if most else last


def _form(each: ProgrammeSettings) -> str:
    length = f"for {_counted(each.months, 'month', 'months')}"
    dose = _counted(each.hours, "hour", "hours") + " a month"
    held = venue_words(each.venue) if each.venue else ""
    if each.form == "open":
        return f"an open house: {held} is open {_counted(each.opening_hours, 'hour', 'hours')} a week"
    length += f", at {held}" if held and each.form != "group" else ""
    if each.form == "support":
        return f"help {length}"
    if each.form == "group":
        venue = held or ("a neutral venue" if each.neutral_venue else "a venue that keeps some away")
        helpers = _counted(each.per_participant, "volunteer", "volunteers")
        return f"meetings of a group in {venue}, {dose} {length}, {helpers} for every ten"
    if each.form == "placement":
        return f"{_host(each.host)}, with a supervisor's {dose}, {length}"
    who = "each household" if each.whole_household else "each"
    if not each.per_participant:
        return f"{who} without a mentor, {length}"
    said = f"{who} has {_counted(each.per_participant, *MENTOR[each.mentors])}, {dose}"
    said += (" with each " if each.per_participant > 1 else " ") + length
    if each.mentors == "workplace":
        said += (
            ", others take over some of the mentor's tasks"
            if each.tasks_redistributed
            else (", nobody takes over the mentor's tasks")
        )
    return said


def _host(host: HostSettings) -> str:
    """What a placement is, in the words of :func:`_form`."""
    kind = {"any": "an employer", "private": "a private employer", "municipal": "the municipality"}[host.kinds]
    size = f" of {counted(host.size_from, 'post', 'posts')} or more"
    post = "a seat in a team of" if host.pay == "none" else "a subsidised post with"
    return f"{post} {kind}{size}, who keeps {host.kept:.0%} at the end where a post is vacant"


def _carries(carries: CarriesSettings) -> list[str]:
    kind = "a club" if carries.clubs == "any" else f"a {carries.clubs} club"
    return [
        carry.words.replace("a club", kind).format(
            float(value), amount=figure(value), times=figure(1 + value), hours=measured(value, "hour", "hours")
        )
        for carry in AMOUNTS
        if (value := getattr(carries, carry.name))
    ]


def _costs(cost: CostSettings, staff: float) -> str:
    said = [
        f"{amount:,.0f} SEK {words}"
        for amount, words in (
            (cost.start, "to begin"),
            (cost.per_month, "a month"),
            (cost.per_participant, "for each participant a month"),
            (cost.per_volunteer, "for each volunteer a month"),
        )
        if amount
    ]
    said += [_counted(staff, "post", "posts") + " of its own"] if staff else []
    return f"costs {listed(said)}" if said else ""


def _post(post: CoordinatorSettings) -> str:
    said = _counted(post.fte, "full-time post", "full-time posts")
    said += ", held by a local" if post.local else ", held by somebody from elsewhere"
    return said + (f", {_counted(post.tenure, 'month', 'months')} in the post at the start" if post.tenure else "")


def _where(scenario: Scenario, places: Sequence[str]) -> str:
    if places:
        return f"in {listed([scenario.places[key].name or key for key in places])}"
    return "everywhere" if len(scenario.places) > 1 else ""


def _span(scenario: Scenario, key: str, stream: FundingSettings) -> str:
    """From when to when a stream's money is there, as far as it is sure."""
    first, end = first_month(scenario, stream), scenario.date_of(scenario.months - 1)
    if first >= scenario.months:
        return f"from {stream.start} on: it never begins, for the scenario ends in {end}"
    if stream.active and end_of(stream, first) <= 0:
        return f"to {scenario.date_of(end_of(stream, first) - 1)}: it has ended before the scenario begins"
    begins = scenario.date_of(max(first, 0))
    last = end_of(stream, first) - 1
    sure = payments(scenario, key).last() if stream.active else None
    last = last if sure is None else max(last, sure)
    return (
        f"from {begins} on, to the end"
        if last >= scenario.months - 1
        else (f"from {begins} to {scenario.date_of(last)}")
    )


def _ends_within(scenario: Scenario, stream: FundingSettings) -> bool:
    """Whether the first period of a stream ends within the scenario, and not before it."""
    first = first_month(scenario, stream)
    return first < scenario.months and 0 < end_of(stream, first) < scenario.months


def _then(scenario: Scenario, stream: FundingSettings) -> list[str]:
    if not _ends_within(scenario, stream):
        return []
    said = []
    if stream.renewals:
        times = "once more" if stream.renewals == 1 else f"{stream.renewals} times more"
        said.append(
            f"it can be applied for {times} (granted with a chance of {stream.renewal_chance:.0%}, "
            f"{_counted(stream.renewal_gap, 'month', 'months')} between)"
        )
    if stream.takeover:
        said.append(
            f"at the end the municipality takes over with a chance of {stream.takeover:.0%} at best, as its "
            "finances, its will and the results allow"
        )
    else:
        said.append("at the end it is wound up")
    return said


def _procured(stream: FundingSettings) -> list[str]:
    if stream.arrangement != "procurement":
        return []
    wait = _counted(stream.procurement_months, "month", "months")
    return [f"procured, which takes {wait} and adds {stream.procurement_overhead:.0%} to every cost"]


def _paid(scenario: Scenario, names: Sequence[str]) -> str:
    """Which streams pay, one after the other, until when; what never does is said."""
    said, never = [], []
    for key, last, perhaps in paid_by(scenario, names):
        name = scenario.funding[key].name or key
        if last is None and not perhaps:
            never.append(name)
            continue
        longer = " (perhaps longer)" if perhaps else ""
        if last is None:
            said.append(f"{name} perhaps")
        elif last == scenario.months - 1:
            said.append(f"{name} to the end")
        else:
            said.append(f"{name} until {scenario.date_of(last)}{longer}")
    words = f"paid by {', then '.join(said)}" if said else "never paid, so it never runs"
    if never and said:
        words += f" ({listed(never)} never {'pays' if len(never) == 1 else 'pay'} for it)"
    return words


def money_notes(scenario: Scenario) -> list[str]:
    """What is in order but will cost for nothing, or never be paid."""
    found = []
    for key, stream in scenario.funding.items():
        if stream.active and not any(payments(scenario, key).perhaps):
            found.append(f"Note: funding.{key} never pays: its months lie outside the scenario")
    for field in ("coordinators", "programmes"):
        for key, each in getattr(scenario, field).items():
            if each.active and not any(
                last is not None or perhaps for _, last, perhaps in paid_by(scenario, each.funding)
            ):
                found.append(f"Note: {field}.{key} is never paid, so it never runs")
    for key, programme in scenario.programmes.items():
        if programme.active and programme.capacity and yearly(scenario, programme).most == 0.0:
            words = "costs nothing; what it costs goes into its `cost` and `staff`"
            found.append(f"Note: programmes.{key} {words}")
    return found + [note for note in [need_in_words(scenario)] if note]


__all__ = ["coordinators_in_words", "funding_in_words", "money_notes", "programmes_in_words"]
