"""Whose employers are, and what size and owner make of their willingness."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import EmployerKind, Sector
from sim.region import build_region
from sim.scenario import scenario_from
from sim.town import Used


def employers(**workers: Any) -> tuple[Any, Any, Any]:
    """Posts, kind and willingness of each employer of a town."""
    town = build_region(
        scenario_from(
            {"places": {"a": {"population": 2500}}, "region": {"workers": workers}, "ties": {"settle_months": 0}}
        ),
        1,
    )
    count, jobs = int(town.used[Used.EMPLOYERS]), int(town.used[Used.JOBS])
    posts = np.bincount(town.state.jobs.employer[:jobs], minlength=count)
    table = town.state.employers
    municipal = table.kind[:count] == EmployerKind.MUNICIPAL
    assert set(table.sector[:count][municipal].tolist()) == {Sector.PUBLIC, Sector.CARE}
    return posts, table.kind[:count].copy(), table.willingness[:count].astype(float)


def test_small_employers_are_the_more_often_owned_by_a_family() -> None:
    posts, kind, _ = employers()
    family = kind == EmployerKind.FAMILY
    assert family[posts < 5].mean() > 0.7 > 0.5 > family[(posts >= 20) & (kind != EmployerKind.MUNICIPAL)].mean()


def test_willingness_goes_by_size_and_by_a_family_where_it_is_said_to() -> None:
    posts, kind, usual = employers()
    _, _, by_size = employers(willing_by_size=0.5)
    assert (by_size[posts < 10] < usual[posts < 10]).all() and (by_size[posts > 10] > usual[posts > 10]).all()
    assert np.allclose(by_size[posts == 10], usual[posts == 10])
    _, _, by_family = employers(willing_family=0.5)
    family = kind == EmployerKind.FAMILY
    assert (by_family[family] < usual[family]).all() and np.allclose(by_family[~family], usual[~family])
