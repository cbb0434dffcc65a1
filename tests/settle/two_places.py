"""Two places far from each other, which tests of settlement share: posts in the first alone, homes in both."""

from __future__ import annotations

import numpy as np

from bygd.settle.following import COLUMNS, OUTCOMES, Followed

REGION = """\
title: Two places
months: 36
seed: 4
places:
  storby: {population: 240, position: [0, 0], newcomers: 0.1, vacant_homes: 0.5, openings: 0.1}
  smaby: {population: 160, position: [300, 0], newcomers: 0.1, vacant_homes: 0.5, openings: 0.0, jobs: 0.4}
origins: {south: {name: the south}, east: {}}
past: {lived: false}
arrivals:
  quota: {pathway: quota, place: storby, origin: south, per_year: 24, settlement: {rule: assigned}}
  asylum:
    {pathway: asylum, place: storby, origin: east, per_year: 12, settlement: {rule: assigned}, waiting: {months: 3}}
  young: {pathway: youth, place: storby, origin: east, per_year: 3, settlement: {rule: assigned}}
  labour: {pathway: labour, place: storby, origin: east, per_year: 2, homes: free, settlement: {rule: free}}
"""


def followed(streams: np.ndarray, places: np.ndarray, outcomes: np.ndarray, shape: tuple[int, int]) -> Followed:
    """A made-up run: an adult a household, by stream and place, with ``outcomes`` (n,) for each of the three."""
    adults = np.zeros((len(COLUMNS), len(streams)), np.int64)
    adults[COLUMNS.index("stream")], adults[COLUMNS.index("place")] = streams, places
    adults[COLUMNS.index("household")] = np.arange(len(streams))
    for key in OUTCOMES:
        adults[COLUMNS.index(key)] = outcomes
    people = np.zeros(shape, np.int64)
    np.add.at(people, (streams, places), 1)
    return Followed(adults, people, {}, 0.0)
