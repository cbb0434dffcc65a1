"""A sweep's rows as arrays, analysed and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.designs import Design
from experiments.outcomes import HEADLINES
from experiments.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

    from experiments.analysis import Swept


def swept_of(design: Design, table: pa.Table, seconds: float) -> Swept:
    """``table``: rows of runs with point, replicate, stage, error and a column an outcome."""
    from experiments.analysis import Failure, Swept

    place = table["replicate"].to_numpy(), table["point"].to_numpy()
    values = {}
    for headline in HEADLINES:
        found = np.full((design.replicates, len(design.points)), np.nan)
        found[place] = table[headline.key].to_numpy(zero_copy_only=False)
        if not np.isnan(found).all():
            values[headline.key] = found
    failed = [row for row in table.select(["point", "replicate", "stage", "error"]).to_pylist()
              if row["stage"] != "done"]
    return Swept(design, values, tuple(Failure(**row) for row in failed), seconds)


def write_report(design: Design, table: pa.Table, store: Store, manifest: dict[str, Any],
                 command: str) -> None:
    """Analyse, draw, and write everything that is made from the runs. Raises ``OSError``."""
    from experiments.report.sweep import report_of

    page, figures, texts = report_of(swept_of(design, table, manifest["seconds"]), manifest, command)
    for name, text in texts.items():
        store.text(name, text)
    store.figures(figures)
    store.text("report.html", page)


__all__ = ["swept_of", "write_report"]
