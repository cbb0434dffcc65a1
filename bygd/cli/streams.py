"""Standard streams: those that are closed, as a service's or those of ``bygd … >&-``, and their encoding."""

from __future__ import annotations

import contextlib
import os
import sys


def open_streams() -> None:
    """What is written to a closed stream goes nowhere, as to the null device.

    The descriptors are taken, or the next file that is opened would get one, and with it whatever a library
    or a worker prints.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            os.set_inheritable(descriptor, True)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (as long as the program)


def keep_everything() -> None:
    """What goes into a file or a pipe is UTF-8, whatever the console's encoding; a terminal keeps its own.

    Redirected output is meant to be kept and read again, by this program too, which reads UTF-8. A console that
    lacks a letter gets an escape (``\\xe4``) in its place, which is seen to be one.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


__all__ = ["keep_everything", "open_streams"]
