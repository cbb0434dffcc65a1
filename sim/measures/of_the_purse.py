"""What arms are compared by in money, and what of the purse is taken down besides."""

from __future__ import annotations

from sim.measures.measure import Measure
from sim.measures.row_kinds import PURSE, balance, mean, total

OF_THE_PURSE: tuple[Measure, ...] = (
    total("net_cost", "Net cost to the municipalities", by_place=False, **balance),
    total(
        "net_balance",
        "Net balance of the municipalities",
        groups=("at its first value",),
        counted="purse:record_purse",
        **balance,
    ),
    *(
        mean(
            f"net_of_those_who_{group}",
            f"Net balance of a newcomer who {group}, a year since settlement",
            "SEK a year",
            of="net_per_newcomer",
            group=group,
            decimals=0,
            **balance,
        )
        for group in ("stayed", "left")
    ),
    total(
        "spent",
        "Money spent",
        counted="civil:record_spending",
        groups=("programme", "post", "price", "bus line", "homes ordered"),
        by_place=False,
        heading=PURSE,
        color="grey",
    ),
    total(
        "service_cost",
        "Whole cost of services",
        counted="purse:record_purse",
        groups=("service of the purse",),
        heading=PURSE,
    ),
    total("service_cost_by_payer", "Whole cost of services, by payer", counted="purse:record_purse", groups=("payer",)),
    total(
        "service_cost_by_organisation",
        "Whole cost of services, by whose they are",
        counted="purse:record_purse",
        groups=("organisation", "of no organisation"),
    ),
    total(
        "municipal_yield",
        "Tax, equalisation, grants and fees of the municipalities",
        counted="purse:record_purse",
        groups=("yield",),
        signed=True,
        heading=PURSE,
    ),
    mean(
        "net_per_newcomer",
        "Net balance of a newcomer to the municipality of settlement, a year since then",
        "SEK a year",
        every="year",
        group="stayed",
        groups=("whether they stayed", "years since arrival"),
        decimals=0,
        heading=PURSE,
        signed=True,
    ),
)
