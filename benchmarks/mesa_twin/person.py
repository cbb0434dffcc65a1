"""A person: everything people do, in one class."""

from __future__ import annotations

from benchmarks.mesa_twin.family import Family
from benchmarks.mesa_twin.learner import Learner
from benchmarks.mesa_twin.member import Member
from benchmarks.mesa_twin.minds import Minded
from benchmarks.mesa_twin.social import Social
from benchmarks.mesa_twin.worker import Worker


class Person(Social, Family, Member, Learner, Worker, Minded):
    """Somebody of the town, a Mesa agent."""
