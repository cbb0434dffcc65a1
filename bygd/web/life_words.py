"""Who somebody on the Lives page is, in the language in force: the model's own words for people are English."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.codes import Pathway, Sex
from sim.languages import N_, SOURCE, _, language, ngettext
from sim.words import listed, month_and_year

if TYPE_CHECKING:
    from experiments.lives.watcher import Coming
    from sim.town import Town

CHILD = 18
"""Years below which a person is a girl or a boy."""
WHO = {
    ("local", "woman"): N_("a local woman, {years}"),
    ("local", "man"): N_("a local man, {years}"),
    ("local", "girl"): N_("a local girl, {years}"),
    ("local", "boy"): N_("a local boy, {years}"),
    ("newcomer", "woman"): N_("a newcomer woman, {years}"),
    ("newcomer", "man"): N_("a newcomer man, {years}"),
    ("newcomer", "girl"): N_("a newcomer girl, {years}"),
    ("newcomer", "boy"): N_("a newcomer boy, {years}"),
}
TITLED = {
    "woman": N_("Woman, {years}"),
    "man": N_("Man, {years}"),
    "girl": N_("Girl, {years}"),
    "boy": N_("Boy, {years}"),
}
CAME = {
    Pathway.INFLOW: N_("came in {month} from elsewhere in the country"),
    Pathway.QUOTA: N_("came in {month} as a quota refugee"),
    Pathway.ASYLUM: N_("came in {month} as a settled asylum seeker"),
    Pathway.FAMILY: N_("came in {month} through family reunification"),
    Pathway.LABOUR: N_("came in {month} as a labour migrant"),
    Pathway.YOUTH: N_("came in {month} as an unaccompanied youth"),
    Pathway.ONWARD: N_("came in {month} from elsewhere in the country, where they had been settled"),
}


class Somebody(NamedTuple):
    """A person as a stranger would be described."""

    newcomer: bool
    woman: bool
    years: int

    @classmethod
    def of(cls, town: Town, row: int, month: int) -> Somebody:
        """The person at ``row`` in ``month``."""
        people = town.state.people
        years = (month - int(people.birth[row])) // 12
        return cls(bool(people.newcomer[row]), people.sex[row] == Sex.WOMAN, years)

    @property
    def said(self) -> str:
        """ "a local woman, 45"."""
        belongs = "newcomer" if self.newcomer else "local"
        return _(WHO[belongs, noun(self.woman, self.years)], years=self.years)


def noun(woman: bool, years: int) -> str:
    """Key of :data:`TITLED`."""
    if years < CHILD:
        return "girl" if woman else "boy"
    return "woman" if woman else "man"


def said_title(title: str, coming: Coming | None) -> str:
    """The title of a life; ``title``: as it is in English, ``coming``: what it tells."""
    if language() == SOURCE or coming is None:
        return title
    parts = [_(TITLED[noun(coming.woman, coming.years)], years=coming.years)]
    if coming.born_here:
        return ", ".join([*parts, _("born here in {month}", month=month_and_year(coming.month))])
    if coming.pathway is None:
        return ", ".join([*parts, _("always lived here")])
    parts.append(_(CAME[coming.pathway], month=month_and_year(coming.month)))
    if coming.alone:
        parts.append(_("alone"))
    if company := company_words(coming):
        parts.append(_("with {company}", company=company))
    return ", ".join(parts)


def company_words(coming: Coming) -> str:
    """Who came along; empty where nobody did."""
    found = [_("partner")] if coming.partner else []
    if coming.children:
        found.append(ngettext("{number} child", "{number} children", coming.children, number=coming.children))
    if coming.others:
        found.append(ngettext("{number} relative", "{number} relatives", coming.others, number=coming.others))
    return listed(found)


__all__ = ["Somebody", "said_title"]
