"""What the literature on algorithmic placement warns of, and where it does."""

from __future__ import annotations

from sim.languages import N_

CAVEATS = (
    N_(
        "Nobody has been asked. The rule goes by what a kind of household comes to on average, not by what a "
        "household wants; mechanisms that weigh wishes as well exist (Acharya, Bansak and Hainmueller)."
    ),
    N_(
        "What is counted decides who is sent where. With friends in place of work as the aim other households go to "
        "other places, and gains differ much (Strasser Ceballos and Kern 2025)."
    ),
    N_(
        "Published gains, 40 to 70 % more in work (Bansak and others 2018), are from back-tests: past placements and "
        "estimates. Software of this kind is in use (Annie MOORE: Ahani and others 2021, 2024); what it gains in "
        "practice those studies do not show."
    ),
    N_(
        "Where estimates are wrong, matching can do harm compared with the rule before it (Lee and others 2024). "
        "Estimates from the past also repeat it: a place that refused people of a group looks bad for the group, and "
        "is spared it."
    ),
    N_(
        "A gain on average may be a loss for some. Who is sent where for the good of others, and may move on at what "
        "price, is a political decision and not one of arithmetic."
    ),
)
REFERENCES = (
    (
        "Bansak, K., Ferwerda, J., Hainmueller, J., Dillon, A., Hangartner, D., Lawrence, D., Weinstein, J. 2018. "
        "Improving refugee integration through data-driven algorithmic assignment. Science 359 (6373), 325–329. "
        "doi:10.1126/science.aao4408"
    ),
    (
        "Ahani, N., Andersson, T., Martinello, A., Teytelboym, A., Trapp, A. 2021. Placement optimization in refugee "
        "resettlement. Operations Research. (Volume and pages not checked.)"
    ),
    (
        "Ahani, N., Gölz, P., Procaccia, A., Teytelboym, A., Trapp, A. 2024. Dynamic placement in refugee "
        "resettlement. Operations Research, 1087–1104. doi:10.1287/opre.2021.0534"
    ),
    (
        "Acharya, A., Bansak, K., Hainmueller, J. Combining outcome-based and preference-based matching: a "
        "constrained priority mechanism. Political Analysis; arXiv:1902.07355. (Volume and pages not checked.)"
    ),
    (
        "Strasser Ceballos, C., Kern, C. 2025. Location matching on shaky grounds: re-evaluating algorithms for "
        "refugee allocation. ACM FAccT 2025. (First names and pages not checked.)"
    ),
    (
        "Lee, S., Corvelo Benz, N., Thejaswi, S., Gomez-Rodriguez, M. 2024. Matchings, predictions and "
        "counterfactual harm in refugee resettlement processes. arXiv:2407.13052"
    ),
)
"""Details were looked up where nothing else is said."""

__all__ = ["CAVEATS", "REFERENCES"]
