"""Two simple rivals of the model: what published figures alone would predict of other published figures.

    constant  the mean of the figures of the same kind, and of the same family type where there are any
    logistic  a logistic regression, one a kind of figure (staying, work, membership), on years since arrival (and their
              logarithm), sex, family type and pathway; fitted by scikit-learn to shares, each as a weight of 1s and 0s

Published tables give no ages of those counted, so age is in neither. A rival says nothing (NaN) of a kind of which
it has seen no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
GROUPS = (
    "women",
    "men",
    "family:single_woman",
    "family:single_man",
    "family:couple",
    "family:couple_children",
    "family:lone_parent",
    "secondary",
    "refugees",
    "family",
    "pathway:asylum",
    "locals",
)
PERSONS, STRENGTH = 100.0, 10.0
"""Weight of each figure, and the inverse of the penalty: as good as none, but two figures do not run to infinity."""


def kind_of(target: Any) -> str:
    """What a figure is a share of; empty where it is no share, or none that a rival could know."""
    said = getattr(target, "definition", None)
    if said is None or target.unit != "share" or said.difference is not None or said.ratio is not None:
        return ""
    (part,) = said.parts()
    if said.retention is not None:
        return "stays"
    if said.exit is not None:
        return "leaves"
    return f"{part.name.removesuffix('_by_year')}{' of locals' if part.group == 'locals' else ''}"


def features(target: Any) -> Array:
    """Years since arrival, their logarithm, and who is counted [feature]."""
    (part,) = target.definition.parts()
    if target.definition.retention is not None:
        years = part.months / 12.0
    elif hasattr(part, "from_"):
        years = (part.from_ + part.to) / 2.0 / (12.0 if target.definition.exit is not None else 1.0)
    else:
        years = 0.0
    return np.array([years / 5.0, np.log1p(years), *(float(part.group == name) for name in GROUPS)])


def constant(seen: Sequence[Any], target: Any) -> float:
    """The mean of like figures."""
    like = [one for one in seen if kind_of(one) and kind_of(one) == kind_of(target)]
    (part,) = target.definition.parts() if kind_of(target) else (None,)
    same = [one for one in like if next(one.definition.parts()).group == getattr(part, "group", None)]
    chosen = same or like
    return float(np.mean([one.value for one in chosen])) if chosen else float("nan")


def logistic(seen: Sequence[Any], target: Any) -> float:
    """A logistic regression fitted to like figures; their mean where there is only one."""
    from sklearn.linear_model import LogisticRegression

    like = [one for one in seen if kind_of(one) and kind_of(one) == kind_of(target)]
    if len(like) < 2:
        return float(like[0].value) if like else float("nan")
    rows = np.array([features(one) for one in like])
    share = np.clip([one.value for one in like], 1e-3, 1 - 1e-3)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(
        np.vstack([rows, rows]),
        np.repeat([1, 0], len(like)),
        sample_weight=PERSONS * np.concatenate([share, 1 - share]),
    )
    return float(model.predict_proba(features(target)[None, :])[0, 1])


__all__ = ["constant", "features", "kind_of", "logistic"]
