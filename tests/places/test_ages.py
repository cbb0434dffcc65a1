"""Ages from the few shares that are published."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bygd.places.ages import BOUNDS, fitted, in_bands, profile, spread
from bygd.places.columns import AGE_BANDS
from bygd.places.rules import classes, rules
from bygd.places.table import ages, load_table

TABLE = load_table()
REFERENCE = Path(os.environ.get("BYGD_PLACES_REFERENCE", "reference/municipalities.csv"))
"""Richer figures for comparison, which are no part of the project: where they lie is the machine's affair."""


@given(
    young=st.floats(0.05, 0.35),
    old=st.floats(0.05, 0.45),
    bands=st.sampled_from([("0-14", "65+"), ("0-17", "67+"), ("0-19", "75+")]),
)
def test_published_shares_hold_exactly_and_shapes_within_stay(young: float, old: float, bands: tuple[str, str]) -> None:
    margins = [(bands[0], young), (bands[1], old)]
    before = profile("SE", "rural", margins)
    after = fitted(before, margins)
    assert after.sum() == pytest.approx(1)
    assert (after >= 0).all()
    for band, share in margins:
        first, end = ages(band)
        assert after[first:end].sum() == pytest.approx(share, abs=1e-9)
        np.testing.assert_allclose(
            after[first:end] / after[first:end].sum(), before[first:end] / before[first:end].sum()
        )


def test_margins_within_one_another_hold_together() -> None:
    margins = [("0-14", 0.15), ("0-19", 0.2), ("65+", 0.3), ("75+", 0.14)]
    after = fitted(profile("FI", "rural", margins), margins)
    for band, share in margins:
        first, end = ages(band)
        assert after[first:end].sum() == pytest.approx(share, abs=1e-8)


def test_margins_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="contradict each other"):
        fitted(profile("FI", "rural"), [("0-14", 0.3), ("0-19", 0.2)])


def test_bands_add_up_to_one_and_come_back() -> None:
    shares = (0.05, 0.1, 0.042, 0.082, 0.142, 0.284, 0.21, 0.09)
    assert in_bands(spread(shares)) == shares
    third = in_bands(spread([1, 1, 1, 1, 1, 1, 1, 1]))
    assert round(sum(third), 9) == 1
    assert len(BOUNDS) == len(shares) + 1


def test_an_old_place_has_the_profile_of_one() -> None:
    """Class by size alone would give an ageing town a young profile."""
    young, old = profile("SE", "town", [("75+", 0.07)]), profile("SE", "town", [("75+", 0.14)])
    assert old[65:75].sum() > 1.2 * young[65:75].sum()
    assert old[20:30].sum() < young[20:30].sum()


def test_iceland_is_younger_where_only_the_young_are_known() -> None:
    row = TABLE.by_id["IS-4200"]
    assert fitted(profile("IS", "rural", row.margins), row.margins)[65:].sum() < 0.2


def test_ages_come_near_the_offices_own_by_band() -> None:
    if not REFERENCE.is_file():
        pytest.skip("needs the reference figures by age, which are not part of the project (BYGD_PLACES_REFERENCE)")
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        known = {f"{one['country']}-{one['code']}": one for one in csv.DictReader(file) if one[AGE_BANDS[0]]}
    kinds, off = classes(TABLE), []
    for row in TABLE.rows:
        if row.id not in known or not row.margins:
            continue
        truth = np.asarray([float(known[row.id][name]) for name in AGE_BANDS])
        kind = rules()["by_class"][kinds[row.id]]["profile"]
        found = np.asarray(in_bands(fitted(profile(row.land, kind, row.margins), row.margins)))
        off.append(np.abs(found - truth / truth.sum()))
    errors = np.asarray(off)
    assert len(errors) > 1000
    assert errors.mean() < 0.014  # years differ by up to six, and small places are uneven
    assert errors.mean(axis=0).max() < 0.03
    assert np.percentile(errors.max(axis=1), 90) < 0.07
