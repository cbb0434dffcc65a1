"""Parameters of licences and cars: who comes to drive, and when."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Factor, Share

BySex = tuple[Share, Share]
ByLevel = Annotated[tuple[Factor, Factor, Factor], Field(min_length=3, max_length=3)]


class DrivingSettings(Section):
    """How people get a driving licence and a car, and give them up."""

    licences: bool = parameter(True, unit="switch", source="model")
    """Whether licences and cars are got and given up; off, who has a car at the start or on arrival has it for good."""
    young: BySex = parameter(
        (0.017, 0.019),
        unit="1/month",
        source="evidence: licence at 20-29, Sweden 2011; arithmetic: women 64 %, men 71 % at these ages",
    )
    """Monthly chance of a licence from 18 on of women and men who grew up here."""
    never: BySex = parameter((0.10, 0.06), unit="share", source="assumed")
    """Share of women and men who grew up here and never get one by themselves."""
    newcomers: BySex = parameter(
        (0.020, 0.036),
        unit="1/month",
        source="evidence: licence of newly arrived, Sweden 2005; arithmetic: women 20 %, men 45 % after two years",
    )
    """The same of women and men who came grown up, before the factors below."""
    newcomers_never: BySex = parameter((0.35, 0.10), unit="share", source="assumed")
    """Share of women and men who came grown up and never get one by themselves."""
    schooling: ByLevel = parameter(
        (0.3, 1.1, 1.8),
        unit="1",
        source="assumed; evidence: licence at 20-29, women born abroad with little schooling 10 %",
    )
    """Factors for those who came grown up with compulsory, upper-secondary and higher schooling."""
    without_language: float = parameter(
        0.4, unit="1", ge=0, le=1, source="assumed; evidence: language is an obstacle, VTI 2006"
    )
    """Factor of those who came grown up and speak nothing yet; it rises to one with the language."""
    language: float = parameter(0.5, unit="0-1", ge=0.01, le=1, source="assumed")
    """Level of the language from which it is no obstacle to a licence."""
    work: float = parameter(2.0, unit="1", ge=0, le=20, source="assumed; evidence: cost is an obstacle, VTI 2006")
    """Factor of those who came grown up and are in work, and so can pay for lessons."""
    licence_labour: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Share of grown people who come for work with a licence that counts here; of other newcomers none."""
    give_up_from: float = parameter(80.0, unit="year", ge=50, le=120, source="assumed")
    """Age from which licences are given up."""
    give_up: float = parameter(0.008, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance to do so from that age on."""
    car_given_up: float = parameter(0.004, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance that somebody's car is not replaced. With the factors below a place's share of cars
    (`places.*.car`) holds over the years."""
    car_income: float = parameter(2.5, unit="odds", ge=0, le=100, source="assumed")
    """Odds of a car, against those of the place, in a household with a licence and somebody in work or of pension
    age."""
    car_no_income: float = parameter(0.25, unit="odds", ge=0, le=100, source="assumed")
    """The same where nobody is."""
    pension_age: float = parameter(65.0, unit="year", ge=40, le=100, source="assumed")
    """Age from which a pension pays for a car."""
    carpools: bool = parameter(True, unit="switch", source="assumed")
    """Whether somebody without a car can take a job where a tie from the same place works who drives there."""
    missed: float = parameter(1.0, unit="share", ge=0, le=1, source="assumed")
    """Of the posts that only drivers reach, the share that those without a car miss; they come across more nearby for
    the rest."""
