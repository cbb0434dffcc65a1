"""What may go wrong when figures are fetched, each kind with what it means for the command."""

from __future__ import annotations


class RefreshError(Exception):
    """Why nothing was written; the message is for whoever typed the command."""


class BadInput(RefreshError):
    """The command cannot begin: wrong words, a broken file of tables or of municipalities, a library not installed."""


class NoNetwork(RefreshError):
    """No office could be reached at all."""


class OfficeFailed(RefreshError):
    """An office refused, broke off or answered with something else than figures."""


class Unreachable(OfficeFailed):
    """No connection to an office: its own fault, or there is no network."""


class TooManyCells(OfficeFailed):
    """The office says that a query is too large (or that it may not be asked: offices answer both with 403)."""


class CheckFailed(RefreshError):
    """Figures arrived and cannot be right. ``problems`` holds one line for each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


__all__ = ["BadInput", "CheckFailed", "NoNetwork", "OfficeFailed", "RefreshError", "TooManyCells", "Unreachable"]
