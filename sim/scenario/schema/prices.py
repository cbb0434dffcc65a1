"""What the levers of policy cost, and who pays: no policy is free unless it says so."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.funding import Payer

NEUTRAL = (
    "assumed: what one of that age is expected to cost less the tax such a one is expected to pay; evidence: What one "
    "inhabitant more brings a municipality"
)


class PriceSettings(Section):
    """Unit costs of services and of what levers add to them, who pays, and what an inhabitant of each age brings the
    municipality besides tax. What programmes and coordinators cost stands with them and is paid by their streams of
    money."""

    fees_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who makes up for fees and equipment that members do not pay."""
    lift: float = parameter(400.0, unit="SEK/month", ge=0, le=20_000, source="assumed")
    """A lift, or a seat on a bus, to a club for one member."""
    lift_payer: Payer = parameter("region", unit="choice", source="assumed")
    """Who pays for it."""
    neutral_venue: float = parameter(1500.0, unit="SEK/month", ge=0, le=200_000, source="assumed")
    """A neutral venue for one club, more than the venue it had."""
    neutral_venue_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    club_welcome: float = parameter(2000.0, unit="SEK/month", ge=0, le=200_000, source="assumed")
    """Hosts, guides and training with which one club would go from no welcome at all to the fullest."""
    club_welcome_payer: Payer = parameter("association", unit="choice", source="assumed")
    """Who pays for it."""
    meeting_place_hour: float = parameter(400.0, unit="SEK/hour", ge=0, le=20_000, source="assumed")
    """A meeting place open for an hour: staff, heating, cleaning."""
    meeting_place_hour_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    board_support: float = parameter(1500.0, unit="SEK/month", ge=0, le=200_000, source="assumed")
    """Staff who do the whole work of the board of one club."""
    board_support_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for them."""
    evening_childcare: float = parameter(150.0, unit="SEK/hour", ge=0, le=2000, source="assumed")
    """Childcare for one household for an hour of an evening."""
    evening_childcare_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    course_hour: float = parameter(75.0, unit="SEK/hour", ge=0, le=2000, source="assumed")
    """An hour of a language course for one course place, taken or not."""
    course_hour_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for courses."""
    course_childcare: float = parameter(9000.0, unit="SEK/month", ge=0, le=50_000, source="assumed")
    """Childcare during the course for the children of one mother."""
    course_childcare_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    interpreter_hour: float = parameter(
        650.0, unit="SEK/hour", ge=0, le=5000, source="assumed; evidence: interpreters, Denmark, 334 kroner a visit"
    )
    """An hour of an interpreter."""
    interpreter_hour_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    childcare_place: float = parameter(13_000.0, unit="SEK/month", ge=0, le=100_000, source="assumed")
    """A place at preschool, taken or not."""
    childcare_place_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    childcare_hour: float = parameter(60.0, unit="SEK/hour", ge=0, le=1000, source="assumed")
    """One child for an hour that a preschool is open longer, or shorter."""
    childcare_hour_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    childcare_fee_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who makes up for fees that parents do not pay, and has what they pay more."""
    home_care_allowance_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays the money for children without a place."""
    evening_course: float = parameter(20.0, unit="SEK/hour", ge=0, le=1000, source="assumed")
    """What an hour of a course costs more in the evening, for one participant."""
    evening_course_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    screening: float = parameter(3000.0, unit="SEK/person", ge=0, le=200_000, source="assumed")
    """Room to see and treat one newcomer in poor health, used or not."""
    screening_payer: Payer = parameter("region", unit="choice", source="assumed")
    """Who pays for it."""
    school: float = parameter(150_000.0, unit="SEK/month", ge=0, le=5_000_000, source="assumed")
    """Keeping a school open that would be too small by default."""
    shop: float = parameter(20_000.0, unit="SEK/month", ge=0, le=1_000_000, source="assumed")
    """Support to a shop that would be too small by default."""
    health_centre: float = parameter(200_000.0, unit="SEK/month", ge=0, le=5_000_000, source="assumed")
    """Keeping a health centre open that would be too small by default."""
    services_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for services kept open, for pupils and for care of the old."""
    copies_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for programmes that a place has copied from another; they cost what they cost there."""
    school_transport: float = parameter(
        2000.0, unit="SEK/month", ge=0, le=50_000, source="evidence: cost of school transport"
    )
    """The way to school of one pupil whose own school closed during the run."""
    school_class: float = parameter(180_000.0, unit="SEK/month", ge=0, le=2_000_000, source="assumed")
    """One school class more."""
    school_class_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    adult_education: float = parameter(6000.0, unit="SEK/month", ge=0, le=100_000, source="assumed")
    """One student in adult education."""
    adult_education_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    introduction: float = parameter(12_000.0, unit="SEK/month", ge=0, le=200_000, source="assumed")
    """One adult in the introduction programme: benefit and guidance."""
    introduction_payer: Payer = parameter("state", unit="choice", source="assumed")
    """Who pays for it."""
    reunification: float = parameter(1500.0, unit="SEK/month", ge=0, le=100_000, source="assumed")
    """Help with papers and homes to one waiting household, for each unit of help above one."""
    reunification_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays for it."""
    recognition: float = parameter(15_000.0, unit="SEK/person", ge=0, le=500_000, source="assumed")
    """Assessing one qualification."""
    recognition_payer: Payer = parameter("state", unit="choice", source="assumed")
    """Who pays for it."""
    reception_place: float = parameter(9000.0, unit="SEK/month", ge=0, le=200_000, source="assumed")
    """One person who waits for a decision: home, allowance and staff, some 300 a day."""
    reception_place_payer: Payer = parameter("state", unit="choice", source="assumed")
    """Who pays for it."""
    wage_subsidy: float = parameter(
        20_000.0, unit="SEK/month", ge=0, le=200_000, source="evidence: wage subsidies, share and months (Sweden 2018)"
    )
    """Wage of a subsidised post, of which `host.subsidy` of the programme is paid to the employer."""
    wage_subsidy_payer: Payer = parameter("state", unit="choice", source="evidence: wage subsidies, share and months")
    """Who pays for it."""
    movement_grant: float = parameter(30_000.0, unit="SEK/household", ge=0, le=1_000_000, source="assumed")
    """One household's move to work."""
    movement_grant_payer: Payer = parameter("state", unit="choice", source="assumed")
    """Who pays for it."""
    residence_incentive_payer: Payer = parameter("municipality", unit="choice", source="assumed")
    """Who pays money for staying."""
    pupil: float = parameter(
        9_350.0,
        unit="SEK/month",
        ge=0,
        le=100_000,
        source="evidence: School and preschool, Sweden, 112,200 a year (2018)",
    )
    """One pupil of compulsory school in classes of the usual size."""
    upper_secondary: float = parameter(
        10_180.0,
        unit="SEK/month",
        ge=0,
        le=100_000,
        source="evidence: School and preschool, Sweden, 122,200 a year (2018)",
    )
    """One inhabitant aged 16 to 18: upper secondary school."""
    care_65: float = parameter(
        1_600.0,
        unit="SEK/month",
        ge=0,
        le=100_000,
        source="assumed; with the next about evidence: Care of the old, Sweden",
    )
    """Care of one inhabitant aged 65 to 79, on average."""
    care_80: float = parameter(
        15_800.0,
        unit="SEK/month",
        ge=0,
        le=200_000,
        source="assumed; with the one before about evidence: Care of the old",
    )
    """Care of one inhabitant of 80 or older, on average."""
    vacant_flat: float = parameter(5_500.0, unit="SEK/month", ge=0, le=50_000, source="assumed")
    """Rent forgone of a municipal home that stands empty."""
    brings_0: float = parameter(107_000.0, unit="SEK/year", ge=-1_000_000, le=1_000_000, source=NEUTRAL)
    """Equalisation for an inhabitant up to 5 years old."""
    brings_6: float = parameter(112_200.0, unit="SEK/year", ge=-1_000_000, le=1_000_000, source=NEUTRAL)
    """Equalisation for an inhabitant aged 6 to 15."""
    brings_16: float = parameter(122_200.0, unit="SEK/year", ge=-1_000_000, le=1_000_000, source=NEUTRAL)
    """Equalisation for an inhabitant aged 16 to 18."""
    brings_19: float = parameter(-56_000.0, unit="SEK/year", ge=-1_000_000, le=1_000_000, source=NEUTRAL)
    """Equalisation for an inhabitant aged 19 to 64."""
    brings_65: float = parameter(19_000.0, unit="SEK/year", ge=-1_000_000, le=1_000_000, source=NEUTRAL)
    """Equalisation for an inhabitant aged 65 to 79."""
    brings_80: float = parameter(190_000.0, unit="SEK/year", ge=-1_000_000, le=1_000_000, source=NEUTRAL)
    """Equalisation for an inhabitant of 80 or older."""


def price_of(item: str) -> str:
    """The field with the unit cost of an item of the ledger; empty where its amount is money already."""
    return item if item in PriceSettings.model_fields else ""


def payer_of(item: str) -> str:
    """The field that says who pays for an item of the ledger: its own, or that of services."""
    own = f"{item}_payer"
    return own if own in PriceSettings.model_fields else "services_payer"
