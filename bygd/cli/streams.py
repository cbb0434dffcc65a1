"""Standard streams that are closed, as those of a service or of ``bygd … >&-``."""

from __future__ import annotations

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


__all__ = ["open_streams"]
