"""Damaged files and random scenarios, for as long as wanted: ``python -m tests.fuzz --seconds 600 --seed 0``.

Seed after seed, every kind of file is damaged and read; every hundredth seed some random valid scenarios are
simulated under the invariants, and commands are killed and given again (not on Windows). What goes wrong is
printed with the seed that repeats it, and the search goes on; it ends with exit code 1 when anything did.
Stopped, it says from which seed to go on.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from tests.fuzz import kills
from tests.fuzz.kinds import KINDS, Kind, prepare
from tests.fuzz.trying import Fault, attempt

EVERY, EXAMPLES = 100, 5
LIVES = "scenarios-under-invariants"
KILLS = {f"kill-{command}": command for command in kills.COMMANDS} if os.name != "nt" else {}


def lives(seed: int) -> None:
    """Random valid scenarios, simulated month by month under the invariants."""
    from tests.properties.test_invariants import scenarios, test_invariants_hold_every_month_of_random_scenarios

    inner = test_invariants_hold_every_month_of_random_scenarios.hypothesis.inner_test  # type: ignore[attr-defined]

    @seeded(seed)
    @settings(max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(scenarios(), st.integers(0, 2**32))
    def holds(scenario: object, key: int) -> None:
        inner(scenario, key)

    holds()


def one_round(
    kinds: list[Kind], folder: Path, seed: int, *, simulate: bool, commands: Sequence[str]
) -> tuple[int, int]:
    """Files taken and faults found with one seed; ``commands`` are killed and given again."""
    taken = faults = 0
    for kind in kinds:
        try:
            taken += attempt(kind, folder, seed)
        except Fault as fault:
            faults += 1
            print(f"\n{kind.name}, seed {seed}: {fault}", flush=True)
            traceback.print_exception(fault.__cause__)
    if simulate:
        try:
            lives(seed)
        except Exception:
            faults += 1
            print(f"\n{LIVES}, seed {seed}: --kind {LIVES} --seed {seed} --rounds 1", flush=True)
            traceback.print_exc()
    for command in commands:
        try:
            kills.attempt_kills(command, seed)
        except Fault as fault:
            faults += 1
            print(f"\nkill-{command}, seed {seed}: {fault}", flush=True)
    return taken, faults


def main(words: list[str]) -> int:
    names = [kind.name for kind in KINDS]
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long (60)")
    parser.add_argument("--rounds", type=int, default=None, help="so many seeds instead")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--kind", choices=[*names, LIVES, *KILLS], help="this kind alone")
    args = parser.parse_args(words)
    kinds = [kind for kind in KINDS if args.kind in (None, kind.name)]
    began, seed, taken, faults = time.monotonic(), args.seed, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        try:
            while seed - args.seed < args.rounds if args.rounds else time.monotonic() - began < args.seconds:
                now = args.kind == LIVES or (args.kind is None and seed % EVERY == EVERY - 1)
                often = seed % EVERY == EVERY - 1 and args.kind is None
                commands = [command for kind, command in KILLS.items() if kind == args.kind or often]
                more = one_round(kinds, Path(folder), seed, simulate=now, commands=commands)
                taken, faults = taken + more[0], faults + more[1]
                seed += 1
        except KeyboardInterrupt:
            print("\nstopped")
    tried = (seed - args.seed) * len(kinds)
    print(
        f"{seed - args.seed:,} seeds, {tried:,} damaged files, {taken:,} of them taken, {faults:,} faults; "
        f"go on with --seed {seed}"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
