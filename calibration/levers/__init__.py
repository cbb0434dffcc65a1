"""Three levers in several kinds of place: policies to lay on any place of ``bygd new``, and the tables of
docs/findings.md made of finished comparisons."""
