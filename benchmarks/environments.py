"""An environment of its own for each other program, made when first needed, from names and versions alone.

They lie in ``build/environments/`` (``make clean`` takes them away) and hold nothing of bygd, as bygd's holds nothing
of theirs. Python's own ``venv`` and pip, from wherever pip is set up to fetch packages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "build" / "environments"
PATIENCE_S = 900.0
SHOWN = 200


class Unavailable(Exception):
    """Why an environment cannot be had, in words."""


def requirements(name: str) -> Path:
    return HERE / f"requirements-{name}.txt"


def python_of(name: str, folder: Path = FOLDER) -> Path:
    """The interpreter of the environment ``name``, made (or made anew, when its pins changed) if need be.

    Raises :class:`Unavailable` when it cannot be made; nothing half-made is left.
    """
    place, wanted = folder / name, requirements(name).read_text(encoding="utf-8")
    python, stamp = place / ("Scripts" if sys.platform == "win32" else "bin") / "python", place / "made-from.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python.exists():
        return python
    shutil.rmtree(place, ignore_errors=True)
    try:
        run([sys.executable, "-m", "venv", str(place)])
        run([str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements(name))])
    except Unavailable:
        shutil.rmtree(place, ignore_errors=True)
        raise
    stamp.write_text(wanted, encoding="utf-8")
    return python


def run(words: list[str]) -> None:
    """Run a command; :class:`Unavailable` with its last words when it fails or takes too long."""
    try:
        subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE_S)
    except subprocess.CalledProcessError as failed:
        said = (failed.stderr or failed.stdout).strip().splitlines()
        raise Unavailable(said[-1][:SHOWN] if said else f"exit code {failed.returncode}") from None
    except (subprocess.TimeoutExpired, OSError) as failed:
        raise Unavailable(str(failed)[:SHOWN]) from None
