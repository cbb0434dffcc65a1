"""What a sweep says, in sentences for somebody who decides."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.analysis.chance import Chance
from experiments.analysis.convergence import Convergence
from experiments.analysis.ranking import Ranked, Ranking
from experiments.analysis.replicates import Needed, Replicates
from experiments.analysis.robustness import Policy, Robustness
from experiments.comparison.wording import in_unit, interval
from experiments.designs import Design
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.sample_size import MOST
from experiments.outcomes.wording import counted, in_words, listed, plain, plural, significant

NAMED = 6
"""Factors named in a sentence; of more, the number."""
STANDING = {"decides": "decides", "matters": "matters less", "indistinguishable": "not distinguishable from zero"}
BY_ANOTHER = "by {} rank correlation"
MOST_DECIMALS = 6


def outcome_name(outcome: str) -> str:
    """As it stands within a sentence."""
    label = BY_KEY[outcome].label
    return f"{label[0].lower()}{label[1:]}"


def named(design: Design, factors: Sequence[Ranked]) -> str:
    labels = [f"“{design.label(one.factor)}”" for one in factors]
    if len(labels) > NAMED:
        return f"{', '.join(labels[:NAMED])} and {in_words(len(labels) - NAMED)} more"
    return listed(labels)


def standing_words(one: Ranked) -> str:
    """How a parameter stands, for a table: the same words in a report and on a terminal."""
    return STANDING[one.standing] + (f", {BY_ANOTHER.format('its')}" if one.by_another else "")


def decimals_of(ranking: Ranking) -> int:
    """Decimals of an index that show each on the side of the floor that its standing says: two, or more where
    one that decides would look as large as what may be chance."""
    for places in range(2, MOST_DECIMALS):
        floor = round(ranking.floor, places)
        ends = [(one, one.value if ranking.by == "PAWN" else one.low) for one in ranking.factors]
        if all((round(end, places) > floor) == (end > ranking.floor) for _, end in ends):
            return places
    return MOST_DECIMALS


def chance_note(ranking: Ranking, floor: str) -> str:
    """What an index may be by chance, as ``floor`` in the decimals of the indices; empty where nobody knows."""
    if ranking.floor <= 0 or not ranking.by_chance_known:
        return ""
    return f"; up to {floor} may be chance"


def ranking_words(design: Design, ranking: Ranking) -> str:
    """ "… of 28 parameters, three decide: …. Seven more matter less (…). 18 cannot be …."."""
    number, label = len(ranking.factors), BY_KEY[ranking.outcome].label
    decide, matter = ranking.of("decides"), ranking.of("matters")
    without = ranking.of("indistinguishable")
    kind = counted(number, "parameter", "parameters")
    if not decide and not matter:
        return f"{label}: of {kind}, none can be distinguished from one without effect."
    if not decide:
        verb = "matters" if len(matter) == 1 else "matter"
        another = f", {BY_ANOTHER.format('its' if len(matter) == 1 else 'their')} alone"
        words = [
            f"{label}: of {kind}, none decides; {in_words(len(matter))} {verb} ({named(design, matter)}){another}."
        ]
        if without:
            words.append(f"{_capital(in_words(len(without)))} cannot be distinguished from zero.")
        return " ".join(words)
    verb = "decides" if len(decide) == 1 else "decide"
    words = [f"{label}: of {kind}, {in_words(len(decide))} {verb}: {named(design, decide)}."]
    if matter:
        words.append(
            f"{_capital(in_words(len(matter)))} more {'matters' if len(matter) == 1 else 'matter'} "
            f"less ({named(design, matter)})."
        )
    if without:
        words.append(f"{_capital(in_words(len(without)))} cannot be distinguished from zero.")
    return " ".join(words)


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def ranking_caution(ranking: Ranking) -> str:
    """What keeps the ranking from being final; empty where nothing does."""
    words = []
    if ranking.ranking_settled is False:
        words.append("The order still changes as the sample grows: ask for more points before leaving a parameter out.")
    elif ranking.values_settled is False:
        words.append("The order has settled, the sizes have not: read who leads, not by how much.")
    if not ranking.by_chance_known:
        words.append("With one replicate, what chance does is unknown: a weak parameter may have none.")
    return " ".join(words)


def convergence_words(found: Convergence) -> str:
    """Whether a larger sample would still change the answer."""
    what = f"{found.by}, {BY_KEY[found.outcome].label.lower()}"
    size = f"{found.sizes[-1]:,} {found.unit}"
    if len(found.sizes) < 2:
        return f"{what}: {size} are too few to be halved, so nothing says whether more would change it."
    ranking = (
        "the order of the leading parameters has settled"
        if found.ranking_settled
        else "the order of the leading parameters still changes"
    )
    values = (
        ("and the values have too" if found.ranking_settled else "but the values have settled")
        if found.values_settled
        else ("but the values have not" if found.ranking_settled else "and so do the values")
    )
    agreement = (
        "" if math.isnan(found.agreement) else f"; rank agreement of the last two sizes {plain(found.agreement, 2)}"
    )
    width = "" if math.isnan(found.width) else f", widest interval {plain(100 * found.width, 0)} % of the largest index"
    return f"{what}: at {size}, {ranking}, {values}{agreement}{width}."


def chance_words(outcome: str, chance: Chance) -> str:
    """What the variance of single runs goes back to."""
    label = BY_KEY[outcome].label
    if math.isnan(chance.factors):
        return (
            f"{label}: one replicate cannot separate chance from parameters."
            if math.isnan(chance.floor)
            else f"{label}: nothing varies."
        )
    parts = [plain(100 * share, 0) for share in (chance.factors, chance.common, chance.rest)]
    return (
        f"{label}: of 100 parts of the variance of single runs, {parts[0]} go back to the parameters, "
        f"{parts[1]} to random draws that all points have in common and pairing takes out, {parts[2]} to "
        f"chance that differs from point to point. Of the variance of points’ means, "
        f"{plain(100 * chance.floor, 1)} % is such chance."
    )


def policy_words(design: Design, found: Robustness, policy: Policy) -> str:
    """One policy over all futures: how often it helps, by how much, and what it depends on."""
    headline = BY_KEY[found.outcome]
    reference = found.policies[0].level
    unit = " of 100" if headline.form == "share" else ""
    share = plain(100 * policy.helped, 0)
    span = f"{plain(100 * policy.helped_low, 0)} to {plain(100 * policy.helped_high, 0)}"
    size = f"{in_unit(headline, abs(policy.gain))}{unit} {'better' if policy.gain >= 0 else 'worse'} on average"
    ends = sorted(math.copysign(1.0, policy.gain or 1.0) * end for end in (policy.gain_low, policy.gain_high))
    size += f" ({interval(headline, *ends)})" if not math.isnan(policy.gain_low) else ""
    clear = [one for one in policy.deciding if one.distinguishable]
    lever = f"{design.label(found.factor)} {policy.level}"
    regret = (
        (
            f"in the tenth worst of a hundred futures the best choice there would have been "
            f"{in_unit(headline, policy.regret_90)}{unit} better"
        )
        if policy.regret_90 > 0
        else "in nine of ten futures or more no other choice does better"
    )
    words = (
        f"{lever} instead of {reference} does better in {share} ({span}) of 100 futures "
        f"({outcome_name(found.outcome)}), {size}; {regret}."
    )
    if clear:
        leading = [
            f"“{design.label(one.factor)}” (the {'more' if one.value > 0 else 'less'}, the larger)" for one in clear[:3]
        ]
        words += f" The gain goes most with {listed(leading)}."
    return words


def needed_words(found: Replicates) -> str:
    """How many replicates show the difference found, or give an interval of the wanted width."""
    headline = BY_KEY[found.outcome]
    size = f"{width_in_unit(found)}{' of 100' if headline.form == 'share' else ''}"
    if found.pilot < 2:
        return f"{headline.label}: a pilot needs two replicates or more to say anything."
    if not found.size and not found.found:
        return f"{headline.label}: its mean is 0, of which a tenth is nothing; give a --width."
    if not found.size:
        return f"{headline.label}: no difference was found, so there is none to show; give a --width."
    if found.found and found.paired is not None:
        return (
            f"{headline.label}: about {_number(found.paired)} would show a difference of {size}, the one "
            f"found, with common random numbers."
        )
    words = f"{headline.label}: a 95 % interval of ± {size} takes "
    if found.paired is not None:
        words += f"{_number(found.paired)} for the difference of two points with common random numbers, and "
    return f"{words}{_number(found.mean)} for the mean at one point." if found.mean is not None else words


def width_in_unit(found: Replicates) -> str:
    headline = BY_KEY[found.outcome]
    if headline.form == "share":
        return significant(100 * found.size, 2)
    return in_unit(headline, found.size) if headline.form == "money" else significant(found.size, 2)


def _number(found: Needed) -> str:
    if found.number >= MOST:
        return "more than a million replicates"
    span = f" ({found.low:,} to {found.high:,})" if found.low != found.high else ""
    return f"{found.number:,}{span} {plural(found.number, 'replicate', 'replicates')}"


__all__ = [
    "chance_note",
    "chance_words",
    "convergence_words",
    "decimals_of",
    "named",
    "needed_words",
    "outcome_name",
    "policy_words",
    "ranking_caution",
    "ranking_words",
    "standing_words",
    "width_in_unit",
]
