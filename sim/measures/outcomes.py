"""What arms of a comparison and points of a sweep are compared by, the most important first, and how it is told."""

from __future__ import annotations

from typing import Any, Literal


def told(key: str, better: Literal["", "more", "less"], phrase: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """A measure that is an outcome, with what its row (:class:`~sim.measures.measure.Measure`) then has besides."""
    return key, {"outcome": True, "better": better, "phrase": phrase, **more}


def _gap(measure: str, words: str) -> tuple[str, dict[str, Any]]:
    return told(f"gap_{measure}", "less", f"of the gap between places: {words}", short=f"Gap: {words}")


OUTCOMES: dict[str, dict[str, Any]] = dict(
    (
        told("retention_5", "more", "are still here after five years", short="Still there after five years"),
        told("retention_3", "more", "are still here after three years", short="Still there after three years"),
        told(
            "stayers",
            "more",
            "newcomers who came during the run still live where they were settled",
            short="Came and still there",
            one="additional retained newcomer",
            followed=True,
        ),
        told(
            "arrivals_unhoused",
            "less",
            "newcomers found no home and did not come",
            short="Turned away, no home",
            followed=True,
        ),
        told("local_friends", "more", "local friends per newcomer", short="Local friends", followed=True),
        told("newcomers_in_work", "more", "newcomers are in work", one="additional newcomer in work", followed=True),
        told("isolated", "less", "have no local friend", followed=True),
        told(
            "friendships",
            "more",
            "friendships between newcomers and locals",
            short="Friendships with locals",
            one="additional friendship",
            followed=True,
        ),
        told("employed", "more", "of working age are in work", short="Share in work", followed=True),
        told("retention_1", "more", "are still here after one year", short="Still there after one year"),
        told("belonging", "more", "on newcomers’ scale of belonging from 0 to 1", followed=True),
        told("language", "more", "on the language scale from 0 to 1", followed=True),
        told("population", "", "inhabitants", followed=True),
        told("spent", "less", "is spent over the run", short="Money", followed=True),
        told(
            "net_cost", "less", "net cost to the municipalities over the run", short="Municipal net cost", followed=True
        ),
        told(
            "isolated_women",
            "less",
            "have no local friend",
            short="Women without a local friend",
            people="newcomer women",
            followed=True,
        ),
        told("employed_women", "more", "of working age are in work", short="Women in work", people="newcomer women"),
        told("attitude", "more", "on locals’ scale of attitude from −1 to 1", short="Attitude of locals"),
        told("members", "more", "are members of a club"),
        told("local_friends_children", "more", "local friends per newcomer child"),
        told("trust", "more", "on newcomers’ scale of trust from 0 to 1"),
        told("trust_locals", "more", "on locals’ scale of trust from 0 to 1"),
        told("newcomers", "", "newcomers live here", short="Newcomers here"),
        told("employed_locals", "more", "of working age are in work", short="Locals in work", people="locals"),
        told("members_locals", "more", "are members of a club", people="locals"),
        told("aged_65", "", "are 65 or older", people="inhabitants"),
        told("pupils", "", "children of school age", short="Pupils"),
        told("clubs_open", "more", "clubs are open"),
        told("net_balance", "more", "net balance of the municipalities over the run", followed=True),
        told("security", "more", "on newcomers’ scale of security from 0 to 1"),
        told(
            "net_of_those_who_stayed",
            "more",
            "SEK a year of net balance of a newcomer who stayed",
            short="Net balance of one who stayed",
            followed=True,
        ),
        told(
            "net_of_those_who_left",
            "more",
            "SEK a year of net balance of a newcomer who left",
            short="Net balance of one who left",
            followed=True,
        ),
        _gap("retained", "still there"),
        _gap("employed", "newcomers in work"),
        _gap("local_friends", "local friends"),
    )
)
RANKS = {key: rank for rank, key in enumerate(OUTCOMES, 1)}
