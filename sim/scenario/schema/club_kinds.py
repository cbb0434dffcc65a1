"""Kinds of clubs: what one is like, and what is usual for each kind."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, create_model, model_validator

from sim.codes import ORIGIN_LIMIT
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.first_people import assumed
from sim.scenario.schema.kinds import Key, Line, Weight

Extra = Annotated[float, Field(ge=-5000, le=5000)]
ByAge = tuple[Weight, Weight, Weight, Weight, Weight, Weight]


class ClubTypeSettings(Section):
    """What one kind of club is like."""

    per_thousand: float = parameter(
        2.0,
        unit="clubs per 1,000 inhabitants",
        ge=0,
        le=20,
        structural=True,
        source="assumed; Sweden has over 20 associations of all kinds per 1,000 inhabitants",
    )
    """Clubs at the start; 0 for immigrants' associations, which people found."""
    size: float = parameter(40.0, unit="members", ge=4, le=120, structural=True, source="assumed")
    """Typical number of members at the start."""
    viable: int = parameter(10, unit="members", ge=0, le=100, source="assumed")
    """Members below which a club cannot go on for long."""
    board: int = parameter(5, unit="members", ge=0, le=15, source="assumed")
    """Seats of its board; 0 for those that need none."""
    fee: float = parameter(50.0, unit="SEK/month", ge=0, le=5000, source="assumed", paid="fees")
    """Membership fee spread over the year."""
    fee_extra: tuple[Extra, ...] = parameter(
        (), unit="SEK/month", max_length=ORIGIN_LIMIT, source="a lever: nothing by default", paid="fees"
    )
    """Added to the fee by group: first the local majority, then the origin groups in their order; missing
    ones pay nothing more. Negative amounts are support for a group; a fee is never below nothing."""
    equipment: float = parameter(0.0, unit="SEK", ge=0, le=50000, source="assumed", paid="fees")
    """What one needs to buy to take part."""
    evening_hours: float = parameter(8.0, unit="hours/month", ge=0, le=60, source="assumed")
    """Evening hours a member needs free."""
    language: float = parameter(
        0.3, unit="language level", ge=0, le=1, source="direction: seed 001 (choir much, sport little); size assumed"
    )
    """Language level at which it is no obstacle any more."""
    welcome: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed", paid="club_welcome")
    """Mean welcome given to newcomers."""
    neutral: float = parameter(
        1.0,
        unit="share",
        ge=0,
        le=1,
        source="direction: seed 001 (church venues felt unsafe by some); size assumed",
        paid="neutral_venue",
    )
    """Share of these clubs whose venue keeps nobody away."""
    transport: float = parameter(0.1, unit="share", ge=0, le=1, source="assumed", paid="lift")
    """Share of those without a car who cannot get to a club in their own place."""
    leaving: float = parameter(0.14, unit="share/year", ge=0, le=0.95, source="assumed")
    """Yearly chance of leaving of a member with a friend in the club."""
    founding: float = parameter(0.05, unit="clubs per 1,000 adults and year", ge=0, le=20, source="assumed")
    """How often somebody sets about founding one (immigrants' associations: per 1,000 adult newcomers)."""
    by_age: ByAge = assumed((1.0, 1.0, 1.0, 1.0, 1.0, 1.0), "1")
    """In the first month, leaning to it at the ages of `region.clubs_here.ages`, against its mean."""
    women: float = assumed(1.0, "1", ge=0, le=1000)
    """In the first month, women's leaning to it against men's."""
    newcomers: float = assumed(1.0, "1", ge=0, le=1000)
    """In the first month, newcomers' leaning to it against locals'."""


