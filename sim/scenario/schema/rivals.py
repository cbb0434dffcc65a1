"""Contested claims as switches: which of two rival explanations the model follows."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.base import Section, parameter


class RivalSettings(Section):
    """Claims the sources disagree on. Run both: what differs between them is not known."""

    belonging: Literal["informal", "informal_and_membership"] = parameter(
        "informal", unit="choice", source="evidence, rival 1: Norris and Puranen, seed 001"
    )
    """What makes people feel at home besides language, work and time: strong informal ties only, or
    membership of associations too."""
    work_and_integration: Literal["work_first", "contacts_first"] = parameter(
        "contacts_first", unit="choice", source="evidence, rival 2: seeds 001 and 002"
    )
    """Whether a job brings integration by itself, or contacts with locals lead to both job and belonging."""
    school_closure: Literal["drives_out", "no_effect"] = parameter(
        "no_effect", unit="choice", source="evidence, rival 3: Amcoff against the seeds"
    )
    """Whether families leave a place whose school has closed, over and above the longer journey."""
    mentor_effect: Literal["direct", "through_ties"] = parameter("direct", unit="choice", source="evidence, rival 4")
    """Whether a mentor helps to a job directly (``carries.job_leads``), or only through ties and language."""
    trust: Literal["both", "informal", "institutions"] = parameter(
        "both", unit="choice", source="evidence, rival 5; newcomers who volunteer, Norway"
    )
    """What makes people trust: both; membership, helping and how locals meet one (informal); or only institutions that
    treat one well, by what programmes carry (rights known, hours with officials)."""
    diversity: Literal["pace", "level"] = parameter(
        "pace", unit="choice", source="evidence: presence and sudden rise of asylum seekers; diversity and trust"
    )
    """What locals feel as a threat: how fast newcomers come, or how many of the inhabitants they are."""
    labour_demand: Literal["posts_follow_people", "people_follow_posts"] = parameter(
        "people_follow_posts", unit="choice", source="evidence, rival 6"
    )
    """Whether the posts of a place come and go with the people there are to fill them, in any number, or follow a
    demand of the place's own (section `demand`)."""
    likes: Literal["likes_seek_likes", "language_and_foci"] = parameter(
        "likes_seek_likes", unit="choice", source="evidence, rival 7"
    )
    """Whether an hour counts more between people alike in age, origin, stage of life and command of the language, or
    people mix as far as they can talk and share foci."""
