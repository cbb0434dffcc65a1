"""How the figures of a scenario file are known, by its comments."""

from __future__ import annotations

from pathlib import Path


def figures_known(file: str) -> dict[str, int]:
    """How many figures of the file itself are measured, converted and assumed by their comments ('bygd new --place'
    writes them); empty for a file without such comments, and where there is none any more."""
    from bygd.places.writing import counts

    return counts(Path(file).read_text(encoding="utf-8-sig")) if Path(file).is_file() else {}


__all__ = ["figures_known"]
