"""What a design found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.comparison.effects import Effect
from experiments.comparison.wording import interval, sentence, signed, standing
from experiments.outcomes.outcome import BY_KEY
from sim.languages import SOURCE, _, language, pgettext
from sim.words import lower_first

if TYPE_CHECKING:
    from experiments.analysis.factorial import DesignFindings
    from experiments.designs import Design


def effect_sentence(design: Design, effect: Effect) -> str:
    """One effect: "Mentors, 8 h instead of none: 0.3 (0.2 to 0.4) more local friends per newcomer."."""
    if effect.kind == "main":
        ((factor, level),) = effect.levels
        return _(
            "{factor}, {level} instead of {reference}: {sentence}",
            factor=design.label(factor),
            level=level,
            reference=effect.reference[0],
            sentence=_small(effect),
        )
    first, second = (f"{design.label(factor)} {level}" for factor, level in effect.levels)
    one, headline = effect.difference, BY_KEY[effect.difference.outcome]
    span = f" ({interval(headline, one.low, one.high)})" if interval(headline, one.low, one.high) else ""
    unit = f" {_unit(effect)}" if _unit(effect) else ""
    return _(
        "{first} with {second}: {size} compared with the sum of the two alone ({outcome}).",
        first=first,
        second=second,
        size=f"{signed(headline, one.mean)}{span}{unit}",
        outcome=lower_first(_(headline.label)),
    )


def _small(effect: Effect) -> str:
    """What it does, after a colon: in English with a small letter, unless the outcome's name comes first."""
    text = sentence(effect.difference)
    if language() != SOURCE or text.startswith(BY_KEY[effect.difference.outcome].label):
        return text
    return lower_first(text)


def _unit(effect: Effect) -> str:
    headline = BY_KEY[effect.difference.outcome]
    if headline.form == "share":
        return _("of 100")
    return "" if headline.form == "money" else pgettext("unit", headline.unit)


def strongest(found: DesignFindings, outcome: str, kind: str = "main") -> Effect | None:
    """The largest effect of a kind that is distinguishable from zero."""
    clear = [effect for effect in found.effects[outcome] if effect.kind == kind and effect.difference.distinguishable]
    return max(clear, key=lambda effect: abs(effect.difference.mean), default=None)


def reading(found: DesignFindings) -> str:
    """The strongest main effect of every outcome."""
    words = []
    for outcome in found.values:
        effect = strongest(found, outcome)
        words.append(
            effect_sentence(found.design, effect)
            if effect is not None
            else _(
                "{label}: no difference can be distinguished from zero with this number of replicates.",
                label=_(BY_KEY[outcome].label),
            )
        )
    return " ".join(words)


def cells_of(effect: Effect) -> list[str]:
    """An effect as it stands in a table: estimate, interval, distinguishable from zero or not."""
    one, headline = effect.difference, BY_KEY[effect.difference.outcome]
    return [signed(headline, one.mean), interval(headline, one.low, one.high) or "–", standing(one)]


__all__ = ["cells_of", "effect_sentence", "reading", "strongest"]
