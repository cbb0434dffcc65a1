"""Makes the catalogues of translations.

python -m bygd.languages --extract        write the template, and bring every language's file up to date with it
python -m bygd.languages --count          translated, fuzzy and missing by language
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog

from bygd.languages.counting import counts, faults, read, table
from bygd.languages.extracting import TEMPLATE, template, text_of
from sim.languages import FOLDER, LANGUAGES, OTHERS


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bygd.languages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--extract", action="store_true", help="bring template and catalogues up to date with the code")
    what.add_argument("--count", action="store_true", help="say how much is translated")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the catalogues stand (those of the program)")
    args = parser.parse_args(words)
    made = template()
    if args.extract:
        write(made, args.folder)
    print(f"{len(made):,} texts")
    print(table(counts(made, args.folder)))
    wrong = [f"{code}: {words}" for code in OTHERS for words in faults(read(code, args.folder))]
    for words_of_one in wrong:
        print(words_of_one, file=sys.stderr)
    return 1 if wrong else 0


def write(made: Catalog, folder: Path) -> None:
    """The template, and the file of each language brought up to date: what is not in the code any more stays at its
    end, unused."""
    folder.mkdir(exist_ok=True)
    (folder / TEMPLATE).write_text(text_of(made), encoding="utf-8")
    for code in OTHERS:
        there = read(code, folder)
        there.header_comment = f"# {LANGUAGES[code][1]}: translations of bygd's texts. A text marked fuzzy is not used."
        there.update(made, no_fuzzy_matching=True)
        there.fuzzy = False
        (folder / f"{code}.po").write_text(text_of(there), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
