"""Figures that cannot be right are refused with place, figure and what was expected; mergers are told, not guessed."""

from __future__ import annotations

from collections.abc import Callable

import office_tables
import pytest
from office_server import Offices
from office_tables import Variable
from refresh_desk import Desk, Done, write

from bygd.places.columns import MERGED_COLUMNS
from bygd.places.table import load_table

Refresh = Callable[..., Done]
FINNISH = "StatFin/vaerak/11re.px"
KEY = "Kuntien_avainluvut/2025/kuntien_avainluvut_2025_aikasarja.px"
ICELANDIC = "Ibuar/mannfjoldi/2_byggdir/sveitarfelog/MAN02005.px"


def refused(desk: Desk, refresh: Refresh, country: str) -> str:
    """What is said of figures that are wrong; the table stays."""
    before = desk.bytes()
    done = refresh("--country", country)
    assert done.code == 1 and desk.bytes() == before
    return done.err


def test_municipalities_must_add_up_to_the_national_row(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    table = offices.tables["scb", "TAB638"]
    table.changed["2480", "*", "tot", "*", "2025"] = office_tables.total(1300) - 700
    table.changed["2480", "*", "40", "*", "2025"] = 600
    said = refused(desk, refresh, "SE")
    assert "TAB638, 2025: the municipalities add up to 127,935, the national row says 128,635" in said


def test_ages_must_add_up_to_the_total(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    offices.tables["dst", "FOLK1A"].changed["860", "*", "40", "2026K1"] = 100
    assert "ages do not add up to the total (860: ages 56,543, total 57,073)" in refused(desk, refresh, "DK")


def test_people_outside_municipalities_count_in_the_national_row_alone(
    desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    assert refresh("--country", "DK").code == 0
    assert "DK-411" not in desk.rows()
    desk.edit_tables(lambda text: [one["region"].pop("outside", None) for one in text["tables"]])
    assert "a municipality" not in (said := refused(desk, refresh, "DK"))
    assert "1 municipality the table does not know: 411 Christiansø" in said


def test_a_missing_municipality_is_named(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    del offices.tables["scb", "TAB638"].variables[0].values["2404"]
    assert "2 municipalities of 3; missing: 2404 Vindeln" in refused(desk, refresh, "SE")


def test_a_merged_municipality_s_people_are_added_to_the_one_they_are_in_now(desk: Desk, refresh: Refresh) -> None:
    assert refresh("--country", "FI").code == 0
    rows = desk.rows()
    assert int(rows["FI-507"]["population"]) == office_tables.total(50) + office_tables.total(15)
    assert "FI-588" not in rows


def test_a_merger_nobody_told_of_is_refused_and_one_line_tells_of_it(
    desk: Desk, refresh: Refresh, offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nordmaling and Vindeln become one of a new code."""
    monkeypatch.setitem(office_tables.PLACES, "SE", {"2480": ("Umeå", 1300), "2499": ("Vindelmaling", 120)})
    for office, path in (("scb", "TAB638"), ("scb_v1", "AM/AM0210/AM0210D/ArRegArbStatus"), ("kolada", "N02926")):
        places = offices.tables[office, path].variables[0].values
        del places["2401"], places["2404"]
        places["2499"] = "Vindelmaling"
    said = refused(desk, refresh, "SE")
    assert "1 municipality the table does not know: 2499 Vindelmaling" in said and "merged.csv" in said
    assert "missing: 2401 Nordmaling, 2404 Vindeln" in said
    told = [
        {"country": "SE", "code": code, "name": name, "into_code": "2499", "since": "2026"}
        for code, name in (("2401", "Nordmaling"), ("2404", "Vindeln"))
    ]
    write(desk.figures / "merged.csv", MERGED_COLUMNS, told)
    done = refresh("--country", "SE")
    assert done.code == 0, done.err
    assert "New: Vindelmaling (SE-2499)" in done.out
    assert "Gone: Nordmaling (SE-2401), Vindeln (SE-2404)" in done.out
    table = load_table(desk.figures)
    assert [row.code for row in table.rows if row.country == "SE"] == ["2499", "2480"]
    assert table.by_id["SE-2499"].population == office_tables.total(120) and table.by_id["SE-2499"].lat == 64.2
    assert {one.into_codes for one in table.merged} == {("2499",)}


def test_a_circle_of_mergers_is_refused(desk: Desk, refresh: Refresh) -> None:
    rows = [
        {"country": "SE", "code": one, "name": one, "into_code": two}
        for one, two in (("2401", "2404"), ("2404", "2401"))
    ]
    write(desk.figures / "merged.csv", MERGED_COLUMNS, rows)
    done = refresh("--country", "SE")
    assert done.code == 2 and "is merged into itself" in done.err


@pytest.mark.parametrize(
    ("office", "path", "key", "value", "words"),
    [
        ("dst", "RAS200", "860", 770.0, "860 Hjørring: employment_rate 7.7000; allowed: 0.3 to 1.0"),
        ("dst", "RAS200", "000", 60.0, "the municipalities' mean is 76.1 %, the national row says 60.0 %"),
        ("kolada", "N02926", "2404", 95.0, "2404 Vindeln: foreign_share 0.9500; allowed: 0.0 to 0.8"),
        ("ssb", "09817", "0", 30.0, "the municipalities' mean is 12.0 %, the national row says 30.0 %"),
        ("ssb", "09817", "0", "..", "the national row has no figure"),
    ],
)
def test_a_rate_out_of_range_or_far_from_the_national_one_is_refused(
    office: str, path: str, key: str, value: float | str, words: str, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    table = offices.tables[office, path]
    place = next(k for k, one in enumerate(table.variables) if key in one.values and not k)
    table.changed[tuple(key if k == place else "*" for k in range(len(table.variables)))] = value
    assert words in refused(desk, refresh, {"dst": "DK", "kolada": "SE", "ssb": "NO"}[office])


def test_a_population_that_leaps_is_refused(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    offices.tables["ssb", "07459"].figure = office_tables.counting("NO", "Region", "Alder", "")
    office_tables.PLACES["NO"]["1806"] = ("Narvik", 320)
    try:
        said = refused(desk, refresh, "NO")
    finally:
        office_tables.PLACES["NO"]["1806"] = ("Narvik", 210)
    assert "1806 Narvik: 28,992 inhabitants, 19,011 in the present table" in said


@pytest.mark.parametrize("sign", ["..", ".", ":", None])
def test_a_figure_that_is_not_published_leaves_the_earlier_one(
    sign: str | None, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.tables["statfin", KEY].changed["005", "M1", "*"] = sign
    desk.edit_tables(lambda text: text["limits"].update(without_figure=0.4))
    done = refresh("--country", "FI")
    assert done.code == 0, done.err
    row = desk.rows()["FI-005"]
    assert (row["employment_rate"], row["employment_year"], row["employment_age"]) == ("0.7", "2020", "20-64")
    assert desk.rows()["FI-478"]["employment_rate"] == "0.77"
    assert "1 figure not published, the earlier kept: Alajärvi (FI-005)" in done.out


def test_too_many_figures_that_are_not_published_are_refused(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    for year in ("2023", "2024"):
        offices.tables["statfin", KEY].changed["005", "M1", year] = ".."
    said = refused(desk, refresh, "FI")
    assert "1 of 3 municipalities without a figure (005); at most 5 % may lack one" in said


def test_a_population_that_is_not_published_is_refused_however_few(
    desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.tables["statfin", FINNISH].changed["KU588", "*", "*", "*", "*"] = ".."
    desk.edit_tables(lambda text: text["limits"].update(without_figure=0.4))
    assert "no population of 507" in refused(desk, refresh, "FI")  # half of Mäntyharju would be no Mäntyharju


def test_a_dash_says_that_there_is_nobody(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    offices.tables["statfin", FINNISH].changed["KU005", "100-", "*", "*", "*"] = "-"
    offices.tables["statfin", FINNISH].changed["KU005", "SSS", "*", "*", "*"] = office_tables.total(90) - 9
    offices.tables["statfin", FINNISH].changed["SSS", "SSS", "*", "*", "*"] = 24427
    offices.tables["statfin", FINNISH].changed["SSS", "100-", "*", "*", "*"] = 17
    done = refresh("--country", "FI")
    assert done.code == 0, done.err
    assert desk.rows()["FI-005"]["population"] == str(office_tables.total(90) - 9)


def renamed(offices: Offices, path: tuple[str, str], code: str, new: str) -> None:
    (variable,) = (one for one in offices.tables[path].variables if one.code == code)
    variable.code = new


MOVED: dict[str, tuple[str, Callable[[Offices], object], str]] = {
    "variable": (
        "DK",
        lambda all_: renamed(all_, ("dst", "RAS200"), "BEREGNING", "BER"),
        "has no variable BEREGNING; there are OMRÅDE",
    ),
    "value": (
        "SE",
        lambda all_: all_.tables["scb", "TAB638"].variables[3].values.pop("BE0101N1"),
        "has no value BE0101N1 of ContentsCode",
    ),
    "meaning of a value": (
        "SE",
        lambda all_: all_.tables["scb", "TAB638"].variables[3].values.update(BE0101N1="Flyttningar"),
        "calls BE0101N1 of ContentsCode 'Flyttningar'",
    ),
    "meaning of a table": (
        "SE",
        lambda all_: setattr(all_.tables["kolada", "N02926"], "title", "Medelålder"),
        "is called 'Medelålder'",
    ),
    "table": ("SE", lambda all_: all_.tables.pop(("scb", "TAB638")), "answered 404: Non-existent table"),
    "grouping": (
        "NO",
        lambda all_: setattr(all_.tables["ssb", "07459"], "codelist", None),
        "has no grouping agg_KommGjeldende",
    ),
    "further variable": (
        "IS",
        lambda all_: all_.tables["hagstofa", ICELANDIC].variables.append(Variable("Fæðing", "x", {"1": "a"})),
        "wants a value of Fæðing",
    ),
    "folder": ("FI", lambda all_: all_.folders.update(Kuntien_avainluvut=["uusin"]), "lists no folder of a year"),
}


@pytest.mark.parametrize("what", MOVED)
def test_codes_that_moved_are_named_with_what_there_is(
    what: str, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    country, change, words = MOVED[what]
    change(offices)
    assert words in refused(desk, refresh, country)


def test_an_answer_in_another_language_is_read_by_its_codes_and_known_texts(
    desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    icelandic, finnish = offices.tables["hagstofa", ICELANDIC], offices.tables["statfin", KEY]
    for code, english in (("Sveitarfélag", "Municipality"), ("Ár", "Year"), ("Aldur", "Age")):
        renamed(offices, ("hagstofa", ICELANDIC), code, english)
    icelandic.variables[0].values["T"] = "Total"
    icelandic.figure = office_tables.counting("IS", "Municipality", "Age", "-1")
    finnish.variables[1].values.update(M1="Employment rate, %", M2="Share of foreign citizens of the population, %")
    finnish.variables[0].values["478"] = "Maarianhamina"
    done = refresh("--country", "IS", "--country", "FI")
    assert done.code == 0, done.err
    assert desk.rows()["FI-478"]["name"] == "Mariehamn"  # names are ours: no answer changes them
    finnish.variables[1].values.update(M1="Taux d'emploi")
    said = refresh("--country", "FI", "--fresh").err
    assert "has no value of Tiedot called 'Työllisyysaste, %', nor in another language; there are Taux d'emploi" in said
