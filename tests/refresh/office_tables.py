"""A small world of figures, and the tables in which its offices publish them, by the codes of ``tables.yaml``.

Two to four municipalities a country. Finland's table still has Pertunmaa, which was merged; Norway's lists a
municipality of long ago; Denmark's has Christiansø, which is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Codes = Mapping[str, str]
Figure = float | str | None
"""A number, a sign for a missing one, or nothing."""

PLACES = {
    "SE": {"2401": ("Nordmaling", 68), "2404": ("Vindeln", 52), "2480": ("Umeå", 1300)},
    "NO": {"0301": ("Oslo", 7000), "1806": ("Narvik", 210)},
    "FI": {"005": ("Alajärvi", 90), "478": ("Mariehamn", 115), "507": ("Mäntyharju", 50), "588": ("Pertunmaa", 15)},
    "DK": {"101": ("København", 6600), "860": ("Hjørring", 630)},
    "IS": {"0000": ("Reykjavíkurborg", 1380), "4200": ("Ísafjarðarbær", 39)},
}
"""Name and size by code: a municipality has about a hundred times its size of people."""
NATIONAL = {"SE": "00", "NO": "0", "FI": "SSS", "DK": "000", "IS": "T"}
CHRISTIANSO = 1
OLDEST = {"SE": 100, "NO": 105, "FI": 100, "DK": 125, "IS": 110}
RATES = {"employment": 76.0, "foreign": 12.0}


def people(size: float, age: int) -> int:
    """Inhabitants of one age: as many of each up to 80, fewer after that."""
    return (
        int(size) if age < 80 else int(size * (100 - age) / 20) if age < 100 else int(size) // 10 if age == 100 else 0
    )


def total(size: float) -> int:
    return sum(people(size, age) for age in range(126))


@dataclass
class Variable:
    code: str
    text: str
    values: dict[str, str]
    elimination: bool = False


@dataclass
class Published:
    """One table of an office."""

    title: str
    variables: list[Variable]
    figure: Callable[[Codes], Figure]
    codelist: tuple[str, str, dict[str, str]] | None = None
    """Variable, id and values of a grouping."""
    changed: dict[tuple[str, ...], Figure] = field(default_factory=dict)
    """Figures that are others than the world's, for tests of what is wrong, by the codes of all variables."""

    def at(self, codes: Codes) -> Figure:
        key = tuple(codes.get(one.code, "") for one in self.variables)
        for wanted, value in self.changed.items():
            if all(want in ("*", own) for want, own in zip(wanted, key, strict=True)):
                return value
        return self.figure(codes)


def place_variable(country: str, code: str, prefix: str = "", more: Mapping[str, str] | None = None) -> Variable:
    own = {prefix + key: name for key, (name, _) in PLACES[country].items()}
    return Variable(code, code, {NATIONAL[country]: "Hela landet", **(more or {}), **own})


def sizes(country: str, codes: str, prefix: str = "") -> list[float]:
    """Sizes of the places that a region code means: one, or all of a country."""
    if codes == NATIONAL[country]:
        return [size for _, size in PLACES[country].values()] + ([CHRISTIANSO] if country == "DK" else [])
    if codes == "411":
        return [CHRISTIANSO]
    return [PLACES[country][codes.removeprefix(prefix)][1]] if codes.removeprefix(prefix) in PLACES[country] else []


def counting(country: str, region: str, ages: str, total_code: str, prefix: str = "") -> Callable[[Codes], Figure]:
    def figure(codes: Codes) -> Figure:
        found = sizes(country, codes[region], prefix)
        age = codes.get(ages, total_code)
        if age == total_code:
            return sum(total(size) for size in found)
        if not age.rstrip("+-").isdigit():
            return "."  # five-year groups: nobody asks for them
        return sum(people(size, int(age.rstrip("+-"))) for size in found)

    return figure


