"""Words for what stands in the arrays, in English; those that people read are translated where they are told."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sim.codes import (
    Channel,
    ClubType,
    Destination,
    Exit,
    InformationSource,
    Pathway,
    Schooling,
    Sector,
    Sex,
    Tenure,
    TieKind,
)
from sim.languages import N_
from sim.told import Told, tell, tell_list, tell_many

if TYPE_CHECKING:
    from sim.town import Town

LANGUAGE_BANDS = ((0.15, "A1"), (0.3, "A2"), (0.5, "B1"), (0.7, "B2"), (0.85, "C1"))
"""Level of ``minds.language`` from which each band of the common European framework is reported."""

CAME = {
    Pathway.INFLOW: N_("from elsewhere in the country"),
    Pathway.QUOTA: N_("as a quota refugee"),
    Pathway.ASYLUM: N_("as a settled asylum seeker"),
    Pathway.FAMILY: N_("through family reunification"),
    Pathway.LABOUR: N_("as a labour migrant"),
    Pathway.YOUTH: N_("as an unaccompanied youth"),
    Pathway.ONWARD: N_("from elsewhere in the country, where they had been settled"),
}
CAME_IN = {
    Pathway.INFLOW: N_("came in {month} from elsewhere in the country"),
    Pathway.QUOTA: N_("came in {month} as a quota refugee"),
    Pathway.ASYLUM: N_("came in {month} as a settled asylum seeker"),
    Pathway.FAMILY: N_("came in {month} through family reunification"),
    Pathway.LABOUR: N_("came in {month} as a labour migrant"),
    Pathway.YOUTH: N_("came in {month} as an unaccompanied youth"),
    Pathway.ONWARD: N_("came in {month} from elsewhere in the country, where they had been settled"),
}
CLUB = {
    ClubType.SPORT: N_("a sports club"),
    ClubType.VILLAGE: N_("a village association"),
    ClubType.CULTURE: N_("a culture association"),
    ClubType.CONGREGATION: N_("a congregation"),
    ClubType.IMMIGRANT: N_("an immigrants' association"),
    ClubType.AID: N_("an aid organisation"),
    ClubType.POPUP: N_("a loose volunteer network"),
}


def club_words(town: Town, club: int) -> str:
    """ "a sports club": what a club (row) is called."""
    kind, further = int(town.state.clubs.type[club]), list(town.scenario.club_kinds.items())
    if kind < len(CLUB):
        return tell(CLUB[ClubType(kind)])
    key, settings = further[kind - len(CLUB)]
    return settings.name or f"the {key.replace('_', ' ')}"


SOURCE = {
    InformationSource.NOBODY: "",
    InformationSource.FRIEND: N_("told by a friend"),
    InformationSource.SCHOOL: N_("told at school"),
    InformationSource.MENTOR: N_("told by a mentor"),
    InformationSource.COORDINATOR: N_("told by the coordinator"),
    InformationSource.OWN_SEARCH: N_("found it alone"),
    InformationSource.PROGRAMME: N_("told by a programme"),
}
TENURE = {
    Tenure.OWNED: N_("owner-occupied"),
    Tenure.PUBLIC_RENT: N_("let by the municipality"),
    Tenure.PRIVATE_RENT: N_("let privately"),
}
SECTOR = {
    Sector.PRIMARY: N_("farming and forestry"),
    Sector.INDUSTRY: N_("industry"),
    Sector.BUILDING: N_("building"),
    Sector.TRADE: N_("shops, transport and restaurants"),
    Sector.PUBLIC: N_("public administration and schools"),
    Sector.CARE: N_("care"),
    Sector.BUSINESS: N_("business services"),
}
CHANNEL = {
    Channel.NONE: "",
    Channel.OPEN: N_("own application"),
    Channel.EMPLOYER: N_("the employer asked"),
    Channel.SERVICE: N_("the employment service"),
    Channel.CONTACT: N_("a contact"),
    Channel.FIRST: "",
    Channel.PLACEMENT: N_("a placement"),
    Channel.SELF: N_("a business of their own"),
}
SCHOOLING = {
    Schooling.COMPULSORY: N_("no schooling beyond compulsory"),
    Schooling.SECONDARY: N_("upper-secondary schooling"),
    Schooling.HIGHER: N_("higher education"),
}
WHY_LEFT = {
    Exit.NONE: "",
    Exit.DEATH: "",
    Exit.STUDIES: N_("studies elsewhere"),
    Exit.WORK: N_("no work here"),
    Exit.LONELINESS: N_("few ties here"),
    Exit.COMPATRIOTS: N_("people of the same origin elsewhere"),
    Exit.HOUSING: N_("no fitting home"),
    Exit.PROGRAMME_END: N_("the introduction programme had ended"),
    Exit.SERVICES: N_("school or shop had closed"),
    Exit.OTHER: N_("other reasons"),
    Exit.REFUSED: N_("no permit was granted"),
    Exit.PERMIT_ENDED: N_("the permit had ended"),
    Exit.ELSEWHERE: N_("drawn elsewhere, content or not"),
}
LEFT = {
    Destination.NONE: N_("Left {place}"),
    Destination.WITHIN_REGION: N_("Left {place} for another place of the region"),
    Destination.LARGER_CITY: N_("Left {place} for a larger city"),
    Destination.SMALL_OR_RURAL: N_("Left {place} for another small town"),
    Destination.METROPOLITAN: N_("Left {place} for a metropolitan area"),
    Destination.ABROAD: N_("Left {place} for another country"),
    Destination.UNIVERSITY_TOWN: N_("Left {place} for a university town"),
}
PARTED = {
    Destination.NONE: N_("{who} left"),
    Destination.WITHIN_REGION: N_("{who} left for another place of the region"),
    Destination.LARGER_CITY: N_("{who} left for a larger city"),
    Destination.SMALL_OR_RURAL: N_("{who} left for another small town"),
    Destination.METROPOLITAN: N_("{who} left for a metropolitan area"),
    Destination.ABROAD: N_("{who} left for another country"),
    Destination.UNIVERSITY_TOWN: N_("{who} left for a university town"),
}
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
AGED = {
    "woman": N_("Woman, {years}"),
    "man": N_("Man, {years}"),
    "girl": N_("Girl, {years}"),
    "boy": N_("Boy, {years}"),
}
BORN = {"woman": N_("Woman"), "man": N_("Man"), "girl": N_("Girl"), "boy": N_("Boy")}
OF_THE_HOUSEHOLD = {
    "woman": N_("A woman of the household"),
    "man": N_("A man of the household"),
    "girl": N_("A girl of the household"),
    "boy": N_("A boy of the household"),
}

MET = {
    TieKind.HOUSEHOLD: N_("lives in the same home"),
    TieKind.NEIGHBOUR: N_("a neighbour"),
    TieKind.WORK: N_("from work"),
    TieKind.SCHOOL_GATE: N_("a parent met at the school gate"),
    TieKind.COMPATRIOT: N_("met among compatriots"),
    TieKind.MEETING_PLACE: N_("met where people meet"),
    TieKind.CLUB: N_("met in a club"),
    TieKind.MENTOR: N_("a mentor"),
    TieKind.KIN: N_("a relative"),
    TieKind.FRIEND: N_("met through friends"),
}


def company(partner: bool, children: int, others: int = 0) -> Told:
    """ "partner and two children"; empty when alone."""
    parts = [tell("partner")] if partner else []
    if children:
        parts.append(tell_many("{number} child", "{number} children", children))
    if others:
        parts.append(tell_many("{number} relative", "{number} relatives", others))
    return tell_list(parts)


def company_among(home: tuple[int, tuple[int, ...], tuple[int, ...]], these: Collection[int]) -> Told:
    """:func:`company` of those of a (partner, children, others) who are among ``these``."""
    partner, children, others = home
    return company(partner in these, sum(c in these for c in children), sum(o in these for o in others))


def noun(sex: int, years: int) -> str:
    if years < 18:
        return "girl" if sex == Sex.WOMAN else "boy"
    return "woman" if sex == Sex.WOMAN else "man"


def somebody(town: Town, row: int, month: int) -> Told:
    """A person as a stranger would be described: "a local woman, 45"."""
    people = town.state.people
    years = (month - int(people.birth[row])) // 12
    belongs = "newcomer" if people.newcomer[row] else "local"
    return tell(WHO[belongs, noun(int(people.sex[row]), years)], years=years)


def place_name(town: Town, place: int) -> str:
    """The display name, without what stands in brackets after it."""
    key, settings = list(town.scenario.places.items())[place]
    return settings.name.partition(" (")[0] or key
