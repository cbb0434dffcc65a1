"""Large queries: in pieces that are together exactly the whole, within the limits known, told and met."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_server import Offices
from refresh_desk import Desk, Done

from bygd.places.refresh.cubes import Cube, Query
from bygd.places.refresh.errors import OfficeFailed, TooManyCells
from bygd.places.refresh.splitting import ask_in_pieces, cells, pieces

Refresh = Callable[..., Done]

queries = st.lists(st.integers(1, 9), min_size=1, max_size=4).map(
    lambda sizes: {f"v{k}": tuple(f"{k}.{n}" for n in range(size)) for k, size in enumerate(sizes)}
)


def keys(query: Query) -> list[tuple[str, ...]]:
    return list(itertools.product(*query.values()))


@given(queries, st.integers(1, 50))
def test_pieces_are_small_enough_and_together_the_whole(query: Query, most: int) -> None:
    found = list(pieces(query, most))
    assert all(cells(piece) <= most for piece in found)
    together = [key for piece in found for key in keys(piece)]
    assert sorted(together) == sorted(keys(query))


@given(queries, st.integers(1, 50))
def test_a_refused_piece_is_halved_until_it_is_answered(query: Query, limit: int) -> None:
    def ask(piece: Query) -> Cube:
        if cells(piece) > limit:
            raise TooManyCells("answered 403")
        return Cube(tuple(piece), dict.fromkeys(keys(piece), 1.0))

    assert ask_in_pieces(ask, query, 10**9).cells == dict.fromkeys(keys(query), 1.0)


def test_one_figure_that_is_refused_is_no_matter_of_size() -> None:
    def ask(piece: Query) -> Cube:
        raise TooManyCells("answered 403: Forbidden")

    with pytest.raises(OfficeFailed, match="403: Forbidden; even for one figure"):
        ask_in_pieces(ask, {"a": ("1", "2", "3")}, 100)


def test_pieces_that_contradict_each_other_are_refused() -> None:
    one = Cube(("a", "b"), {("1", "x"): 1.0})
    one.add(Cube(("b", "a"), {("x", "2"): 2.0}))
    assert one.cells == {("1", "x"): 1.0, ("2", "x"): 2.0}
    with pytest.raises(OfficeFailed, match="two answers differ for 1, x"):
        one.add(Cube(("a", "b"), {("1", "x"): 3.0}))
    with pytest.raises(OfficeFailed, match="other variables"):
        one.add(Cube(("a", "c"), {("1", "x"): 3.0}))


def test_limits_that_are_known_split_a_query(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    desk.edit_tables(lambda text: text["offices"]["hagstofa"].update(values=50))
    assert refresh("--country", "IS").code == 0
    asked = offices.data_calls("hagstofa")
    assert sum(asked) == 3 * 112 and max(asked) <= 50


def test_limits_that_the_office_tells_split_a_query(desk: Desk, refresh: Refresh, offices: Offices) -> None:
    offices.told["statfin"] = {"maxValues": 100, "maxCells": 5000, "maxCalls": 10, "timeWindow": 10}
    offices.told["ssb"] = {"apiVersion": "2.0", "maxDataCells": 64, "maxCallsPerTimeWindow": 0}
    assert refresh("--country", "FI", "--country", "NO").code == 0
    assert max(offices.data_calls("statfin/StatFin")) <= 100
    assert sum(offices.data_calls("ssb/tables/07459")) == 3 * 106 and max(offices.data_calls("ssb/tables/07459")) <= 64


@pytest.mark.parametrize("told", [{}, {"maxCells": 0, "maxValues": None}, [], "<html><title>Not here</title></html>"])
def test_an_office_that_tells_no_limits_is_asked_by_those_known(
    told: Any, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.told["statfin"] = told
    assert refresh("--country", "FI").code == 0
    assert offices.data_calls("statfin/StatFin") == [5 * 102]


@pytest.mark.parametrize("office", ["scb", "dst", "statfin"])
def test_a_403_that_no_limit_foretold_splits_further(
    office: str, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.limits[office] = 200
    done = refresh("--country", {"scb": "SE", "dst": "DK", "statfin": "FI"}[office])
    assert done.code == 0, done.err
    assert max(offices.data_calls(office)) <= 200


def test_an_office_that_may_not_be_asked_is_told_from_one_that_is_asked_too_much(
    desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.limits["dst"] = 0
    done = refresh("--country", "DK")
    assert done.code == 1 and "even for one figure, so that it may not be asked at all" in done.err
