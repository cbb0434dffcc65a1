"""The table of municipalities: what is in it, and what a folder that is no table says."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bygd.places.columns import SHIPPED
from bygd.places.table import PACKAGED, FiguresError, ages, load_table
from sim.scenario import ScenarioError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGED, tmp_path / "figures")
    return tmp_path / "figures"


def changed(folder: Path, change: Callable[[list[str]], list[str]]) -> str:
    """What is said of the folder after its rows (each a line) have been changed."""
    file = folder / "municipalities.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    with pytest.raises(FiguresError) as refused:
        load_table(folder)
    return str(refused.value)


def test_the_five_countries_are_complete() -> None:
    table = load_table()
    assert Counter(row.country for row in table.rows) == {"SE": 290, "NO": 357, "FI": 308, "DK": 98, "IS": 61}
    assert sum(row.aland for row in table.rows) == 16
    people = {land: sum(row.population for row in table.of(land)) for land in ("SE", "DK", "FI", "IS")}
    # official totals; Denmark's without Christiansø
    assert people == {"SE": 10_587_710, "DK": 6_025_511, "FI": 5_548_241, "IS": 389_444}


def test_every_figure_has_a_source() -> None:
    table = load_table()
    for row in table.rows:
        known = {
            "population": row.population,
            "share_young": dict(row.margins).get("0-19") or row.margins,
            "employment_rate": row.employment_rate,
            "foreign_share": row.foreign_share,
            "vacant_share": row.vacant_share,
            "lat": row.lat,
        }
        for field, value in known.items():
            assert not value or table.source(row.country, field, row.year), f"{row.shown}: {field}"
        assert table.licences(row.country)


def test_a_source_of_one_year_is_not_anothers() -> None:
    table = load_table()
    assert table.source("NO", "population", 2024) != table.source("NO", "population", 2026) != ""


def test_merged_codes_lead_to_places_that_are_there() -> None:
    table = load_table()
    assert {("FI", "588"), ("IS", "3506")} <= {(one.country, one.code) for one in table.merged}
    for one in table.merged:
        assert one.into_codes and one.since[:4].isdecimal() and one.name
        assert all(f"{one.country}-{code}" in table.by_id for code in one.into_codes)
        assert f"{one.country}-{one.code}" not in table.by_id or one.into_codes == (one.code,)
    assert len(table.merged) > 500


def test_bands_of_ages_are_read() -> None:
    assert ages("0-17") == (0, 18)
    assert ages("67+") == (67, 101)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("population", "5,5", "municipalities.csv:2: population: found '5,5'; allowed: a whole number from 1"),
        ("population", "", "is empty; inhabitants must be known"),
        ("lat", "12", "allowed: a number from 54 to 72 [degree]"),
        ("share_old", "nan", "share_old: found 'nan'; allowed: a number from 0 to 1 [share]"),
        ("share_young", "0.95", "two shares of those aged 0-19"),
        ("band_old", "old", "allowed: ages as 0-17 or 65+"),
        ("country", "GL", "found 'GL'; allowed: SE, NO, FI, DK, IS"),
        ("code", "147", "DK-147 stands in line 2 already"),
    ],
)
def test_a_wrong_cell_is_named(folder: Path, column: str, value: str, words: str) -> None:
    at = [one.name for one in SHIPPED].index(column)

    def change(lines: list[str]) -> list[str]:
        cells = lines[1].split(",")
        cells[at] = f'"{value}"'
        return [lines[0], ",".join(cells), *lines[2:]]

    assert words in changed(folder, change)


def test_young_and_old_together_are_not_everybody(folder: Path) -> None:
    assert "young and old add up to" in changed(
        folder, lambda lines: [lines[0], lines[1].replace("0.1824", "0.6").replace("0.11,", "0.5,"), *lines[2:]]
    )


def test_a_table_cut_off_or_of_another_head_is_refused(folder: Path) -> None:
    def cut(lines: list[str]) -> list[str]:
        return [*lines[:5], lines[5][:30]]

    assert "municipalities.csv:6: has" in changed(folder, cut)
    assert "there is no column 'contry'" in changed(folder, lambda lines: ["contry" + lines[0][7:], *lines[1:]])
    shutil.copy(PACKAGED / "municipalities.csv", folder)
    assert "'lon' is missing" in changed(
        folder, lambda lines: [",".join(cells[:10] + cells[11:]) for cells in (line.split(",") for line in lines[:1])]
    )


def test_a_folder_of_another_version_or_of_none_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "table.yaml").write_text("format: 2\n", encoding="utf-8")
    with pytest.raises(FiguresError, match="reads folders of format 1"):
        load_table(folder)
    (folder / "table.yaml").unlink()
    with pytest.raises(FiguresError, match=r"it has no table\.yaml"):
        load_table(folder)
    with pytest.raises(ScenarioError, match="there is no such folder"):
        load_table(tmp_path / "nowhere")


def test_a_byte_order_mark_is_read_over(folder: Path) -> None:
    file = folder / "municipalities.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(load_table(folder).rows) == 1114


def test_shares_of_all_eight_bands_count_before_fitted_ones(folder: Path) -> None:
    file = folder / "municipalities.csv"
    head, first, *_ = file.read_text(encoding="utf-8").splitlines()
    bands = ("age_0_5", "age_6_15", "age_16_19", "age_20_29", "age_30_44", "age_45_64", "age_65_79", "age_80_")
    shares = (0.07, 0.1, 0.04, 0.2, 0.2, 0.28, 0.09, 0.02)
    (folder / "merged.csv").unlink()
    file.write_text(f"{head},{','.join(bands)}\n{first},{','.join(map(str, shares))}\n", encoding="utf-8")
    assert load_table(folder).rows[0].bands == shares
    file.write_text(f"{head},{','.join(bands)}\n{first},0.5,{','.join(map(str, shares[1:]))}\n", encoding="utf-8")
    load_table.cache_clear()
    with pytest.raises(FiguresError, match=r"shares by age add up to 1\.43"):
        load_table(folder)
