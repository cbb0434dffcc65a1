"""A refresh that goes well: every office in its dialect, the newest period, the folder written, the difference told."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

import office_tables
import pytest
from office_server import Offices
from refresh_desk import Desk, Done, present_rows, write_figures

from bygd.places.columns import AGE_BANDS
from bygd.places.table import load_table

Refresh = Callable[..., Done]


def test_every_country_comes_from_its_office_and_any_command_reads_the_folder(desk: Desk, refresh: Refresh) -> None:
    done = refresh()
    assert done.code == 0, done.err
    table = load_table(desk.figures)
    rows = {row.id: row for row in table.rows}
    years = {row.country: row.year for row in table.rows}
    assert years == {"SE": 2025, "NO": 2026, "FI": 2025, "DK": 2026, "IS": 2026}
    for country, places in office_tables.PLACES.items():
        for code, (_, size) in places.items():
            if code not in ("507", "588"):
                assert rows[f"{country}-{code}"].population == office_tables.total(size)
    assert rows["SE-2404"].employment_rate == 0.77 and rows["SE-2404"].employment_age == "16-64"
    assert rows["SE-2404"].foreign_share == 0.13 and rows["SE-2404"].foreign_kind == "foreign-born"
    assert rows["FI-478"].foreign_kind == "foreign citizens" and rows["FI-478"].employment_rate == 0.77
    assert rows["NO-1806"].foreign_share == 0.13 and rows["NO-1806"].foreign_kind == "foreign-born"
    assert rows["DK-860"].foreign_share == 0.12 and rows["DK-860"].vacant_share == 0.1
    assert rows["IS-4200"].employment_rate == 0.7 and rows["IS-4200"].employment_year == 2020  # nobody gives it: kept
    assert "Statistics Denmark FOLK1A" in table.source("DK", "population")


def test_shares_by_age_are_those_of_single_years(desk: Desk, refresh: Refresh) -> None:
    assert refresh("--country", "SE").code == 0
    row = desk.rows()["SE-2404"]
    count, ages = office_tables.total(52), {age: office_tables.people(52, age) for age in range(101)}
    assert float(row["share_0_19"]) == pytest.approx(sum(ages[age] for age in range(20)) / count, abs=5e-5)
    assert float(row["share_65plus"]) == pytest.approx(sum(ages[age] for age in range(65, 101)) / count, abs=5e-5)
    assert (row["band_young"], row["band_old"], row["age_year"]) == ("0-19", "65+", "2025")
    starts = [0, 6, 16, 20, 30, 45, 65, 80, 101]
    for name, start, end in zip(AGE_BANDS, starts[:-1], starts[1:], strict=True):
        assert float(row[name]) == pytest.approx(sum(ages[age] for age in range(start, end)) / count, abs=5e-5)


def test_a_country_that_is_not_asked_keeps_its_bytes(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    before = desk.rows()
    assert refresh("--country", "se", "--country", "DK").code == 0
    after = desk.rows()
    for key, row in before.items():
        if key[:2] in ("NO", "FI", "IS"):
            assert {name: after[key][name] for name in row} == row
    assert after["SE-2404"]["lat"] == "64.20"
    assert {path.partition("/")[0] for _, path, _ in offices.calls} == {"scb", "scb_v1", "kolada", "dst"}


def test_a_dry_run_tells_all_and_writes_nothing(desk: Desk, refresh: Refresh) -> None:
    before = desk.bytes()
    done = refresh("--dry-run", "--country", "SE")
    assert done.code == 0 and desk.bytes() == before
    assert "Vindeln (SE-2404): 4,693 became 4,703 (+0.2 %)" in done.out
    assert "3 of 3 municipalities changed, 128,605 inhabitants became 128,635" in done.out
    assert "Nothing was written (--dry-run)" in done.out


def test_ages_that_are_new_are_a_change_although_as_many_live_there(desk: Desk, refresh: Refresh) -> None:
    rows = [{**row, "population": str(int(row["population"]) + 10)} for row in present_rows()]
    write_figures(desk.figures, rows, [])
    done = refresh("--country", "SE")
    assert "3 of 3 municipalities changed, 128,635 inhabitants became 128,635" in done.out


def test_the_difference_is_a_document_too(desk: Desk, answer: Callable[..., Any]) -> None:
    found = answer("--country", "DK")
    people = found["differences"][0]
    assert people["gives"] == "people" and people["changed"] == 2 and people["year"] == 2026
    assert people["largest"][0] == {"place": "Hjørring (DK-860)", "before": 57063.0, "after": 57073.0}
    assert found["written"] == "figures" and found["new"] == found["gone"] == []


def test_a_second_refresh_changes_nothing_and_asks_nobody(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    assert refresh("--country", "SE", "--country", "IS").code == 0
    before, calls = desk.bytes(), len(offices.calls)
    done = refresh("--country", "SE", "--country", "IS")
    assert done.code == 0 and "nothing changed" in done.out
    assert len(offices.calls) == calls
    assert desk.bytes()["municipalities.csv"] == before["municipalities.csv"]
    assert refresh("--fresh", "--country", "IS").code == 0
    assert len(offices.calls) > calls


def test_the_table_that_comes_with_bygd_is_the_start_of_a_new_folder(
    desk: Desk, refresh: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bygd.places.refresh import present

    packaged = desk.folder / "packaged"
    write_figures(packaged, present_rows(), [])
    monkeypatch.setattr(present, "PACKAGED", packaged)
    assert refresh("--country", "NO", "--into", "new/folder").code == 0
    made = desk.folder / "new" / "folder"
    assert sorted(file.name for file in made.iterdir()) == [
        "merged.csv",
        "municipalities.csv",
        "sources.csv",
        "table.yaml",
    ]
    assert load_table(made).by_id["NO-0301"].year == 2026
    assert "year: 2025" not in (made / "table.yaml").read_text(encoding="utf-8")


def test_figures_that_are_older_than_the_table_s_leave_it_alone(desk: Desk, refresh: Refresh) -> None:
    rows = [{**row, "year": "2031" if row["country"] == "IS" else row["year"]} for row in present_rows()]
    write_figures(desk.figures, rows, [])
    before = desk.bytes()
    done = refresh("--country", "IS")
    assert done.code == 0 and "newest figures are of 2026; the table has later ones" in done.out
    assert desk.bytes() == before


def test_sources_name_the_new_tables_and_keep_what_was_not_refreshed(desk: Desk, refresh: Refresh) -> None:
    assert refresh("--country", "SE").code == 0
    with (desk.figures / "sources.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["field_set"] for row in rows if row["office_and_table"] == "an office"] == ["code,name"]
    (people,) = (row for row in rows if row["field_set"].startswith("population,"))
    assert people["office_and_table"] == "Statistics Sweden TAB638, population by age, 31 December, 2025"
    assert people["data_licence"] == "CC0 1.0" and "128,635" in people["note"] and "SCB" in people["note"]


def test_a_period_announced_before_its_figures_gives_way_to_the_one_before(
    desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.tables["dst", "RAS200"].changed["*", "*", "*", "*", "*", "2024"] = ".."
    done = refresh("--country", "DK")
    assert done.code == 0, done.err
    assert desk.rows()["DK-860"]["employment_year"] == "2023"


def test_progress_tells_tables_and_time_left(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    from bygd.cli import main

    assert main(["places", "refresh", "--tables", str(desk.tables), "--country", "DK"]) == 0
    err = capsys.readouterr().err
    assert "1 of 4 tables" in err and "left" in err


def test_a_scenario_is_made_of_the_fresh_figures(desk: Desk, refresh: Refresh) -> None:
    from bygd.cli import main

    assert refresh("--country", "SE").code == 0
    assert main(["new", "vindeln.yaml", "--place", "Vindeln", "--figures", "figures"]) == 0
    text = (desk.folder / "vindeln.yaml").read_text(encoding="utf-8")
    assert "population: 4703" in text and "Statistics Sweden TAB638" in text
    assert "ages: [0.0663, 0.1106, 0.0442, 0.1106, 0.1659, 0.2211, 0.1659, 0.1155]" in text
