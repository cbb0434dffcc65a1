"""What single newcomers bring the municipality they settled in, less what they cost it, as long as they live there.

Added up from month to month, and asked on everybody's anniversary of settlement, of those who still live there and of
those who have left. Measured, not lived: nothing in the model reads it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, STILL, Permit, Status
from sim.jit import kernel
from sim.measures.amounts import WEEKS_PER_MONTH
from sim.measures.civil import grants, taxes
from sim.measures.purse import BRINGS, OF_AGE
from sim.measures.recorder import Array, Recorder
from sim.measures.tally import age_band, is_adult_student, is_granted, is_supported, needs_interpreter
from sim.scenario.schema.funding import GRANT_YEARS
from sim.town import Town, Used

DEAD = Status.DEAD.value
WAITING, REFUSED = Permit.WAITING.value, Permit.REFUSED.value
PEOPLE = Used.PEOPLE.value
YEARS = 41
GROUPS = ("stayed", "left")


TAX, AGE, CARE, COURSE, INTERPRETER, STUDY, SUPPORT, GRANT = 0, 3, 9, 10, 11, 12, 13, 14
"""Where :func:`rates_of` has what somebody adds to the balance in a month: by the schooling their post asks for, by
age band, a child at preschool, in a course, were there an interpreter in every talk, in adult education, supported
without work, with a state grant by years since settlement."""


def rates_of(town: Town) -> Array:
    """From the prices, as far as the municipality pays [SEK/month]; below 0 what somebody costs (float64)."""
    scenario, rates = town.scenario, np.zeros(GRANT + GRANT_YEARS)
    prices, money = scenario.prices, scenario.money

    def paid(name: str, payer: str = "") -> float:
        return float(getattr(prices, name)) * (getattr(prices, payer or f"{name}_payer") == "municipality")

    rates[TAX:AGE] = taxes(money)
    rates[AGE:CARE] = [getattr(prices, name) / 12.0 for name in BRINGS]
    for name, band in OF_AGE.items():
        rates[AGE + band] -= paid(name, "services_payer")
    rates[GRANT:] = grants(money)
    rates[CARE] = scenario.childcare.fee - paid("childcare_place")
    rates[COURSE] = -paid("course_hour") * scenario.language.hours_week * WEEKS_PER_MONTH
    rates[INTERPRETER] = -paid("interpreter_hour") * scenario.services.interpreter_hours
    rates[STUDY], rates[SUPPORT] = -paid("adult_education"), -money.support_without_work
    return rates


@kernel
def net_of(state: Any, rules: Any, rates: Any, i: int, month: int) -> float:
    """What person ``i`` adds to the municipality's balance in ``month`` [SEK]."""
    people, job = state.people, int(state.work.job[i])
    age = month - int(people.birth[i])
    net = rates[AGE + age_band(age)]
    if job != NOBODY:
        net += rates[TAX + int(state.jobs.skill[job])]
    elif is_supported(state, i, age, month):
        net += rates[SUPPORT]
    if is_granted(state, rules, i, month):
        net += rates[GRANT + (month - int(people.arrival[i])) // 12]
    if people.care[i] != NOBODY:
        net += rates[CARE]
    if state.minds.in_course[i] == 1:
        net += rates[COURSE]
    if needs_interpreter(state, rules, i, age):
        net += rates[INTERPRETER] * np.float64(state.places.interpreters[int(people.place[i])])
    if is_adult_student(state, i, age):
        net += rates[STUDY]
    return net


@kernel
def keep_accounts(state: Any, rules: Any, rates: Any, net: Any, tally: Any) -> None:
    """Add the month just simulated to ``net`` (float64, n) of all who came during the run and still live where they
    settled; to ``tally`` (float64, P x YEARS x 2 x 2) people and their sum a year, of who stayed and who left, where
    it was their anniversary of settlement."""
    people, month = state.people, int(state.clock.month[0]) - 1
    for i in range(net.shape[0]):
        if people.newcomer[i] == 0 or people.arrival[i] < 0 or people.status[i] == DEAD:
            continue
        if people.permit[i] == WAITING or people.permit[i] == REFUSED:
            continue
        left = 0 if people.settled_until[i] == STILL else 1
        if left == 0:
            net[i] += net_of(state, rules, rates, i, month)
        months = month - int(people.arrival[i])
        if months > 0 and months % 12 == 0 and months < 12 * tally.shape[1]:
            cell = tally[int(people.settled_in[i]), months // 12, left]
            cell[0] += 1.0
            cell[1] += net[i] * 12.0 / months


class Accounts:
    """Of one run: everybody's sum so far, and the anniversaries of one year."""

    def __init__(self, places: int, net: Array | None = None, tally: Array | None = None) -> None:
        self.net = np.zeros(0) if net is None else net
        self.tally = np.zeros((places, YEARS, len(GROUPS), 2)) if tally is None else tally

    def copied(self) -> Accounts:
        return Accounts(0, self.net.copy(), self.tally.copy())

    def observe(self, town: Town) -> None:
        """After each month (``town.month`` already counts the next one)."""
        more = int(town.used[Used.PEOPLE]) - len(self.net)
        self.net = np.concatenate([self.net, np.zeros(more)]) if more else self.net
        keep_accounts(town.state, town.rules, town.kept(rates_of), self.net, self.tally)

    def record(self, recorder: Recorder) -> None:
        """``net_per_newcomer``, a year since settlement [SEK], of who stayed and who left: of all with an anniversary
        in the year, and by years; by place of settlement. Begins a new year."""
        years = [0, *np.flatnonzero(self.tally[:, :, :, 0].any(axis=(0, 2))).tolist()]
        self.tally[:, 0] = self.tally.sum(axis=1)
        for year in years:
            for column, group in enumerate(GROUPS):
                count, total = self.tally[:, year, column].T
                recorder.ratio("net_per_newcomer", total, count, f"y{year}:{group}" if year else group)
        self.tally[:] = 0.0
