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
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.sample_size import MOST
from experiments.outcomes.wording import counted, in_words, listed, percent, plain, significant, span
from sim.languages import N_, _, localised, ngettext, pgettext
from sim.words import lower_first

NAMED = 6
"""Factors named in a sentence; of more, the number."""
STANDING = {
    "decides": N_("decides"),
    "matters": N_("matters less"),
    "indistinguishable": N_("not distinguishable from zero"),
}
ORDER, SIZES, CHANCE = "order", "sizes", "chance"
CAUTIONS = {
    ORDER: N_("The order still changes as the sample grows: ask for more points before leaving a parameter out."),
    SIZES: N_("The order has settled, the sizes have not: read who leads, not by how much."),
    CHANCE: N_("With one replicate, what chance does is unknown: a weak parameter may have none."),
}
"""What may keep a ranking from being final."""
CAUTIONS_OF = {
    ORDER: N_(
        "{outcomes}: the order still changes as the sample grows: ask for more points before leaving a parameter out."
    ),
    SIZES: N_("{outcomes}: the order has settled, the sizes have not: read who leads, not by how much."),
    CHANCE: N_("{outcomes}: with one replicate, what chance does is unknown: a weak parameter may have none."),
}
"""The same, said of some of several outcomes."""
MOST_DECIMALS = 6


def outcome_name(outcome: str) -> str:
    """As it stands within a sentence."""
    return lower_first(_(BY_KEY[outcome].label))


def named(design: Design, factors: Sequence[Ranked]) -> str:
    labels = [_("“{name}”", name=design.label(one.factor)) for one in factors]
    if (more := len(labels) - NAMED) > 0:
        return ngettext(
            "{names} and {number} more",
            "{names} and {number} more",
            more,
            names=", ".join(labels[:NAMED]),
            number=in_words(more),
        )
    return listed(labels)


def standing_words(one: Ranked) -> str:
    """How a parameter stands, for a table: the same words in a report and on a terminal."""
    return _("matters less, by its rank correlation") if one.by_another else _(STANDING[one.standing])


def decimals_of(ranking: Ranking) -> int:
    """Decimals of an index that show each on the side of the floor that its standing says: two, or more where
    one that decides would look as large as what may be chance."""
    for places in range(2, MOST_DECIMALS):
        floor = round(ranking.floor, places)
        ends = [(one, one.value if ranking.by == "PAWN" else one.low) for one in ranking.factors]
        if all((round(end, places) > floor) == (end > ranking.floor) for __, end in ends):
            return places
    return MOST_DECIMALS


def chance_note(ranking: Ranking, floor: str) -> str:
    """What an index may be by chance, as ``floor`` in the decimals of the indices; empty where nobody knows."""
    if ranking.floor <= 0 or not ranking.by_chance_known:
        return ""
    return _("; up to {floor} may be chance", floor=floor)


def ranking_words(design: Design, ranking: Ranking) -> str:
    """ "… of 28 parameters, three decide: …. Seven more matter less (…). 18 cannot be …."."""
    decide, matter = ranking.of("decides"), ranking.of("matters")
    without = ranking.of("indistinguishable")
    values = {
        "label": _(BY_KEY[ranking.outcome].label),
        "parameters": counted(len(ranking.factors), "parameter", "parameters"),
    }
    if not decide and not matter:
        return _("{label}: of {parameters}, none can be distinguished from one without effect.", **values)
    if decide:
        words = [
            ngettext(
                "{label}: of {parameters}, {number} decides: {names}.",
                "{label}: of {parameters}, {number} decide: {names}.",
                len(decide),
                **values,
                number=in_words(len(decide)),
                names=named(design, decide),
            )
        ]
        if matter:
            words.append(
                ngettext(
                    "{number} more matters less ({names}).",
                    "{number} more matter less ({names}).",
                    len(matter),
                    number=_capital(in_words(len(matter))),
                    names=named(design, matter),
                )
            )
    else:
        words = [
            ngettext(
                "{label}: of {parameters}, none decides; {number} matters ({names}), by its rank correlation alone.",
                "{label}: of {parameters}, none decides; {number} matter ({names}), by their rank correlation alone.",
                len(matter),
                **values,
                number=in_words(len(matter)),
                names=named(design, matter),
            )
        ]
    if without:
        words.append(
            ngettext(
                "{number} cannot be distinguished from zero.",
                "{number} cannot be distinguished from zero.",
                len(without),
                number=_capital(in_words(len(without))),
            )
        )
    return " ".join(words)


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def cautions_of(ranking: Ranking) -> tuple[str, ...]:
    """Keys of :data:`CAUTIONS`: what keeps the ranking from being final; none where nothing does."""
    found = []
    if ranking.ranking_settled is False:
        found.append(ORDER)
    elif ranking.values_settled is False:
        found.append(SIZES)
    if not ranking.by_chance_known:
        found.append(CHANCE)
    return tuple(found)


