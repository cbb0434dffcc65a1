"""Collecting measures: tidy columns, by place and for the whole region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from math import nan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.jit import kernel

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
ALL = "all"
Row = tuple[int, str, str, str, float]
Entry = tuple[int, tuple[str, ...], str, str, Sequence[float]]
"""(month, places, measure, group, a value for each of the places): what is taken down at once."""
WHOLE = "biu"
"""Kinds of numpy's types of whole numbers, which have no order of summation."""


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


@kernel
def sums_by_place(values: Any, of: Any, place: Any, places: int) -> Any:
    """Sums (P,) of ``values`` (float64, n) over the people marked in ``of`` (n,), in row order, and how many they
    are (int64, P), by ``place`` (n,)."""
    sums, counts = np.zeros(places), np.zeros(places, np.int64)
    for i in range(of.shape[0]):
        if of[i]:
            sums[place[i]] += values[i]
            counts[place[i]] += 1
    return sums, counts


def total(values: Array) -> float:
    """The sum of an array."""
    return float(sum(values.tolist()) if values.dtype.kind in WHOLE else values.sum())


class Recorder:
    """Takes down measures of one run; ``places`` are the keys of the places in row order.

    ``only``: the (measure, group) taken down, for the whole region; None: all, by place too.
    """

    def __init__(self, places: list[str], only: Set[tuple[str, str]] | None = None) -> None:
        self.places = places
        self.only = only
        self.month = -1
        self._everywhere = (*places, ALL)
        self._past: tuple[list[Entry], ...] = ()
        """Entries that copies share, and nobody adds to."""
        self._entries: list[Entry] = []

    def copied(self) -> Recorder:
        """The same rows so far, to add others to: neither sees what the other adds."""
        self._past, self._entries = (*self._past, self._entries), []
        twin = Recorder(self.places, self.only)
        twin.month, twin._past = self.month, self._past
        return twin

    def restore(self, rows: Iterable[Row]) -> None:
        """Begin with ``rows`` of an earlier one, as :meth:`rows` gives them."""
        self._entries = [(month, (place,), measure, group, (value,)) for month, place, measure, group, value in rows]
        self.month = self._entries[-1][0] if self._entries else -1

    def rows(self) -> Iterator[Row]:
        """(month, place, measure, group, value), in the order they were added; a value that does not exist (nobody
        in the group) is left out."""
        for month, places, measure, group, values in chain(*self._past, self._entries):
            for place, value in zip(places, values, strict=True):
                if value == value:
                    yield month, place, measure, group, value

    def wants(self, measure: str, group: str = ALL) -> bool:
        return self.only is None or (measure, group) in self.only

    def add(self, measure: str, value: float, group: str = ALL) -> None:
        """One value, for the whole region."""
        if self.wants(measure, group):
            self._entries.append((self.month, (ALL,), measure, group, (float(value),)))

    def by_place(self, measure: str, values: Array, group: str = ALL) -> None:
        """A value for each place (P,) and their sum for the region."""
        if self.wants(measure, group):
            self._take(measure, group, list(map(float, values.tolist())), total(values))

    def each(self, measure: str, values: Sequence[float], everywhere: float, group: str = ALL) -> None:
        """A value for each place, and one for the region that does not follow from them."""
        if self.wants(measure, group):
            self._take(measure, group, list(values), everywhere)

    def ratio(self, measure: str, above: Array, below: Array, group: str = ALL) -> None:
        """``above / below`` for each place (P,) and of the sums for the region."""
        if not self.wants(measure, group):
            return
        pairs = zip(above.tolist(), below.tolist(), strict=True)
        everywhere = total(below)
        self._take(
            measure,
            group,
            [one / other if other > 0 else nan for one, other in pairs],
            total(above) / everywhere if everywhere else nan,
        )

    def _take(self, measure: str, group: str, values: list[float], everywhere: float) -> None:
        """Take down a value of each place, and that of the region."""
        if self.only is None:
            self._entries.append((self.month, self._everywhere, measure, group, (*values, everywhere)))
        else:
            self._entries.append((self.month, (ALL,), measure, group, (everywhere,)))

    def mean(self, measure: str, values: Array, of: Array, place: Array, group: str = ALL) -> None:
        """Mean of ``values`` (n,) over the people marked in ``of`` (n,), by ``place`` (n,) and in all."""
        if not self.wants(measure, group):
            return
        above, below = sums_by_place(values.astype(np.float64), of, place, len(self.places))
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
