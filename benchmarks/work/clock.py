"""Timing a program's months. Only the standard library: every environment has that."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

WARM_UP = 2
STATUS = Path("/proc/self/status")
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``."""


def timed(month: Callable[[], object], people: Callable[[], int], months: int) -> None:
    """Call ``month`` ``WARM_UP`` times, then ``months`` times, and print what the latter took.

    Processor time, which other programs do not lengthen; ``people`` is asked after every month. Printed: mean number of
    people, nanoseconds a person-month, peak resident memory of the process [byte].
    """
    for _ in range(WARM_UP):
        month()
    gc.collect()
    lived = 0
    begun = time.process_time()
    for _ in range(months):
        month()
        lived += people()
    taken = time.process_time() - begun
    print(json.dumps({"people": lived / months, "ns": 1e9 * taken / lived, "peak": peak_memory()}))


def peak_memory() -> int:
    """Most resident memory of this process so far [byte].

    From ``/proc`` where there is one: ``ru_maxrss`` is never below what the process that started this one held.
    """
    if STATUS.is_file():
        (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT


def arguments() -> tuple[str, int]:
    """``FILE MONTHS`` of the command line."""
    return sys.argv[1], int(sys.argv[2])
