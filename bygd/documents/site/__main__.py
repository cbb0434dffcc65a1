"""``python -m bygd.documents.site FOLDER`` builds the site; ends with 1 for wrong pages, 2 for a folder not its own."""

from __future__ import annotations

import sys
from pathlib import Path

from bygd.documents.site.build import NotASite, Wrong, build


def main(words: list[str]) -> int:
    """What the command comes to."""
    if len(words) != 1:
        print("usage: python -m bygd.documents.site FOLDER", file=sys.stderr)
        return 2
    try:
        front = build(Path(words[0]))
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    except NotASite as error:
        print(error, file=sys.stderr)
        return 2
    print(front)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
