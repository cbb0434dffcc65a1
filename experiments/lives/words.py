"""Words for what stands in the arrays."""

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
from sim.words import in_words, listed, month_and_year

if TYPE_CHECKING:
    from sim.town import Town

LANGUAGE_BANDS = ((0.15, "A1"), (0.3, "A2"), (0.5, "B1"), (0.7, "B2"), (0.85, "C1"))
"""Level of ``minds.language`` from which each band of the common European framework is reported."""

CAME = {
    Pathway.INFLOW: "from elsewhere in the country",
    Pathway.QUOTA: "as a quota refugee",
    Pathway.ASYLUM: "as a settled asylum seeker",
    Pathway.FAMILY: "through family reunification",
    Pathway.LABOUR: "as a labour migrant",
    Pathway.YOUTH: "as an unaccompanied youth",
    Pathway.ONWARD: "from elsewhere in the country, where they had been settled",
}
CLUB = {
    ClubType.SPORT: "a sports club",
    ClubType.VILLAGE: "a village association",
    ClubType.CULTURE: "a culture association",
    ClubType.CONGREGATION: "a congregation",
    ClubType.IMMIGRANT: "an immigrants' association",
    ClubType.AID: "an aid organisation",
    ClubType.POPUP: "a loose volunteer network",
}


def club_words(town: Town, club: int) -> str:
    """ "a sports club": what a club (row) is called."""
    kind, further = int(town.state.clubs.type[club]), list(town.scenario.club_kinds.items())
    if kind < len(CLUB):
        return CLUB[ClubType(kind)]
    key, settings = further[kind - len(CLUB)]
    return settings.name or f"the {key.replace('_', ' ')}"


SOURCE = {
    InformationSource.NOBODY: "",
    InformationSource.FRIEND: "told by a friend",
    InformationSource.SCHOOL: "told at school",
    InformationSource.MENTOR: "told by a mentor",
    InformationSource.COORDINATOR: "told by the coordinator",
    InformationSource.OWN_SEARCH: "found it alone",
    InformationSource.PROGRAMME: "told by a programme",
}
TENURE = {Tenure.OWNED: "owned", Tenure.PUBLIC_RENT: "let by the municipality", Tenure.PRIVATE_RENT: "let privately"}
SECTOR = {
    Sector.PRIMARY: "farming and forestry",
    Sector.INDUSTRY: "industry",
    Sector.BUILDING: "building",
    Sector.TRADE: "shops, transport and restaurants",
    Sector.PUBLIC: "public administration and schools",
    Sector.CARE: "care",
    Sector.BUSINESS: "business services",
}
CHANNEL = {
    Channel.NONE: "",
    Channel.OPEN: "own application",
    Channel.EMPLOYER: "the employer asked",
    Channel.SERVICE: "the employment service",
    Channel.CONTACT: "a contact",
    Channel.FIRST: "",
    Channel.PLACEMENT: "a placement",
    Channel.SELF: "a business of their own",
}
SCHOOLING = {
    Schooling.COMPULSORY: "no schooling beyond compulsory",
    Schooling.SECONDARY: "upper-secondary schooling",
    Schooling.HIGHER: "higher education",
}
WHY_LEFT = {
    Exit.NONE: "",
    Exit.DEATH: "",
    Exit.STUDIES: "studies elsewhere",
    Exit.WORK: "no work here",
    Exit.LONELINESS: "few ties here",
    Exit.COMPATRIOTS: "people of the same origin elsewhere",
    Exit.HOUSING: "no fitting home",
    Exit.PROGRAMME_END: "the introduction programme had ended",
    Exit.SERVICES: "school or shop had closed",
    Exit.OTHER: "other reasons",
    Exit.REFUSED: "no permit was granted",
    Exit.PERMIT_ENDED: "the permit had ended",
    Exit.ELSEWHERE: "drawn elsewhere, content or not",
}
WHERE_TO = {
    Destination.NONE: "",
    Destination.WITHIN_REGION: " for another place of the region",
    Destination.LARGER_CITY: " for a larger city",
    Destination.SMALL_OR_RURAL: " for another small town",
    Destination.METROPOLITAN: " for a metropolitan area",
    Destination.ABROAD: " for another country",
    Destination.UNIVERSITY_TOWN: " for a university town",
}
MET = {
    TieKind.HOUSEHOLD: "lives in the same home",
    TieKind.NEIGHBOUR: "a neighbour",
    TieKind.WORK: "from work",
    TieKind.SCHOOL_GATE: "a parent met at the school gate",
    TieKind.COMPATRIOT: "met among compatriots",
    TieKind.MEETING_PLACE: "met where people meet",
    TieKind.CLUB: "met in a club",
    TieKind.MENTOR: "a mentor",
    TieKind.KIN: "a relative",
    TieKind.FRIEND: "met through friends",
}


def spoken_month(town: Town, month: int) -> str:
    """ "March 2012"."""
    return month_and_year(town.scenario.date_of(month))


def company(partner: bool, children: int, others: int = 0) -> str:
    """ "partner and two children"; empty when alone."""
    parts = ["partner"] if partner else []
    if children:
        parts.append("a child" if children == 1 else f"{in_words(children)} children")
    if others:
        parts.append("a relative" if others == 1 else f"{in_words(others)} relatives")
    return listed(parts)


def company_among(home: tuple[int, tuple[int, ...], tuple[int, ...]], these: Collection[int]) -> str:
    """:func:`company` of those of a (partner, children, others) who are among ``these``."""
    partner, children, others = home
    return company(partner in these, sum(c in these for c in children), sum(o in these for o in others))


def noun(sex: int, years: int) -> str:
    if years < 18:
        return "girl" if sex == Sex.WOMAN else "boy"
    return "woman" if sex == Sex.WOMAN else "man"


def somebody(town: Town, row: int, month: int) -> str:
    """A person as a stranger would be described: "a local woman, 45"."""
    people = town.state.people
    years = (month - int(people.birth[row])) // 12
    belongs = "newcomer" if people.newcomer[row] else "local"
    return f"a {belongs} {noun(int(people.sex[row]), years)}, {years}"


def place_name(town: Town, place: int) -> str:
    """The display name, without what stands in brackets after it."""
    key, settings = list(town.scenario.places.items())[place]
    return settings.name.partition(" (")[0] or key