def caution_words(cautions: Sequence[str], outcomes: Sequence[str] = ()) -> str:
    """Cautions in sentences; the first names the ``outcomes`` it is said of, if any."""
    if not outcomes:
        return " ".join(_(CAUTIONS[one]) for one in cautions)
    first, *others = cautions
    names = ", ".join(_(BY_KEY[outcome].label) for outcome in outcomes)
    return " ".join([_(CAUTIONS_OF[first], outcomes=names), *(_(CAUTIONS[one]) for one in others)])


def ranking_caution(ranking: Ranking) -> str:
    """What keeps the ranking from being final; empty where nothing does."""
    return caution_words(cautions_of(ranking))


def size_words(unit: str, number: int) -> str:
    """The size of a sample: "8 trajectories"."""
    if unit == "trajectories":
        return counted(number, "trajectory", "trajectories")
    if unit == "base points":
        return counted(number, "base point", "base points")
    return counted(number, "point", "points")


def size_axis(unit: str) -> str:
    """What the size of a sample counts, at an axis."""
    if unit == "trajectories":
        return pgettext("axis", "trajectories")
    return pgettext("axis", "base points") if unit == "base points" else pgettext("axis", "points")


def convergence_words(found: Convergence) -> str:
    """Whether a larger sample would still change the answer."""
    values = {
        "index": found.by,
        "outcome": outcome_name(found.outcome),
        "size": size_words(found.unit, found.sizes[-1]),
    }
    if len(found.sizes) < 2:
        return _(
            "{index}, {outcome}: {size} are too few to be halved, so nothing says whether more would change it.",
            **values,
        )
    if found.ranking_settled and found.values_settled:
        said = _(
            "{index}, {outcome}: at {size}, the order of the leading parameters has settled, and the values have too",
            **values,
        )
    elif found.ranking_settled:
        said = _(
            "{index}, {outcome}: at {size}, the order of the leading parameters has settled, but the values have not",
            **values,
        )
    elif found.values_settled:
        said = _(
            "{index}, {outcome}: at {size}, the order of the leading parameters still changes, but the values have "
            "settled",
            **values,
        )
    else:
        said = _(
            "{index}, {outcome}: at {size}, the order of the leading parameters still changes, and so do the values",
            **values,
        )
    agreement = "" if math.isnan(found.agreement) else plain(found.agreement, 2)
    width = "" if math.isnan(found.width) else percent(found.width)
    if agreement and width:
        return _(
            "{finding}; rank agreement of the last two sizes {agreement}, widest interval {width} of the largest "
            "index.",
            finding=said,
            agreement=agreement,
            width=width,
        )
    if agreement:
        return _("{finding}; rank agreement of the last two sizes {agreement}.", finding=said, agreement=agreement)
    if width:
        return _("{finding}, widest interval {width} of the largest index.", finding=said, width=width)
    return f"{said}."


def chance_words(outcome: str, chance: Chance) -> str:
    """What the variance of single runs goes back to."""
    label = _(BY_KEY[outcome].label)
    if math.isnan(chance.factors):
        if math.isnan(chance.floor):
            return _("{label}: one replicate cannot separate chance from parameters.", label=label)
        return _("{label}: nothing varies.", label=label)
    parameters, common, rest = (plain(100 * share, 0) for share in (chance.factors, chance.common, chance.rest))
    return _(
        "{label}: of 100 parts of the variance of single runs, {parameters} go back to the parameters, {common} to "
        "random draws that all points have in common and pairing takes out, {rest} to chance that differs from point "
        "to point. Of the variance of points’ means, {floor} is such chance.",
        label=label,
        parameters=parameters,
        common=common,
        rest=rest,
        floor=percent(chance.floor, 1),
    )


