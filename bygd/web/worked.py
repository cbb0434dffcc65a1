"""Did it work? What the levers did, against the same town with the levers left alone, in pairs of runs.

The runs of a pair share every month before the first lever was moved, so only what comes after is simulated twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bygd.web import comparison_setup
from bygd.web.background import Refused, Teller, in_words
from bygd.web.comparison_process import Compared, compare
from bygd.web.results import Question
from sim.languages import _
from sim.words import counted, month_and_year

if TYPE_CHECKING:
    from bygd.web.frame import Frame
    from experiments.commands.compare_plan import Plan

KIND = "worked"
PAIRS = 20
ALONE, MOVED = "left-alone", "levers-moved"


def plan_of(frame: Frame, pairs: int) -> tuple[Plan | None, str]:
    """The comparison of the town as its levers were moved with the town left alone; or why there is none."""
    from sim.scenario import ScenarioError

    try:
        return comparison_setup.plan_of(
            (ALONE, frame.unmoved), (MOVED, frame.scenario), seed=frame.seed, replicates=pairs, months=frame.months
        ), ""
    except (Refused, ScenarioError) as error:
        return None, in_words(error)


def question_of(frame: Frame, plan: Plan) -> Question:
    """What is asked, in words and as a key."""
    labels = {shown.lever.key: shown.lever for shown in frame.levers}
    moved = [
        _(
            "{month}: {lever} to {value}",
            month=month_and_year(frame.scenario.date_of(move.month)),
            lever=_(labels[move.key].label),
            value=labels[move.key].shown(move.value),
        )
        for move in frame.moves
    ]
    title = moved[0] if len(moved) == 1 else _("{number} moves, the first {move}", number=len(moved), move=moved[0])
    against = _(
        "Against {town} with the levers left alone, over {months}; {pairs} of runs, seed {seed}.",
        town=frame.title,
        months=counted(plan.months, "month", "months"),
        pairs=counted(plan.replicates, "pair", "pairs"),
        seed=plan.seed,
    )
    return Question(KIND, title, (*moved, against), key_of(plan))


def key_of(plan: Plan) -> tuple[object, ...]:
    """Equal for equal comparisons."""
    arms = tuple((arm.name, arm.scenario.digest()) for arm in (plan.base, *plan.policies))
    draws = plan.draws and (plan.draws.source, plan.draws.file, len(plan.draws.changes), plan.draws.each)
    return arms, plan.seed, plan.replicates, plan.months, plan.pot, draws


def time_words(frame: Frame, plan: Plan, pace: comparison_setup.Pace) -> str:
    """How long it is going to take, and what is saved by the months that both share."""
    first = min(move.month for move in frame.moves)
    took = comparison_setup.duration_words(pace.expected(plan))
    pairs = counted(plan.replicates, "pair", "pairs")
    words = _(
        "{pairs} of runs with the same random draws; takes {duration} on this machine.", pairs=pairs, duration=took
    )
    if not first:
        return words
    since = month_and_year(frame.scenario.date_of(first))
    return " ".join([words, _("The months before {month} are shared.", month=since)])


def work_of(plan: Plan, pace: comparison_setup.Pace, teller: Teller, folder: Path) -> Compared:
    """Carry it through; the pace learns from it."""
    found = compare(plan, folder, teller)
    pace.learn(plan, found.run_seconds)
    return found


__all__ = ["KIND", "PAIRS", "key_of", "plan_of", "question_of", "time_words", "work_of"]
