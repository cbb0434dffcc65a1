"""One damaged file, read: taken, refused in words, or a fault of the program."""

from __future__ import annotations

from pathlib import Path

from sim.text import unwritable
from tests.fuzz.kinds import CLEAN, Kind
from tests.fuzz.mutants import mutant


class Fault(AssertionError):
    """The program did something else than take the file or refuse it in words."""


def attempt(kind: Kind, folder: Path, seed: int) -> bool:
    """Whether the mutant of ``seed`` is taken. Raises :class:`Fault`; afterwards the good file stands there
    again."""
    path = folder / kind.file
    good = path.read_bytes()
    damaged = mutant(good, seed)
    path.write_bytes(damaged)
    try:
        kind.read(path)
    except CLEAN as refusal:
        words = str(refusal)
        if not words.strip() or unwritable(words):
            raise Fault(_words(kind, seed, damaged, f"refused without clean words: {words!r}")) from refusal
        return False
    except Exception as error:
        raise Fault(_words(kind, seed, damaged, f"{type(error).__name__}: {error}")) from error
    finally:
        path.write_bytes(good)
    return True


def _words(kind: Kind, seed: int, damaged: bytes, said: str) -> str:
    again = f"python -m tests.fuzz --kind {kind.name} --seed {seed} --rounds 1"
    return f"{said}\nagain: {again}\n{damaged[:600].decode('utf-8', 'backslashreplace')}"


__all__ = ["Fault", "attempt"]
