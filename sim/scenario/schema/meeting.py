"""Parameters of meeting: the hours people have for each other."""

from __future__ import annotations

from typing import Self

from sim.scenario.schema.base import FITTED, Section, parameter


class MeetingSettings(Section):
    """Social hours a month, by where they are spent. An hour is spent by both or by neither."""

    free_hours: float = parameter(44.8, unit="hour/month", ge=0, le=300, source=FITTED)
    """Hours a month free to spend with friends and relatives of one's own choice."""
    known_share: float = parameter(0.6, unit="share", ge=0, le=1, source="evidence: trial of meeting and ties")
    """Share of the hours at a focus spent with those already known there; the rest with whoever comes."""
    least_age_years: float = parameter(6.0, unit="year", ge=0, le=18, source="assumed")
    """Younger children make no acquaintances of their own."""
    travel_half_minutes: float = parameter(45.0, unit="minute", ge=0.1, le=1440, source="assumed")
    """Travel time between two places at which friends there have half as many free hours for each other."""
    quantum_hours: float = parameter(0.25, unit="hour", ge=0.05, le=4, source="assumed")
    """Shortest meeting: hours with one person in a month are whole multiples of it."""
    household_hours: float = parameter(60.0, unit="hour/month", ge=0, le=400, source="assumed")
    """Hours at home shared among the household."""
    neighbour_hours: float = parameter(8.0, unit="hour/month", ge=0, le=100, source="assumed")
    """Hours with neighbours."""
    neighbour_encounters: int = parameter(1, unit="encounter/month", ge=0, le=8, source="assumed")
    """Chance encounters among neighbours."""
    work_hours: float = parameter(40.0, unit="hour/month", ge=0, le=200, source="assumed")
    """Hours in company with colleagues (for pupils: classmates), out of the working month."""
    work_encounters: int = parameter(2, unit="encounter/month", ge=0, le=8, source="assumed")
    """Encounters with a colleague or classmate who may not be known yet."""
    work_count: float = parameter(
        0.3, unit="share", ge=0, le=1, source="evidence: Hall 2019 (hours at work or school count less)"
    )
    """What an hour at work or school counts towards friendship."""
    gate_hours: float = parameter(4.0, unit="hour/month", ge=0, le=60, source="assumed")
    """Hours among parents of the children's class."""
    gate_encounters: int = parameter(1, unit="encounter/month", ge=0, le=8, source="assumed")
    """Encounters at the school gate."""
    compatriot_hours: float = parameter(12.0, unit="hour/month", ge=0, le=100, source="assumed")
    """Hours in the company of compatriots."""
    compatriot_encounters: int = parameter(2, unit="encounter/month", ge=0, le=8, source="assumed")
    """Encounters among compatriots."""
    compatriot_seats: int = parameter(64, unit="seat", ge=64, le=512, source="assumed")
    """Seats of a group of compatriots, rounded up to a power of two; where more of one origin live in a place they
    have several groups."""
    place_hours: float = parameter(8.0, unit="hour/month", ge=0, le=60, source="assumed")
    """Hours at a meeting place (library, café, pool, neighbourhood house) for its regulars."""
    place_encounters: int = parameter(1, unit="encounter/month", ge=0, le=8, source="assumed")
    """Encounters at a meeting place."""
    club_hours: float = parameter(12.0, unit="hour/month", ge=0, le=60, source="assumed")
    """Hours at each club one belongs to."""
    club_encounters: int = parameter(2, unit="encounter/month", ge=0, le=8, source="assumed")
    """Encounters at each club."""
    introductions: float = parameter(0.3, unit="1/month", ge=0, le=1, source="assumed")
    """Chance a month, for those with hours to spare, to be introduced to a friend's friend."""
    introduction_hours: float = parameter(2.0, unit="hour", ge=0.25, le=20, source="assumed")
    """Hours spent at an introduction, out of free hours nobody else took."""
    shared_language: bool = parameter(True, unit="switch", source="evidence: Language")
    """Off: language is no obstacle to company."""
    language_enough: float = parameter(0.5, unit="share", ge=0.01, le=1, source="assumed")
    """Shared language (product of both levels; 0.5 is about B1 with a native) at which talk is easy."""
    language_floor: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed")
    """What an hour counts between two with no language in common."""
    other_level_likeness: float = parameter(
        1.0,
        unit="1",
        ge=0.1,
        le=1,
        source="to be fitted: no size published; direction: evidence, own group first among adolescents",
    )
    """What an hour counts between two of different origin of whom one is fluent and the other speaks nothing, beyond
    whether they can talk; nearer to 1 the more alike their levels are."""
    attitudes_matter: bool = parameter(True, unit="switch", source="evidence: Contact and prejudice")
    """Off: attitudes to the other group do not change what an hour counts."""
    attitude_weight: float = parameter(0.25, unit="1", ge=0, le=0.5, source="assumed")
    """What a full attitude of one of the two adds to an hour, or takes from it: both together half."""
    openness_matters: bool = parameter(True, unit="switch", source="evidence: a cool embrace (001)")
    """Off: everybody lets a stranger in at every encounter."""

    def without_likes(self) -> Self:
        """The same where nobody seeks those who speak like them (``rivals.likes``); that they can talk still counts."""
        return self.model_copy(update={"other_level_likeness": 1.0})
