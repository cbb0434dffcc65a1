"""Results with flipped bits, cut and lost files, and what becomes of them: a few in the tests, any number by
``python tests/experiments/damage.py [number] [seed]``."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

BASE = "title: A hamlet\nmonths: 24\nplaces: {storby: {population: 3000}}\n"
DESIGN = """\
design:
  base: hamlet.yaml
  replicates: 3
  outcomes: [stayers]
  factors: {hours: {levels: {"40": {meeting.free_hours: 40}, "50": null}}}
"""


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def flip(path: Path, draws: random.Random) -> None:
    """Flip one bit of a file."""
    content = bytearray(path.read_bytes())
    position = draws.randrange(len(content))
    content[position] ^= 1 << draws.randrange(8)
    path.write_bytes(bytes(content))


def spoil(path: Path, draws: random.Random) -> None:
    """Flip a bit, cut the file off, lengthen it, or lose it."""
    how = draws.choice(["flip", "flip", "flip", "cut", "longer", "lost"])
    if how == "flip":
        flip(path, draws)
    elif how == "lost":
        path.unlink()
    else:
        content = path.read_bytes()
        path.write_bytes(content[: draws.randrange(len(content))] if how == "cut" else content + b"\0")


def sweeps(folder: Path, draws: random.Random, number: int) -> int:
    """Spoil parts of a sweep ``number`` times; each time it must come to the same bytes again, having run
    again what the part held and no more. How often it did."""
    import fakes

    from experiments.commands import shelf, sweep
    from experiments.commands.store import Store
    from experiments.designs import load_design

    (folder / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    design, out = load_design(folder / "design.yaml"), folder / "out"
    report, rows = sweep.write_report, shelf.ROWS
    sweep.write_report, shelf.ROWS = (lambda *rest: None), 2

    def swept() -> int:
        store = Store(out)
        store.claim()
        return sweep.sweep(design, store, file=DESIGN, command="", jobs=0, simulate=fakes.brief).run_now

    try:
        assert swept() == 6
        whole = (out / "runs.parquet").read_bytes()
        for done in range(number):
            part = draws.choice(sorted((out / "parts").iterdir()))
            spoil(part, draws)
            again = swept()
            assert again == 2, f"{done}: {part.name}: {again} runs"
            assert (out / "runs.parquet").read_bytes() == whole, f"{done}: {part.name}: another result"
    finally:
        sweep.write_report, shelf.ROWS = report, rows
    return number


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]
    count, seed = (int(word) for word in [*sys.argv[1:], "1000", "1"][:2])
    with tempfile.TemporaryDirectory() as position:
        print(f"{sweeps(Path(position), random.Random(seed), count)} damaged parts, none did any harm")
