"""Commands killed at a random moment and given again: they end with what they would have left undisturbed.

``bygd run`` and ``bygd compare`` as a user starts them, in a process of their own with workers; SIGKILL for the
process alone or for its workers too, once or several times over; then the same command to its end.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.trying import Fault

HAMLET = """\
title: A hamlet
months: 24
places: {vik: {population: 260, newcomers: 0.2}}
origins: {east: {}}
arrivals: {quota: {pathway: quota, place: vik, origin: east, per_year: 40}}
"""
POLICY = "extends: hamlet.yaml\nmeeting: {free_hours: 60}\n"
MANY = ["--replicates", "4", "--jobs", "2", "--quiet", "--out", "out"]
COMMANDS = {
    "run": ["run", "hamlet.yaml", "--lives", "2", *MANY],
    "compare": ["compare", "hamlet.yaml", "policy.yaml", *MANY],
}
MOST_KILLS = 4
TIME_OUT = 300.0
TABLES = (".csv", ".parquet", ".json", ".png", ".svg")


def started(command: str, folder: Path) -> subprocess.Popen[bytes]:
    """The command in ``folder``, with a process group of its own."""
    words = [sys.executable, "-m", "bygd", *COMMANDS[command]]
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def finished(command: str, folder: Path) -> None:
    """Give the command and let it end. Raises ``RuntimeError`` with its words where it does not end well."""
    process = started(command, folder)
    _, reported = process.communicate(timeout=TIME_OUT)
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}: {reported.decode(errors='replace')[-2000:]}")


def killed(command: str, folder: Path, after: float, *, workers: bool) -> bool:
    """Kill the command ``after`` seconds, with or without its workers; False where it was done by then."""
    process = started(command, folder)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=after)
        return False
    if workers:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate(timeout=TIME_OUT)  # workers hold its standard error: this waits for their end, too
    return True


def prepared(folder: Path) -> Path:
    folder.mkdir()
    (folder / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return folder


def left(folder: Path) -> dict[str, str]:
    """Digest by name of everything that the command leaves, but for what tells when it ran."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.suffix in TABLES and path.name != "manifest.json"
        else ""
        for path in sorted((folder / "out").rglob("*"))
        if path.is_file()
    }


@functools.cache
def undisturbed(command: str) -> tuple[dict[str, str], float]:
    """What the command leaves, and how long it takes [s] with all kernels compiled."""
    with tempfile.TemporaryDirectory() as place:
        finished(command, prepared(Path(place) / "first"))
        folder, began = prepared(Path(place) / "second"), time.monotonic()
        finished(command, folder)
        return left(folder), time.monotonic() - began


def attempt_kills(command: str, seed: int, *, most: int = MOST_KILLS) -> int:
    """Kill the command up to ``most`` times and let it end; returns the kills. Raises :class:`Fault`."""
    draw = random.Random(f"{command} {seed}")
    expected, seconds = undisturbed(command)
    kills = 0
    with tempfile.TemporaryDirectory() as place:
        folder = prepared(Path(place) / "here")
        moments = []
        try:
            for _ in range(draw.randint(1, most)):
                moments.append((round(draw.uniform(0.02, 1.0) * seconds, 2), draw.random() < 0.5))
                kills += killed(command, folder, moments[-1][0], workers=moments[-1][1])
            finished(command, folder)
            found = left(folder)
            differ = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
            if differ:
                raise RuntimeError(f"differs from what is left undisturbed: {', '.join(differ)}")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            words = f"{error}\nkilled after (seconds, with workers): {moments}\nagain: --kind kill-{command}"
            raise Fault(f"{words} --seed {seed} --rounds 1") from error
    return kills


__all__ = ["COMMANDS", "attempt_kills", "killed", "left", "undisturbed"]
