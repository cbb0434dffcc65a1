"""The page of the documentation says what tables.yaml says."""

from __future__ import annotations

from pathlib import Path

from bygd.places.columns import COUNTRIES
from bygd.places.refresh.sources import shipped

PAGE = Path(__file__).resolve().parents[2] / "docs" / "places-refresh.md"


def rows() -> list[str]:
    """The table of the page, as it must be."""
    sources = shipped()
    found = ["| country | what | office and table | licence | seen to answer |", "|---|---|---|---|---|"]
    for table in sources.of(tuple(COUNTRIES)):
        office = sources.offices[table.office]
        cells = [
            COUNTRIES[table.country],
            table.what,
            sources.name(table),
            office.licence,
            "yes" if table.verified else "no",
        ]
        found.append(f"| {' | '.join(cells)} |")
    return found


def test_the_page_lists_every_table_with_its_office_and_licence() -> None:
    text = PAGE.read_text(encoding="utf-8")
    expected = "\n".join(rows())
    assert expected in text, f"docs/places-refresh.md should hold\n{expected}"


def test_the_page_lists_every_office_s_limits_and_attribution() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sources = shipped()
    used = {table.office for table in sources.tables}
    for name, office in sources.offices.items():
        limits = f"| {office.name} | {office.dialect} | {office.cells:,} | {office.calls} in {office.seconds:.0f} s |"
        assert limits in text, limits
        if name in used:
            assert office.attribution.removeprefix("Source: ") in text, office.attribution


def test_the_page_says_that_no_address_was_tried_as_long_as_none_was() -> None:
    said = "None of these tables has been asked yet" in PAGE.read_text(encoding="utf-8")
    assert said == (not any(table.verified for table in shipped().tables))
