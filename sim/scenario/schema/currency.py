"""Currencies and price levels: how amounts written in other money, or of other years, come to kronor of one year."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Line

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Year = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}$")]
Amount = Annotated[float, Field(ge=1e-6, le=1e6)]
YEARS = tuple(map(str, range(2015, 2024)))
ByYear = dict[Year, Amount]
RATES: dict[str, ByYear] = {
    "EUR": dict(zip(YEARS, (9.354, 9.469, 9.635, 10.258, 10.589, 10.485, 10.147, 10.630, 11.479), strict=True)),
    "DKK": dict(zip(YEARS, (1.254, 1.272, 1.295, 1.376, 1.418, 1.407, 1.364, 1.429, 1.541), strict=True)),
    "NOK": dict(zip(YEARS, (1.045, 1.019, 1.033, 1.069, 1.075, 0.978, 0.998, 1.052, 1.005), strict=True)),
    "ISK": {"2019": 0.077},
}
INDEX: ByYear = dict(
    zip(
        map(str, range(2006, 2024)),
        (284.22, 290.51, 300.61, 299.66, 303.46, 311.43, 314.20, 314.06, 313.49)
        + (313.35, 316.43, 322.11, 328.40, 334.26, 335.92, 343.19, 371.91, 403.70),
        strict=True,
    )
)


class CurrencySettings(Section):
    """Amounts are in Swedish kronor (SEK). One may be written with another currency, a year, or both, as in "2640 DKK
    2015", and is brought to kronor at the rate of its year, and to the prices of `price_year`."""

    price_year: int = parameter(2019, unit="year", ge=2006, le=2023, source="that of most unit costs", structural=True)
    """Year to whose prices such amounts are brought."""
    rates: dict[Currency, Annotated[ByYear, Field(max_length=200)]] = parameter(
        unit="SEK",
        source="assumed (unchecked but for NOK against EUR, DKK and ISK in 2017-19, EUR in 2021, 2023): the European "
        "Central Bank's means of the year; evidence: Exchange rates, mean of the year",
        structural=True,
        default_factory=lambda: RATES,
        max_length=50,
    )
    """Kronor for one unit of a currency, by year; of a year that is not there, those of the nearest. What is given adds
    to the table."""
    index: ByYear = parameter(
        unit="index",
        source="evidence: Consumer price index, Sweden, mean of the year, 1980 = 100",
        structural=True,
        default_factory=lambda: INDEX,
        max_length=100,
    )
    """Level of prices by year."""
    written: dict[Annotated[str, StringConstraints(max_length=500)], Line] = parameter(
        unit="by path", source="the program notes them", structural=True, default_factory=dict, max_length=2000
    )
    """What amounts were written as, by path."""

    @field_validator("rates")
    @classmethod
    def _with_those_known(cls, given: dict[str, ByYear]) -> dict[str, ByYear]:
        return {name: {**RATES.get(name, {}), **given.get(name, {})} for name in {**RATES, **given}}

    @field_validator("index")
    @classmethod
    def _with_years_known(cls, given: ByYear) -> ByYear:
        return {**INDEX, **given}
