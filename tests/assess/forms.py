"""Answers that tests of self-assessments share."""

from __future__ import annotations

from pathlib import Path


def write_answers(path: Path, given: dict[str, object], **more: str) -> Path:
    """A file of answers."""
    lines = [f"{key}: {value}" for key, value in more.items()]
    lines += ["answers:", *(f"  {name}: {value}" for name, value in given.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
