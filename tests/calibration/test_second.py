"""The likelihood on the same points, beside the posterior by simulation."""

from __future__ import annotations

import numpy as np

from calibration.second import by_likelihood


def test_both_methods_find_the_same_of_what_the_evidence_informs(made, plan):
    found = by_likelihood(plan, made.fit.posterior)
    assert found.effective > 50
    assert np.abs(found.apart[:3]).max() < 0.6
    assert found.centre.shape == (4,)


def test_where_nothing_is_observed_there_is_no_likelihood(made, plan):
    from dataclasses import replace

    assert by_likelihood(plan, replace(made.fit.posterior, used={})) is None
