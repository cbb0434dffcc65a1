"""``docs/practices.md``, written from the cards and their results: ``python -m bygd.documents.practices``."""

from __future__ import annotations

from collections.abc import Sequence

from bygd.practices.cards import EVIDENCE, FACTS, GROUPS, Card, benchmarks_of, cards
from bygd.practices.pages import IN_INDEX, cells
from bygd.practices.results import Row, shipped
from bygd.practices.snippets import snippet
from bygd.practices.text import how
from bygd.practices.trials import MONTHS
from bygd.practices.words import READ, doubt, made_with, not_yet, prices, table
from sim.words import counted, duration

HEAD = """# Good practice

Written from the cards (`bygd/practices/cards.yaml`), the scenario files and `bygd/practices/results.csv` by
`make docs`; do not edit.

A card for every case in `scenarios/seeds/` and every ready programme and post: who did what, where and since when, for
whom, with whose money and until when, what the source says that it achieved and what kind of evidence that is, what the
model says, and how to put it into a file of one's own. What no source tells is called unknown.

```sh
bygd practices
bygd practices mentor denmark
bygd practices show language-cafe
bygd practices --write practices
```

lists the cards, finds those that have all the words somewhere (in any letters), tells of one, and writes pages to look
through in a browser without a server. The Gallery page of `bygd serve` has the same cards; the self-assessment
([assessment.md](assessment.md)) names them where nothing in the simulation stands for a benchmark.

With `--language` the cards speak five more languages ([languages.md](languages.md)), and are found by words of that
language as well; quotations stay as their sources have them.

## Where the figures are from

```sh
bygd practices --simulate --only language-cafe --pairs 30 --out outputs/practices
```

simulates a card anew: pairs of runs with the same random draws, of a ready piece the made-up town Granby with it and
without it for {length}, of a case its own file with and without what it tells of, for as long as that says (the
region of Umeå with a tenth of its people). Without `--only` all cards are simulated, about two hours of one processor.
Finished runs are kept, and after Ctrl-C the same command goes on; `results.csv` in the folder has the cards that are
done. `bygd practices show language-cafe --results outputs/practices/results.csv` reads it in place of the figures that
come with bygd. Each figure names the number of the model and the rules it was made with, and a card says when these are
not those of now.

{read}

*Undecided*: the interval of the mean holds zero, the pairs cannot tell it from nothing, which does not mean that it
does nothing. What one more costs is the money spent by all payers, for one more at the end of the runs (Fieller's 95 %
set), given where the effect is told apart from none.
"""


def markdown() -> str:
    """The whole page."""
    results = shipped()
    without = [one.name for one in cards() if not results.get(one.name)]
    parts = [HEAD.format(length=duration(MONTHS), read=READ)]
    if without:
        names = ", ".join(f"`{name}`" for name in without)
        parts.append(f"{counted(len(without), 'card has', 'cards have')} no figure yet: {names}.\n")
    parts.append("## All cards\n")
    for group, label in GROUPS.items():
        of_it = [one for one in cards() if one.group == group]
        head = [label, "kind of evidence", *IN_INDEX.values()]
        rows = [[f"[{one.title}](#{anchor(one.title)})", *cells(one, results.get(one.name, ()))] for one in of_it]
        parts += [*_table([head, *rows]), ""]
    for group, label in GROUPS.items():
        parts.append(f"## {label}\n")
        parts += [section(one, results.get(one.name, ())) for one in cards() if one.group == group]
    return "\n".join(parts).rstrip() + "\n"


def section(card: Card, rows: Sequence[Row]) -> str:
    """One card."""
    lines = [f"### {card.title}", "", f"`{card.name}`. {card.summary}", ""]
    lines += [f"- **{head}**: {card.facts[key]}" for key, head in FACTS.items() if card.facts[key] != card.summary]
    lines += [f"- **Kind of evidence**: {EVIDENCE[card.evidence]}", f"- **Sources**: {card.sources_in_words()}"]
    if named := benchmarks_of(card.name):
        words = "; ".join(f"{one.id} {one.title} ({one.how})" for one in named)
        lines.append(f"- **In the self-assessment**: {words}")
    lines.append("")
    if not rows:
        lines += [not_yet(card).replace("'", "`"), ""]
    else:
        if words := doubt(rows):
            lines += [f"**{words}**", ""]
        head = ["the model", "without it", "difference", "what one more costs"]
        lines += [*_table([head, *(list(row) for row in table(rows))]), "", prices(rows), made_with(card, rows), ""]
    return "\n".join([*lines, how(card), "", "```yaml", snippet(card).rstrip(), "```", ""])


def anchor(title: str) -> str:
    """The anchor that a heading has: small letters, hyphens for spaces, no other signs."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _table(rows: list[list[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]


if __name__ == "__main__":
    print(markdown(), end="")
