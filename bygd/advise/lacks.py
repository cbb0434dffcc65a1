"""What a mix lacks: a line as data has it, in English, that can be said in the language in force."""

from __future__ import annotations

from sim.languages import SOURCE, _, in_language, localised


class Lack(str):
    """ "Friend mentors: not enough mentors; 43 % of those who want to take part and for whom it has places can"."""

    __slots__ = ("details", "of", "short", "values")

    of: str
    """Name of the measure; empty for the whole mix."""
    short: str
    """The message of what is short."""
    details: str
    values: dict[str, str]
    """Numbers as English writes them."""

    def __new__(cls, of: str, short: str, details: str, **values: str) -> Lack:
        with in_language(SOURCE):
            made = super().__new__(cls, _said(of, short, details, values))
        made.of, made.short, made.details, made.values = of, short, details, values
        return made

    def said(self) -> str:
        """The whole line."""
        return _said(self.of, self.short, self.details, self.values)

    def alone(self) -> str:
        """Without the name of the measure."""
        return _said("", self.short, self.details, self.values)


def _said(of: str, short: str, details: str, values: dict[str, str]) -> str:
    named = f"{_(of)}: " if of else ""
    told = {name: localised(value) for name, value in values.items()}
    return f"{named}{_(short)}; {_(details, **told)}"


def said(line: str) -> str:
    """A line of a sample in the language in force; why a run failed stays as it is."""
    return line.said() if isinstance(line, Lack) else line


__all__ = ["Lack", "said"]
