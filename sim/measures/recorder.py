"""Collecting measures: tidy columns, by place and for the whole region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, repeat
from math import nan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.jit import kernel

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
ALL = "all"
Row = tuple[int, str, str, str, float]
EACH = -1
"""Instead of the number of a place: a value for each of the places and areas, and one for the region."""
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


class Entries:
    """What was taken down, entry by entry: ``where`` is the number of a place (areas follow, the region comes last)
    with one value, or :data:`EACH` with a value for each.

    Columns, not a record each: the interpreter's search for garbage goes through every record there is, and a run of
    ten years makes sixteen thousand.
    """

    __slots__ = ("group", "measure", "month", "value", "where")

    def __init__(self) -> None:
        self.month: list[int] = []
        self.where: list[int] = []
        self.measure: list[str] = []
        self.group: list[str] = []
        self.value: list[float] = []


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

    ``only``: the (measure, group) taken down, for the whole region; None: all, by place too. ``areas``: rows of the
    places that are taken down together besides, by name (A of them); sums are of their places, means of all in them.
    ``asked``: names of the measures that somebody will read; what counts no such one need not count (None: all are).
    """

    def __init__(
        self,
        places: list[str],
        only: Set[tuple[str, str]] | None = None,
        areas: Mapping[str, Sequence[int]] | None = None,
        asked: frozenset[str] | None = None,
    ) -> None:
        self.places, self.only, self.areas, self.asked = places, only, areas or {}, asked
        self.month = -1
        self._everywhere = (*places, *self.areas, ALL)
        self._past: tuple[Entries, ...] = ()
        """What copies share, and nobody adds to."""
        self._entries = Entries()

    def copied(self) -> Recorder:
        """The same rows so far, to add others to: neither sees what the other adds."""
        self._past, self._entries = (*self._past, self._entries), Entries()
        twin = Recorder(self.places, self.only, self.areas, self.asked)
        twin.month, twin._past = self.month, self._past
        return twin

    def beside(self) -> Recorder:
        """One that takes down the same month by itself, for :meth:`take_over`."""
        twin = Recorder(self.places, self.only, self.areas, self.asked)
        twin.month = self.month
        return twin

    def take_over(self, other: Recorder) -> None:
        """Add what ``other`` has taken down, in its order."""
        for column in Entries.__slots__:
            getattr(self._entries, column).extend(getattr(other._entries, column))

    def restore(self, rows: Iterable[Row]) -> None:
        """Begin with ``rows`` of an earlier one, as :meth:`rows` gives them."""
        at = {place: number for number, place in enumerate(self._everywhere)}
        self._entries = Entries()
        for month, place, measure, group, value in rows:
            self.month = month
            self._enter(at[place], measure, group, (value,))

    def rows(self) -> Iterator[Row]:
        """(month, place, measure, group, value), in the order they were added; a value that does not exist (nobody
        in the group) is left out."""
        found = self.measures()
        return zip(found.month.tolist(), found.place, found.measure, found.group, found.value.tolist(), strict=True)

    def _enter(self, where: int, measure: str, group: str, values: Iterable[float]) -> None:
        entries = self._entries
        entries.month.append(self.month)
        entries.where.append(where)
        entries.measure.append(measure)
        entries.group.append(group)
        entries.value.extend(values)

    def wants(self, measure: str, group: str = ALL) -> bool:
        return self.only is None or (measure, group) in self.only

    def add(self, measure: str, value: float, group: str = ALL) -> None:
        """One value, for the whole region."""
        if self.wants(measure, group):
            self._enter(len(self._everywhere) - 1, measure, group, (float(value),))

    def wider(self, values: Array) -> Array:
        """``values`` of the places (..., P) with their sums in each area behind them (..., P + A)."""
        sums = [values[..., rows].sum(axis=-1, keepdims=True) for rows in self.areas.values()]
        return np.concatenate([values, *sums], axis=-1) if sums else values

    def by_place(self, measure: str, values: Array, group: str = ALL) -> None:
        """A value for each place (P,) and their sum for the region."""
        if self.wants(measure, group):
            self._take(measure, group, list(map(float, self.wider(values).tolist())), total(values))

    def table(self, names: Sequence[tuple[str, str]], values: Array, everywhere: Array | None = None) -> None:
        """Many at once: ``names`` (measure, group), their ``values`` (K, P), which are whole numbers and have sums. Or
        those of places and areas (K, P + A), with those of the region (K,)."""
        sums, values = (values.sum(axis=1), self.wider(values)) if everywhere is None else (everywhere, values)
        if self.only is not None:
            for row, (measure, group) in enumerate(names):
                self.each(measure, values[row].tolist(), float(sums[row]), group)
            return
        entries, count = self._entries, len(names)
        measures, groups = zip(*names, strict=True)
        entries.month.extend(repeat(self.month, count))
        entries.where.extend(repeat(EACH, count))
        entries.measure.extend(measures)
        entries.group.extend(groups)
        with_sums = np.empty((count, len(self._everywhere)))
        with_sums[:, :-1] = values
        with_sums[:, -1] = sums
        entries.value.extend(with_sums.ravel().tolist())

    def each(self, measure: str, values: Sequence[float], everywhere: float, group: str = ALL) -> None:
        """A value for each place and area, and one for the region that does not follow from them."""
        if self.wants(measure, group):
            self._take(measure, group, list(values), everywhere)

    def ratio(self, measure: str, above: Array, below: Array, group: str = ALL) -> None:
        """``above / below`` for each place (P,) and of the sums for the region."""
        if not self.wants(measure, group):
            return
        pairs = zip(self.wider(above).tolist(), self.wider(below).tolist(), strict=True)
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
            self._enter(EACH, measure, group, values)
            self._entries.value.append(everywhere)
        else:
            self._enter(len(self._everywhere) - 1, measure, group, (everywhere,))

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
        parts, everywhere = (*self._past, self._entries), len(self._everywhere)
        where = np.fromiter(chain.from_iterable(part.where for part in parts), np.int64)
        widths = np.where(where == EACH, everywhere, 1)
        values = np.fromiter(chain.from_iterable(part.value for part in parts), np.float64, int(widths.sum()))
        there = ~np.isnan(values)
        entry = np.repeat(np.arange(where.size), widths)[there]
        number = np.arange(values.size) - np.repeat(np.cumsum(widths) - widths, widths)
        place = np.where(where[entry] == EACH, number[there], where[entry])

        def named(column: str) -> list[str]:
            names = np.array([name for part in parts for name in getattr(part, column)], object)
            found: list[str] = names[entry].tolist()
            return found

        return Measures(
            np.fromiter(chain.from_iterable(part.month for part in parts), np.int32)[entry],
            np.array(self._everywhere, object)[place].tolist(),
            named("measure"),
            named("group"),
            values[there],
        )
