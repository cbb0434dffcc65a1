"""The command: help that costs nothing, and failures told in words with their exit codes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sim
from bygd import cli
from bygd.cli import COMMANDS, main
from sim.version import VERSION

REPOSITORY = Path(sim.__file__).resolve().parent.parent
SMALL = "places: {town: {population: 300}}\n"


def bygd(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, "-m", "bygd", *words],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        check=False,
        **options,
    )


def test_help_names_every_command() -> None:
    done = bygd("--help")
    assert done.returncode == 0
    for name, (_, summary) in COMMANDS.items():
        assert name in done.stdout
        assert summary in done.stdout


def test_help_imports_nothing_heavy() -> None:
    heavy = {"numpy", "numba", "pydantic", "pandas", "mesa", "yaml", "matplotlib"}
    code = "import sys; from bygd.cli import main; main(['--help']);"
    code += f"print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_is_quick() -> None:
    """Less than 0.3 s of processor time, best of three (the clock on the wall also counts the neighbours)."""
    resource = pytest.importorskip("resource")

    def spent() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        bygd("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(spent() for _ in range(3)) < 0.3


def test_version() -> None:
    assert bygd("--version").stdout == f"bygd {VERSION}\n"


def test_an_unknown_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert "did you mean check?" in capsys.readouterr().err
    assert main(["qwxyz"]) == 2
    assert "there are run, compare, " in capsys.readouterr().err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "commands:" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["run", "compare", "check", "new", "schema"])
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"usage: bygd {name}" in capsys.readouterr().out


def test_help_promises_no_more_of_threads_than_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--help"]) == 0
    reported = " ".join(capsys.readouterr().out.split())
    assert "measured with two: a month of a million people is 1.04 to 1.08 times as fast" in reported


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "Stopped."),
        (OSError(errno.ENOSPC, "No space left on device", "out/x"), 1, "the disk is full (out/x)"),
        (PermissionError(errno.EACCES, "Permission denied"), 1, "not allowed to write or read there"),
        (OSError(errno.EROFS, "Read-only file system", "/x"), 1, "not allowed to write or read there (/x)"),
        (FileNotFoundError(errno.ENOENT, "No such file", "x"), 1, "there is no such file or folder (x)"),
        (MemoryError(), 1, "not enough memory"),
        (BrokenPipeError(), 141, ""),
        (SystemExit(2), 2, ""),
    ],
)
def test_trouble_is_reported_in_words(
    trouble: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing() -> int:
        raise trouble

    assert cli.guarded(failing) == code
    assert words in capsys.readouterr().err


def test_no_room_names_what_to_raise(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.allocation import NoRoom

    def failing() -> int:
        raise NoRoom("raise the number of homes")

    assert cli.guarded(failing) == 1
    assert "raise the number of homes" in capsys.readouterr().err


def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        cli.guarded(lambda: 1 // 0)


def test_a_full_disk_under_the_output_is_reported() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bygd", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "bygd: the disk is full; nothing half-written is left\n"


def test_a_reader_that_stops_reading_is_no_error() -> None:
    if os.name == "nt":
        pytest.skip("pipes end differently")
    command = f"{sys.executable} -m bygd schema | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.stderr == ""
