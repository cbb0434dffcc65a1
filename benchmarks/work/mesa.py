"""The plain Mesa twin: the same town, the same months."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.mesa_twin import TownModel
from benchmarks.work.clock import arguments, timed


def main() -> None:
    file, months = arguments()
    model = TownModel(json.loads(Path(file).read_text(encoding="utf-8")), collect=False)
    timed(model.step, lambda: len(model.people()), months)


if __name__ == "__main__":
    main()
