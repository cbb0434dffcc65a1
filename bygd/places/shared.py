"""Many places in one file: what all of a class have in common is written once, and so is what many comments say.

The first place of a class carries an anchor (``<<: &city``), the others of the class refer to it (``<<: *city``).
Words that stand in many comments, most of them sources, are numbered and told above the places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from bygd.places.figures import Figure
from bygd.places.writing import line, remark

OFTEN = 10
"""Comments that say the same, from which on it is numbered."""
SHORT = 12
"""Letters of what is not worth a number."""
PARTS = re.compile(r"(; |, |: )")
Figures = Mapping[str, Figure]


def in_common(of_class: Sequence[str], figures: Sequence[Figures]) -> dict[str, dict[str, Figure]]:
    """By class, the fields that are the same in all its places; ``of_class`` and ``figures`` by place."""
    found: dict[str, dict[str, Figure]] = {}
    for kind, each in zip(of_class, figures, strict=True):
        same = found.setdefault(kind, dict(each))
        found[kind] = {name: figure for name, figure in same.items() if each.get(name) == figure}
    return found


class Notes:
    """What many comments say, numbered in the order they first come."""

    def __init__(self, words: Sequence[str]) -> None:
        self._often = Counter(part for one in words for part in {*PARTS.split(one)[::2]})
        self.notes: dict[str, int] = {}

    def shortened(self, words: str) -> str:
        """``words`` with a number for each longest stretch of parts that many comments have."""
        found = ""
        parts = [*PARTS.split(words), ""]
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
        for often, stretch in groupby(pairs, lambda pair: self._often[pair[0]] >= OFTEN):
            said, last = "", ""
            for part, last in stretch:
                said += part + last
            said = said.removesuffix(last)
            number = often and len(said) > SHORT
            found += (f"[{self.notes.setdefault(said, len(self.notes) + 1)}]" if number else said) + last
        return found

    def text(self) -> list[str]:
        """Comment lines that tell the numbers."""
        return [remark(f"[{number}] {said}", 1) for said, number in self.notes.items()]


def places_text(keys: Sequence[str], of_class: Sequence[str], figures: Sequence[Figures]) -> str:
    """The section ``places``: of each its own figures, and those of its class."""
    shared = in_common(of_class, figures)
    own = [
        {name: figure for name, figure in each.items() if name not in shared[kind]}
        for kind, each in zip(of_class, figures, strict=True)
    ]
    notes = Notes([figure.words for each in own for figure in each.values()])
    blocks, met = [], set()
    for key, kind, each in zip(keys, of_class, own, strict=True):
        lines = [f"  {key}:", f"    <<: {'*' if kind in met else '&'}{kind}"]
        if kind not in met:
            lines += [line(name, figure, 3) for name, figure in shared[kind].items()]
        met.add(kind)
        lines += [line(name, figure._replace(words=notes.shortened(figure.words)), 2) for name, figure in each.items()]
        blocks.append("\n".join(lines))
    return "\n".join(["places:", *notes.text(), ""]) + "\n" + "\n\n".join(blocks)


__all__ = ["Notes", "in_common", "places_text"]
