"""Attitudes to the other group, felt threat, and trust."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class AttitudeSettings(Section):
    """What moves attitudes (-1 to 1), threat (0 to 1) and trust (0 to 1)."""

    contact: bool = parameter(True, unit="switch", source="evidence: contact and prejudice")
    """Whether contact changes attitudes."""
    contact_gain: float = parameter(
        0.035,
        unit="attitude/month",
        ge=0,
        le=0.5,
        source="sign and size: evidence, contact and prejudice (r about -0.21)",
    )
    """Most that a month of good contact moves an attitude of 0 towards those one met."""
    contact_half: float = parameter(6.0, unit="quality-weighted hours/month", ge=0.01, le=100, source="assumed")
    """Hours of contact a month that bring half of it; more brings ever less."""
    spread: float = parameter(
        0.35,
        unit="share",
        ge=0,
        le=1,
        source="sign: evidence, contact and prejudice (Mousa 2020: no spread to strangers); size assumed",
    )
    """Share of it that carries over from those one met to the other group as such."""
    bad_contact: float = parameter(0.05, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance of a bad experience in a month of much contact for an attitude of 0; twice that at -1, none
    at 1."""
    bad_harm: float = parameter(
        0.12,
        unit="attitude",
        ge=0,
        le=1,
        source="sign: evidence, contact and prejudice (adversarial contact harms); size assumed",
    )
    """What a bad experience takes from an attitude of 0."""
    influence: bool = parameter(True, unit="switch", source="model.md, step 10")
    """Whether friends influence attitudes."""
    influence_chance: float = parameter(0.25, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance of hearing an acquaintance's view, one at random."""
    influence_step: float = parameter(0.08, unit="share", ge=0, le=0.5, source="assumed")
    """Share of the distance to it gone then, if they are of one's own group."""
    disposition_local: float = parameter(0.1, unit="attitude", ge=-1, le=1, source="assumed")
    """Attitude locals of middling openness come back to."""
    disposition_newcomer: float = parameter(0.25, unit="attitude", ge=-1, le=1, source="assumed")
    """Attitude newcomers of middling openness come back to."""
    disposition_openness: float = parameter(1.3, unit="attitude", ge=0, le=2, source="assumed")
    """Difference in it between the most and the least open."""
    disposition_half_life: float = parameter(36.0, unit="month", ge=0.1, le=600, source="assumed")
    """Half-life of a deviation from one's disposition."""

    threat: bool = parameter(True, unit="switch", source="model.md, step 10")
    """Whether fast inflow is felt as a threat."""
    inflow_taken_in_stride: float = parameter(
        0.010, unit="arrivals per inhabitant and year", ge=0, le=0.5, source="assumed"
    )
    """Inflow that a place takes without feeling it; those who found no home count double."""
    inflow_full_threat: float = parameter(
        0.06, unit="arrivals per inhabitant and year", ge=0.001, le=1, source="assumed"
    )
    """Inflow above that which, lasting, is felt as the fullest threat."""
    share_taken_in_stride: float = parameter(0.1, unit="share of inhabitants", ge=0, le=1, source="assumed")
    """Share of newcomers that a place takes without feeling it, where the rival `diversity` says that their number is
    felt and not their pace."""
    share_full_threat: float = parameter(0.3, unit="share of inhabitants", ge=0.001, le=1, source="assumed")
    """Share above that which is then felt as the fullest threat."""
    threat_half_life: float = parameter(12.0, unit="month", ge=0.1, le=240, source="assumed")
    """Half-life of felt threat, and the time over which inflow is felt."""
    threat_harm: float = parameter(0.5, unit="attitude", ge=0, le=2, source="assumed")
    """How far full threat lowers the attitude locals come back to."""

    trust: bool = parameter(True, unit="switch", source="model.md, step 10")
    """Whether taking part and treatment change trust."""
    trust_middle: float = parameter(0.53, unit="trust", ge=0, le=1, source="assumed")
    """Trust of a local of middling openness who takes no part."""
    trust_openness: float = parameter(0.5, unit="trust", ge=0, le=1, source="assumed")
    """Difference in trust between the most and the least open."""
    trust_member: float = parameter(0.10, unit="trust", ge=0, le=1, source="assumed")
    """What being a member adds in the long run."""
    trust_volunteer: float = parameter(
        0.10, unit="trust", ge=0, le=1, source="direction: model.md, step 4; size assumed"
    )
    """What helping to run a club adds besides."""
    trust_treatment: float = parameter(0.25, unit="trust", ge=0, le=1, source="assumed")
    """How far treatment by the locals of the place moves newcomers' trust, from the worst to the best."""
    trust_institutions: float = parameter(0.2, unit="trust", ge=0, le=1, source="assumed")
    """How far institutions that treat one well move trust: rights and services known, officials who listen; where the
    rival `trust` says that they count."""
    trust_officials_half: float = parameter(2.0, unit="hours/month", ge=0.01, le=100, source="assumed")
    """Hours a month with such officials (``carries.officials``) that bring half of what these can do."""
    trust_voice: float = parameter(
        0.1, unit="share", ge=0, le=1, source="direction: evidence, consultative councils (little); size assumed"
    )
    """Of the way that a say takes what a place offers to fit newcomers (``carries.voice``), the share that the trust of
    those who have it goes to the full."""
    trust_half_life: float = parameter(30.0, unit="month", ge=0.1, le=600, source="assumed")
    """Half-life of the distance to that trust."""