WORDS = {
    "sport": "Sports clubs.",
    "village": "Village preservation, small-place associations, local history.",
    "culture": "Choirs, crafts, theatre, study circles.",
    "congregation": "Congregations.",
    "immigrant": "Immigrants' own associations; founding counts newcomers whose group has none in the place.",
    "aid": "Red Cross, Save the Children and the like.",
    "popup": "Loose networks formed by an event: they gain and lose people fast.",
}
TABLE = """
               sport  village  culture  congregation  immigrant  aid   popup
per_thousand   4.0    3.2      5.0      1.8           0.0        1.8   0.4
size           60     50       30       80            25         45    20
viable         14     10       8        12            7          8     6
board          7      7        5        7             5          5     0
fee            120    15       70       0             20         25    0
equipment      1800   0        300      0             0          0     0
evening_hours  12     4        8        3             4          6     4
language       0.15   0.35     0.6      0.4           0.0        0.35  0.25
welcome        0.75   0.8      0.55     0.75          0.95       0.8   0.85
neutral        1.0    1.0      1.0      0.2           1.0        1.0   1.0
transport      0.2    0.15     0.1      0.1           0.1        0.05  0.05
leaving        0.15   0.10     0.14     0.10          0.15       0.15  0.4
founding       0.10   0.05     0.15     0.01          6.0        0.03  0.30
women          0.8    0.95     1.4      1.15          1.0        1.4   1.2
newcomers      1.0    0.6      0.7      1.2           1.0        0.8   1.5
by_age         1.6    0.3      0.7      0.6           1.0        0.5   1.2
by_age         1.4    0.6      0.6      0.6           1.0        0.7   1.4
by_age         1.2    1.0      0.8      0.8           1.0        0.8   1.2
by_age         0.9    1.3      1.1      1.0           1.0        1.1   1.0
by_age         0.6    1.4      1.5      1.5           1.0        1.5   0.7
by_age         0.2    0.8      1.2      2.0           1.0        1.2   0.3
"""
"""What is usual for a kind: what a block in a file that does not say it takes."""


def usual_of(kind: str) -> dict[str, Any]:
    """A column of :data:`TABLE`."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    usual: dict[str, Any] = {"by_age": ()}
    for name, *values in rows:
        value = float(values[head.index(kind)])
        if name == "by_age":
            usual["by_age"] += (value,)
        else:
            usual[name] = int(value) if name in ("viable", "board") else value
    return usual


def kind_settings(name: str, base: type[Section], words: str, usual: dict[str, Any], **extra: Any) -> type[Any]:
    """``base`` with other defaults (``usual``), and more said of every field (``extra``)."""
    fields: dict[str, Any] = {}
    for field, declared in base.model_fields.items():
        info = deepcopy(declared)
        info.default = usual.get(field, info.default)
        info.json_schema_extra = {**(info.json_schema_extra or {}), **extra}  # type: ignore[dict-item]
        fields[field] = (info.annotation, info)
    return create_model(name, __base__=base, __doc__=words, __module__=__name__, **fields)


SEVEN: dict[str, type[ClubTypeSettings]] = {
    name: kind_settings(f"{name.title()}Settings", ClubTypeSettings, words, usual_of(name))
    for name, words in WORDS.items()
}
"""By name, in the order of codes.ClubType."""
globals().update({kind.__name__: kind for kind in SEVEN.values()})  # where pickle looks for them
LIKE = tuple(name for name in SEVEN if name != "immigrant")
if TYPE_CHECKING:
    LikeName = str
else:
    LikeName = Literal[LIKE]


class _FurtherKind(ClubTypeSettings):
    """A kind of club that a scenario adds, there from the beginning, and who may belong to it."""

    name: Line = parameter("", unit="text", source="scenario")
    """What one is called in lives, as in "a men's shed"; the key when empty."""
    like: LikeName = parameter("culture", unit="choice", source="scenario")
    """The kind it takes after: what is not said is as usual for that one."""
    members: Literal["everyone", "locals", "newcomers"] = parameter("everyone", unit="choice", source="scenario")
    """Who may belong to it."""
    sex: Literal["any", "women", "men"] = parameter("any", unit="choice", source="scenario")
    """Women, men or both."""
    youngest: int = parameter(0, unit="year", ge=0, le=120, source="scenario")
    """Least age, besides `clubs.youngest`."""
    oldest: int = parameter(120, unit="year", ge=0, le=120, source="scenario")
    """Greatest age."""
    children: Literal["any", "with", "without"] = parameter("any", unit="choice", source="scenario")
    """Those who live with a child below `clubs.small_child_age`, or those who do not."""
    origins: tuple[Key, ...] = parameter((), unit="names", refers="origins", source="scenario", max_length=15)
    """Keys of origin groups it is for: a congregation of theirs; anybody when empty."""
    faith: Line = parameter("", unit="text", source="scenario")
    """Faith it is for, as in `origins.<key>.faith`: those origin groups too; any when empty."""

    @model_validator(mode="after")
    def _as_usual(self) -> Self:
        if self.oldest < self.youngest:
            raise ValueError(f"oldest: {self.oldest} is less than youngest ({self.youngest})")
        usual = usual_of(self.like)
        self.__dict__.update({name: usual[name] for name in usual.keys() - self.model_fields_set})
        return self


if TYPE_CHECKING:
    KindSettings = _FurtherKind
else:
    KindSettings = kind_settings("KindSettings", _FurtherKind, _FurtherKind.__doc__, {}, structural=True, paid="")