def years(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def ages(country: str, total_code: str, form: str = "{}", last: str = "+") -> dict[str, str]:
    oldest = OLDEST[country]
    single = {form.format(age) + (last if age == oldest else ""): f"{age} år" for age in range(oldest + 1)}
    return ({total_code: "totalt"} if total_code else {}) | single


def rated(country: str, region: str, what: str) -> Callable[[Codes], Figure]:
    """A percentage that differs by place; the national one is the mean weighed by people."""

    def one(code: str) -> float:
        return RATES[what] + list(PLACES[country]).index(code)

    def figure(codes: Codes) -> Figure:
        code = codes[region]
        if code in PLACES[country]:
            return one(code)
        weights = {key: total(size) for key, (_, size) in PLACES[country].items()}
        return round(sum(one(key) * weight for key, weight in weights.items()) / sum(weights.values()), 2)

    return figure


def shared(country: str, region: str, variable: str, shares: Mapping[str, float]) -> Callable[[Codes], Figure]:
    """Counts of one variable as shares of all inhabitants."""

    def figure(codes: Codes) -> Figure:
        return round(shares[codes[variable]] * sum(total(size) for size in sizes(country, codes[region])))

    return figure


def tables() -> dict[tuple[str, str], Published]:
    """All tables by office and path."""
    long_ago = {"0101": "Halden (-2019)"}
    now = {key: name for key, (name, _) in PLACES["NO"].items()}
    norway = Variable("Region", "region", {"0": "Hele landet", **long_ago, **now})
    grouping = ("Region", "agg_KommGjeldende", now)
    contents = Variable("ContentsCode", "tabellinnehåll", {"BE0101N1": "Folkmängd", "BE0101N2": "Folkökning"})
    groups = {"65-69": "65-69 år"}
    christianso = {"084": "Region Hovedstaden", "411": "Christiansø"}
    return {
        ("scb", "TAB638"): Published(
            "Folkmängd efter region, ålder och år",
            [
                place_variable("SE", "Region", more={"24": "Västerbottens län"}),
                Variable("Civilstand", "civilstånd", {"OG": "ogifta", "G": "gifta"}, elimination=True),
                Variable("Alder", "ålder", {**ages("SE", "tot"), **groups}, elimination=True),
                contents,
                Variable("Tid", "år", years("2023", "2024", "2025")),
            ],
            counting("SE", "Region", "Alder", "tot"),
        ),
        ("scb_v1", "AM/AM0210/AM0210D/ArRegArbStatus"): Published(
            "Befolkningens arbetsmarknadsstatus",
            [
                place_variable("SE", "Region"),
                Variable("Kon", "kön", {"1": "män", "2": "kvinnor", "1+2": "totalt"}),
                Variable("Alder", "ålder", {"15-74": "15-74 år", "16-64": "16-64 år"}),
                Variable("Fodelseregion", "födelseregion", {"in": "inrikes", "tot": "totalt"}),
                Variable(
                    "ContentsCode", "tabellinnehåll", {"000002NS": "Sysselsättningsgrad", "000002NN": "Arbetslöshet"}
                ),
                Variable("Tid", "år", years("2023", "2024")),
            ],
            rated("SE", "Region", "employment"),
        ),
        ("kolada", "N02926"): Published(
            "Utrikes födda, andel (%)",
            [
                Variable(
                    "municipality", "", {"0000": "Riket", **{key: name for key, (name, _) in PLACES["SE"].items()}}
                ),
                Variable("year", "", years("2023", "2024")),
            ],
            rated("SE", "municipality", "foreign"),
        ),
        ("ssb", "07459"): Published(
            "Befolkning, etter region, alder og år",
            [
                norway,
                Variable("Kjonn", "kjønn", {"1": "Menn", "2": "Kvinner"}, elimination=True),
                Variable("Alder", "alder", ages("NO", "", "{:03}"), elimination=True),
                Variable("ContentsCode", "statistikkvariabel", {"Personer1": "Personer"}),
                Variable("Tid", "år", years("2025", "2026")),
            ],
            counting("NO", "Region", "Alder", ""),
            grouping,
        ),
        ("ssb", "09817"): Published(
            "Innvandrere, etter region",
            [
                norway,
                Variable("InnvandrKat", "innvandringskategori", {"B": "Innvandrere", "C": "Norskfødte"}),
                Variable("Landbakgrunn", "landbakgrunn", {"999": "Alle land", "101": "Danmark"}),
                Variable("ContentsCode", "statistikkvariabel", {"AndelBefolkning": "Andel av befolkningen (prosent)"}),
                Variable("Tid", "år", years("2025", "2026")),
            ],
            rated("NO", "Region", "foreign"),
            grouping,
        ),
        ("statfin", "StatFin/vaerak/11re.px"): Published(
            "Väestö iän ja sukupuolen mukaan alueittain",
            [
                place_variable("FI", "Alue", "KU", {"MK06": "MK06 Pirkanmaa"}),
                Variable("Ikä", "Ikä", ages("FI", "SSS", "{:03}", "-")),
                Variable("Sukupuoli", "Sukupuoli", {"SSS": "Yhteensä", "1": "Miehet", "2": "Naiset"}),
                Variable("Vuosi", "Vuosi", years("2024", "2025")),
                Variable("Tiedot", "Tiedot", {"vaesto": "Väestö 31.12."}),
            ],
            counting("FI", "Alue", "Ikä", "SSS", "KU"),
        ),
        ("statfin", "Kuntien_avainluvut/2025/kuntien_avainluvut_2025_aikasarja.px"): Published(
            "Kuntien avainluvut",
            [
                Variable(
                    "Alue",
                    "Alue",
                    {"SSS": "KOKO MAA", **{key: n for key, (n, _) in PLACES["FI"].items() if key != "588"}},
                ),
                Variable(
                    "Tiedot",
                    "Tiedot",
                    {"M1": "Työllisyysaste, %", "M2": "Ulkomaan kansalaisten osuus väestöstä, %", "M3": "Väkiluku"},
                ),
                Variable("Vuosi", "Vuosi", years("2023", "2024")),
            ],
            lambda codes: rated("FI", "Alue", {"M1": "employment", "M2": "foreign"}[codes["Tiedot"]])(codes),
        ),
        ("dst", "FOLK1A"): Published(
            "Folketal den 1. i kvartalet",
            [
                place_variable("DK", "OMRÅDE", more=christianso),
                Variable("KØN", "køn", {"TOT": "I alt", "1": "Mænd", "2": "Kvinder"}, elimination=True),
                Variable("ALDER", "alder", ages("DK", "IALT", last=""), elimination=True),
                Variable("Tid", "tid", years("2025K3", "2025K4", "2026K1", "2026K2")),
            ],
            counting("DK", "OMRÅDE", "ALDER", "IALT"),
        ),
        ("dst", "FOLK1E"): Published(
            "Folketal efter herkomst",
            [
                place_variable("DK", "OMRÅDE", more=christianso),
                Variable(
                    "HERKOMST",
                    "herkomst",
                    {"TOT": "I alt", "1": "dansk", "24": "vestlig", "25": "", "34": "", "35": ""},
                ),
                Variable("Tid", "tid", years("2025K4", "2026K1")),
            ],
            shared("DK", "OMRÅDE", "HERKOMST", {"TOT": 1.0, "24": 0.05, "34": 0.07}),
        ),
        ("dst", "RAS200"): Published(
            "Befolkningens tilknytning",
            [
                place_variable("DK", "OMRÅDE", more=christianso),
                Variable("HERKOMST", "herkomst", {"00": "I alt", "10": "dansk"}),
                Variable("ALDER", "alder", {"16-64": "16-64 år", "16-66": "16-66 år"}),
                Variable("KØN", "køn", {"TOT": "I alt"}),
                Variable("BEREGNING", "beregning", {"BFK": "Beskæftigelsesfrekvens", "EFK": "Erhvervsfrekvens"}),
                Variable("Tid", "tid", years("2023", "2024")),
            ],
            rated("DK", "OMRÅDE", "employment"),
        ),
        ("dst", "BOL101"): Published(
            "Boliger efter anvendelse",
            [
                place_variable("DK", "OMRÅDE", more=christianso),
                Variable("BEBO", "beboelse", {"1000": "Beboede", "2000": "Ikke beboede", "5000": "Andet"}),
                Variable("ANVENDELSE", "anvendelse", {"125": "Parcelhuse", "130": "Rækkehuse", "140": "Etageboliger"}),
                Variable("UDLFORH", "udlejning", {"EJ": "Ejer", "LEJ": "Lejer"}, elimination=True),
                Variable("Tid", "tid", years("2025", "2026")),
            ],
            shared("DK", "OMRÅDE", "BEBO", {"1000": 0.45, "2000": 0.05, "5000": 0.01}),
        ),
        ("hagstofa", "Ibuar/mannfjoldi/2_byggdir/sveitarfelog/MAN02005.px"): Published(
            "Mannfjöldi eftir sveitarfélagi, kyni og aldri",
            [
                Variable("Sveitarfélag", "", {"T": "Alls", **{key: name for key, (name, _) in PLACES["IS"].items()}}),
                Variable("Aldur", "Aldur", ages("IS", "-1", last="")),
                Variable("Ár", "Ár", years("2025", "2026")),
                Variable("Kyn", "Kyn", {"0": "Alls", "1": "Karlar", "2": "Konur"}),
            ],
            counting("IS", "Sveitarfélag", "Aldur", "-1"),
        ),
    }


def answer_json(table: Published, asked: dict[str, list[str]], listed: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    """A json-stat2 dataset; what is eliminated is no dimension."""
    import itertools

    chosen = {one.code: asked[one.code] for one in table.variables if one.code in asked}
    value: list[float | None] = []
    status: dict[str, str] = {}
    for position, key in enumerate(itertools.product(*chosen.values())):
        found = table.at(dict(zip(chosen, key, strict=True)))
        if isinstance(found, str):
            status[str(position)] = found
        value.append(None if isinstance(found, str) else found)
    texts = {one.code: {**one.values, **listed.get(one.code, {})} for one in table.variables}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "dimension": {
            code: {
                "label": code,
                "category": {
                    "index": {one: k for k, one in enumerate(codes)},
                    "label": {one: texts[code][one] for one in codes},
                },
            }
            for code, codes in chosen.items()
        },
        "value": value,
        **({"status": status} if status else {}),
    }
