"""Collecting measures: tidy columns, by place and for the whole region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
ALL = "all"
Row = tuple[int, str, str, str, float]


class Measures(NamedTuple):
    """Columns of equal length."""

    month: Array  # int32
    place: list[str]
    measure: list[str]
    group: list[str]
    value: Array  # float64

    def to_pandas(self) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame(self._asdict())


class Recorder:
    """Takes down measures of one run; ``places`` are the keys of the places in row order.

    ``only``: the (measure, group) taken down, for the whole region; None: all, by place too.
    """

    def __init__(self, places: list[str], only: Set[tuple[str, str]] | None = None) -> None:
        self.places = places
        self.only = only
        self.month = -1
        self._past: tuple[list[Row], ...] = ()
        """Rows that copies share, and nobody adds to."""
        self._rows: list[Row] = []

    def copied(self) -> Recorder:
        """The same rows so far, to add others to: neither sees what the other adds."""
        self._past, self._rows = (*self._past, self._rows), []
        twin = Recorder(self.places, self.only)
        twin.month, twin._past = self.month, self._past
        return twin

    def restore(self, rows: Iterable[Row]) -> None:
        """Begin with ``rows`` of an earlier one, as :meth:`rows` gives them."""
        self._rows = list(rows)
        self.month = self._rows[-1][0] if self._rows else -1

    def rows(self) -> Iterator[Row]:
        """(month, place, measure, group, value), in the order they were added."""
        return chain(*self._past, self._rows)

    def wants(self, measure: str, group: str = ALL) -> bool:
        return self.only is None or (measure, group) in self.only

    def add(self, measure: str, value: float, group: str = ALL, place: str = ALL) -> None:
        """One value; a value that does not exist (nobody in the group) is left out."""
        if value == value and self.wants(measure, group):
            self._rows.append((self.month, place, measure, group, float(value)))

    def by_place(self, measure: str, values: Array, group: str = ALL, total: float | None = None) -> None:
        """A value for each place (P,) and their sum, or ``total``, for the region."""
        if not self.wants(measure, group):
            return
        if self.only is None:
            for place, value in zip(self.places, values.tolist(), strict=True):
                self.add(measure, value, group, place)
        self.add(measure, float(values.sum()) if total is None else total, group)

    def ratio(self, measure: str, above: Array, below: Array, group: str = ALL) -> None:
        """``above / below`` for each place (P,) and of the sums for the region."""
        with np.errstate(invalid="ignore", divide="ignore"):
            values = np.where(below > 0, above / below, np.nan)
        everywhere = float(below.sum())
        self.by_place(measure, values, group, float(above.sum()) / everywhere if everywhere else np.nan)

    def mean(self, measure: str, values: Array, of: Array, place: Array, group: str = ALL) -> None:
        """Mean of ``values`` (n,) over the people marked in ``of`` (n,), by ``place`` (n,) and in all."""
        if not self.wants(measure, group):
            return
        places = len(self.places)
        below = np.bincount(place[of], minlength=places)
        above = np.bincount(place[of], weights=values[of].astype(np.float64), minlength=places)
        self.ratio(measure, above, below, group)

    def everywhere(self) -> dict[tuple[str, str], float]:
        """The last value of the whole region by (measure, group)."""
        return {(measure, group): value for _, place, measure, group, value in self.rows() if place == ALL}

    def measures(self) -> Measures:
        columns = tuple(zip(*self.rows(), strict=True))
        months, places, measures, groups, values = columns or ((), (), (), (), ())
        return Measures(
            np.asarray(months, np.int32), list(places), list(measures), list(groups), np.asarray(values, np.float64)
        )
