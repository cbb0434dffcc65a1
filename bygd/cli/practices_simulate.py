"""``bygd practices --simulate``: the figures of cards, simulated anew."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import print_json, wants_json
from bygd.cli.claiming import claimed
from bygd.cli.options import fail, leave, limited
from bygd.cli.saying import say
from sim.words import counted, duration

if TYPE_CHECKING:
    from bygd.practices.simulating import Asked, Found
    from bygd.practices.trials import Trial

PAIRS = 30
KIND = "practices"
WHAT = {"what": "figures of cards of good practice"}


def simulate(args: argparse.Namespace, cards: list[str]) -> int:
    """Simulate ``cards`` into the folder that the words name. Raises ``ScenarioError``."""
    from bygd.cli.bars import Bars
    from bygd.practices.simulating import Asked, simulated
    from bygd.practices.trials import trial
    from experiments.workers.runner import Progress

    jobs = args.jobs or os.cpu_count() or 1
    asked = Asked(args.pairs or PAIRS, jobs, args.seed, args.months, limited(args, jobs))
    trials = [trial(card) for card in cards]
    store = claimed(args.out, "practices")
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
    began = time.monotonic()
    with Bars(max(map(asked.length, trials)), quiet=args.quiet) as bars:
        bars.say(opening(trials, asked))

        def bar(words: str, todo: int, done: int) -> Progress:
            return bars.begin(todo, done, f"{words}: {counted(todo + done, 'run', 'runs')}")

        with store.opened(KIND, WHAT, force=args.force):
            store.announce({"kind": KIND, "identity": WHAT})
            found = simulated(trials, asked, store.folder, bar=bar, say=bars.say)
    for outcome in found.failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    answer(args, store.folder, found, time.monotonic() - began)
    return 1 if found.failed else 0


def opening(trials: list[Trial], asked: Asked) -> str:
    """What is about to happen, and about how long it takes."""
    from bygd.practices.simulating import seconds_about

    longest = duration(max(map(asked.length, trials)))
    each = counted(asked.pairs, "pair of runs", "pairs of runs")
    minutes = max(1, round(seconds_about(trials, asked) / 60))
    return (
        f"{counted(len(trials), 'card', 'cards')}, {each} each of up to {longest}: about "
        f"{counted(minutes, 'minute', 'minutes')} on a server with nothing else to do; runs done before are not "
        "repeated"
    )


def answer(args: argparse.Namespace, folder: Any, found: Found, seconds: float) -> None:
    """Where the figures are."""
    from bygd.practices.simulating import RESULTS

    file = folder / RESULTS
    if wants_json(args):
        print_json({"folder": folder, "results": file, "cards": found.done, "runs": found.ran, "seconds": seconds})
    else:
        say(file if args.quiet else f"Results: {file} (bygd practices show CARD --results {file})")


__all__ = ["PAIRS", "simulate"]