def policy_words(design: Design, found: Robustness, policy: Policy) -> str:
    """One policy over all futures: how often it helps, by how much, and what it depends on."""
    headline = BY_KEY[found.outcome]
    ends = sorted(math.copysign(1.0, policy.gain or 1.0) * end for end in (policy.gain_low, policy.gain_high))
    clear = [one for one in policy.deciding if one.distinguishable]
    values = {
        "policy": f"{design.label(found.factor)} {policy.level}",
        "reference": found.policies[0].level,
        "share": f"{plain(100 * policy.helped, 0)} ({_hundredths(policy.helped_low, policy.helped_high)})",
        "outcome": outcome_name(found.outcome),
        "amount": _amount(headline, abs(policy.gain)),
        "range": f" ({interval(headline, *ends)})" if not math.isnan(policy.gain_low) else "",
        "regret": _amount(headline, policy.regret_90),
    }
    if policy.gain >= 0 and policy.regret_90 > 0:
        words = _(
            "{policy} instead of {reference} does better in {share} of 100 futures ({outcome}), {amount} better on "
            "average{range}; in the tenth worst of a hundred futures the best choice there would have been {regret} "
            "better.",
            **values,
        )
    elif policy.gain >= 0:
        words = _(
            "{policy} instead of {reference} does better in {share} of 100 futures ({outcome}), {amount} better on "
            "average{range}; in nine of ten futures or more no other choice does better.",
            **values,
        )
    elif policy.regret_90 > 0:
        words = _(
            "{policy} instead of {reference} does better in {share} of 100 futures ({outcome}), {amount} worse on "
            "average{range}; in the tenth worst of a hundred futures the best choice there would have been {regret} "
            "better.",
            **values,
        )
    else:
        words = _(
            "{policy} instead of {reference} does better in {share} of 100 futures ({outcome}), {amount} worse on "
            "average{range}; in nine of ten futures or more no other choice does better.",
            **values,
        )
    if not clear:
        return words
    leading = [
        _("“{name}” (the more, the larger)", name=design.label(one.factor))
        if one.value > 0
        else _("“{name}” (the less, the larger)", name=design.label(one.factor))
        for one in clear[:3]
    ]
    return " ".join([words, _("The gain goes most with {parameters}.", parameters=listed(leading))])


def _hundredths(low: float, high: float) -> str:
    return span(plain(100 * low, 0), plain(100 * high, 0))


def _amount(headline: Headline, value: float) -> str:
    return of_hundred(headline, in_unit(headline, value))


def of_hundred(headline: Headline, amount: str) -> str:
    """A share says of how many it is: "12 of 100"."""
    return " ".join([amount, _("of 100")]) if headline.form == "share" else amount


def needed_words(found: Replicates) -> str:
    """How many replicates show the difference found, or give an interval of the wanted width."""
    headline = BY_KEY[found.outcome]
    label, size = _(headline.label), of_hundred(headline, width_in_unit(found))
    if found.pilot < 2:
        return _("{label}: a pilot needs two replicates or more to say anything.", label=label)
    if not found.size and not found.found:
        return _("{label}: its mean is 0, of which a tenth is nothing; give a --width.", label=label)
    if not found.size or found.mean is None:
        return _("{label}: no difference was found, so there is none to show; give a --width.", label=label)
    if found.paired is None:
        return _(
            "{label}: a 95 % interval of ± {size} takes {replicates} for the mean at one point.",
            label=label,
            size=size,
            replicates=_number(found.mean),
        )
    if found.found:
        return _(
            "{label}: about {replicates} would show a difference of {size}, the one found, with common random numbers.",
            label=label,
            size=size,
            replicates=_number(found.paired),
        )
    return _(
        "{label}: a 95 % interval of ± {size} takes {paired} for the difference of two points with common random "
        "numbers, and {alone} for the mean at one point.",
        label=label,
        size=size,
        paired=_number(found.paired),
        alone=_number(found.mean),
    )


def width_in_unit(found: Replicates) -> str:
    headline = BY_KEY[found.outcome]
    if headline.form == "share":
        return significant(100 * found.size, 2)
    return in_unit(headline, found.size) if headline.form == "money" else significant(found.size, 2)


def _number(found: Needed) -> str:
    if found.number >= MOST:
        return _("more than a million replicates")
    number = localised(f"{found.number:,}")
    if found.low != found.high:
        number += f" ({span(localised(f'{found.low:,}'), localised(f'{found.high:,}'))})"
    return ngettext("{number} replicate", "{number} replicates", found.number, number=number)


__all__ = [
    "caution_words",
    "cautions_of",
    "chance_note",
    "chance_words",
    "convergence_words",
    "decimals_of",
    "named",
    "needed_words",
    "of_hundred",
    "outcome_name",
    "policy_words",
    "ranking_caution",
    "ranking_words",
    "size_axis",
    "size_words",
    "standing_words",
    "width_in_unit",
]
