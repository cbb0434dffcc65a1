"""Some people and the ties among them, for a picture of the network."""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Status, TieKind
from sim.town import Town, Used

NETWORK_SAMPLE = 400
FRIENDS_SHOWN = 6
"""The walk that finds the sample follows at most this many friends of each."""


class NetworkSample(NamedTuple):
    """Some people and the ties among them, for a picture."""

    uid: Any  # uint64 (m,)
    newcomer: Any  # int8 (m,)
    origin: Any  # int8 (m,)
    place: Any  # int16 (m,)
    edges: Any  # int32 (e, 2): positions in the sample
    hours: Any  # float32 (e,) [hours-equivalent]
    kind: Any  # uint8 (e,), codes.TieKind


def sample_network(town: Town, most: int) -> NetworkSample:
    """Up to ``most`` people with the ties of casual friends or closer among them.

    Found by walking outwards over such ties from one newcomer, newcomers first, so that the picture shows
    company and not a scatter of strangers; where the company ends, the walk begins again at another.
    """
    used = int(town.used[Used.PEOPLE])
    people, ties = town.state.people, town.state.ties
    here = people.status[:used] == Status.HERE
    order = np.argsort(people.uid[:used], kind="stable")
    here_first = np.argsort(people.newcomer[:used][order] == 0, kind="stable")
    first = order[here_first]
    starts = iter(first[here[first]].tolist())
    strong = ties.hours[:used] >= town.rules.ties.casual_hours
    seen: set[int] = set()
    queues: tuple[deque[int], deque[int]] = (deque(), deque())  # newcomers, locals

    def meet(i: int) -> None:
        if i not in seen and len(seen) < most:
            seen.add(i)
            queues[0 if people.newcomer[i] else 1].append(i)

    while len(seen) < most:
        if not queues[0] and not queues[1]:
            start = next((i for i in starts if i not in seen), None)
            if start is None:
                break
            meet(start)
        i = (queues[0] or queues[1]).popleft()
        for j in ties.partner[i][strong[i] & (ties.partner[i] >= 0)][:FRIENDS_SHOWN].tolist():
            meet(j)
    rows = np.asarray(sorted(seen), np.int64)
    partner, at = ties.partner[rows], np.full(used, NOBODY)
    at[rows] = np.arange(len(rows))
    shown = (partner > rows[:, None]) & (at[partner] != NOBODY)
    shown &= strong[rows] | (ties.kind[rows] == TieKind.HOUSEHOLD)
    one, slot = np.nonzero(shown)
    return NetworkSample(
        people.uid[rows].copy(),
        people.newcomer[rows].copy(),
        people.origin[rows].copy(),
        people.place[rows].copy(),
        np.column_stack([one, at[partner[one, slot]]]).astype(np.int32),
        ties.hours[rows[one], slot].astype(np.float32),
        ties.kind[rows[one], slot].astype(np.uint8),
    )
