"""The ``bygd`` command: which commands there are, and how every one of them ends.

A command is a module with ``arguments(parser)`` and ``run(args) -> int``; it is imported only when
called, so that help costs nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import errno
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from sim.text import escaped
from sim.version import VERSION

COMMANDS = {
    "run": ("bygd.cli.run", "simulate a scenario, write its measures, figures and report"),
    "compare": ("bygd.cli.compare", "compare policies with a base: differences, intervals, costs"),
    "assess": ("bygd.cli.assess", "how a municipality stands on 68 benchmarks, and what raising each would buy"),
    "practices": ("bygd.cli.practices", "good practice: a card for every case and programme, and what the model says"),
    "advise": ("bygd.cli.advise", "which measures to buy for a budget, how much of each, when and for how long"),
    "place-households": (
        "bygd.cli.place_households",
        "where to settle which households of a region, against today's rule",
    ),
    "sweep": ("bygd.cli.sweep", "run a designed experiment: grids, samples, sensitivity designs"),
    "calibrate": ("bygd.cli.calibrate", "fit the uncertain parameters to evidence, in waves of runs"),
    "query": ("bygd.cli.query", "ask the results of a sweep in SQL"),
    "export": ("bygd.cli.export", "write the runs of a sweep as CSV"),
    "report": ("bygd.cli.report", "write the report of a folder again, in another language too; analyse a sweep"),
    "sensitivity": ("bygd.cli.sensitivity", "which parameters decide each outcome of a sweep"),
    "map": ("bygd.cli.map", "draw an outcome of each place, or its difference between policies, on a map"),
    "replicates": ("bygd.cli.replicates", "how many replicates an interval of a wanted width takes"),
    "validate": ("bygd.cli.validate", "hold the model against evidence it was not fitted to"),
    "serve": ("bygd.cli.serve", "watch a town live in the browser"),
    "check": ("bygd.cli.check", "validate a scenario file and say what it describes"),
    "new": ("bygd.cli.new", "write a commented scenario file to start from"),
    "places": ("bygd.cli.places", "set municipalities beside each other, or fetch fresher figures (with a network)"),
    "scenarios": ("bygd.cli.scenarios", "list the scenarios that come with the program"),
    "docs": ("bygd.cli.docs", "print a page of the documentation"),
    "schema": ("bygd.cli.schema", "print the JSON Schema of scenario files, or the table of parameters"),
    "cache": ("bygd.cli.cache", "say what is kept between commands, compile it, or clear it"),
    "completion": ("bygd.cli.completion", "print a script that completes words in the shell"),
    "version": ("bygd.cli.version", "say the versions of the program and of its libraries"),
}
"""Name: (module, one line of help). Shown in this order."""

OK, FAILED, BAD_INPUT, STOPPED, PIPE_CLOSED, ENDED = 0, 1, 2, 130, 141, 143
EXIT_CODES = {
    OK: "done",
    FAILED: "some or all runs failed, or results could not be read or written; words say which",
    BAD_INPUT: "wrong words or a wrong file: nothing was run, nothing was written",
    STOPPED: "stopped with Ctrl-C",
    PIPE_CLOSED: "whoever read the output stopped reading",
    ENDED: "ended by the system (SIGTERM)",
}
"""What a script can tell by the exit code."""

REFUSALS = (
    ("experiments.commands.identity", "AnotherResult"),
    ("experiments.commands.locking", "Busy"),
    ("experiments.workers.main_module", "MainNotImportable"),
)
"""A folder that holds other results, or that somebody else is writing to; a script that workers cannot import:
(module, name of the error)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code, one of :data:`EXIT_CODES`."""
    from bygd.cli.streams import keep_everything, open_streams
    from experiments.workers.main_module import leave_if_importing

    leave_if_importing()
    os.environ["MPLBACKEND"] = "agg"  # figures are files: somebody's setting for windows must not end a run
    words = list(sys.argv[1:] if argv is None else argv)
    open_streams()
    keep_everything()
    return guarded(lambda: dispatch(words))


def dispatch(words: list[str]) -> int:
    """Hand the words after the command's name to its module."""
    if words and words[0] in COMMANDS:
        name = words[0]
        module = importlib.import_module(COMMANDS[name][0])
        parser = argparse.ArgumentParser(
            prog=f"bygd {name}",
            description=module.__doc__ or COMMANDS[name][1],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(parser)
        return int(module.run(parser.parse_args(words[1:])))
    parser = face()
    if not words:
        parser.print_help()
        return BAD_INPUT
    if not words[0].startswith("-"):
        near = difflib.get_close_matches(words[0], COMMANDS, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(COMMANDS)}"
        parser.error(f"there is no command {words[0]!r}; {hint}")
    parser.parse_args(words)
    return OK


def face() -> argparse.ArgumentParser:
    """The parser of the command by itself: its help and its version."""
    parser = argparse.ArgumentParser(
        prog="bygd",
        usage="bygd COMMAND …",
        description="How newcomers and locals in small, shrinking towns meet, stay and find work.",
        epilog=_overview(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"bygd {VERSION}")
    return parser


def whole_parser() -> argparse.ArgumentParser:
    """All commands as one parser, for whoever completes words. Imports every command."""
    parser = argparse.ArgumentParser(prog="bygd")
    parser.add_argument("--version", action="version", version=f"bygd {VERSION}")
    commands = parser.add_subparsers()
    for name, (module, summary) in COMMANDS.items():
        importlib.import_module(module).arguments(commands.add_parser(name, help=summary))
    return parser


def _overview() -> str:
    commands = "\n".join(f"  {name:<11} {summary}" for name, (_, summary) in COMMANDS.items())
    codes = "\n".join(f"  {code:<11} {meaning}" for code, meaning in EXIT_CODES.items())
    return (
        f"commands:\n{commands}\n\nexit codes:\n{codes}\n\n'bygd COMMAND --help' tells more of each. "
        "A file may be one that comes with the\nprogram, by its name: bygd run rural-town."
    )


def guarded(action: Callable[[], int]) -> int:
    """The exit code of ``action``; whatever goes wrong is said in words, on standard error."""
    try:
        code = action()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return fail("Stopped.", STOPPED)
    except SystemExit as leaving:  # argparse
        return leaving.code if isinstance(leaving.code, int) else OK
    except BrokenPipeError:
        _discard_output()
        return PIPE_CLOSED
    except OSError as error:
        _discard_output()
        return fail(f"bygd: {in_words(error)}", FAILED)
    except MemoryError:
        return fail("bygd: not enough memory; a smaller region or fewer jobs need less", FAILED)
    except Exception as error:
        if _is(error, "sim.scenario.errors", "ScenarioError"):
            return fail(f"bygd: {getattr(error, 'what', 'the scenario')} cannot be used\n{error}", BAD_INPUT)
        for module, name in REFUSALS:
            if _is(error, module, name):
                return fail(f"bygd: {error}", BAD_INPUT)
        if _is(error, "sim.allocation", "NoRoom"):
            return fail(f"bygd: {error}", FAILED)
        raise


def _discard_output() -> None:
    """Let nothing more be written to standard output, or Python complains once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is(error: Exception, module: str, name: str) -> bool:
    """Whether ``error`` is of a class in a module that need not have been imported."""
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(error, kind)


def fail(message: str, code: int) -> int:
    with contextlib.suppress(OSError, ValueError):
        print(escaped(message), file=sys.stderr, flush=True)
    return code


def in_words(error: OSError) -> str:
    """What the system could not do, for somebody who does not know its error numbers."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"the disk is full{where}; nothing half-written is left"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"not allowed to write or read there{where}"
    if error.errno == errno.ENOENT:
        return f"there is no such file or folder{where}"
    if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.EEXIST):
        return f"{error.strerror}{where}"
    return f"{error.strerror or error}{where}"


__all__ = ["BAD_INPUT", "COMMANDS", "EXIT_CODES", "FAILED", "OK", "main", "whole_parser"]
