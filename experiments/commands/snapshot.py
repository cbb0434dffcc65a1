"""A stopped run as bytes, and back: arrays and plain data only, so that reading one executes nothing.

A ZIP archive: ``about.json`` (what it is, of which version, the scenario) and the arrays of the state and of what
was recorded as ``.npy``. It is read by the very version of the model that wrote it: by another, the months after it
would not go with those before it.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import Any

import numpy as np

from sim.kernel_folder import kernels_digest
from sim.measures.cohorts import Cohorts
from sim.measures.persons import Accounts
from sim.measures.recorder import Recorder
from sim.rules import rules_of
from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.simulation import Simulation
from sim.state import GROUPS, State
from sim.told import meaning_of, told_again
from sim.town import Town
from sim.version import VERSION

FORMAT = "bygd town 1"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Date of all entries, so that equal towns are equal files."""
ABOUT = "about.json"
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, EOFError, NotImplementedError)


class Refused(ValueError):
    """Bytes that hold no town this version can go on with. The message says why."""


def model() -> str:
    """The exact model that a town belongs to."""
    return f"{VERSION} {kernels_digest()[:16]}"


def packed(simulation: Simulation) -> bytes:
    """A run as bytes. Raises ``ValueError`` for one that follows lives, which are not kept."""
    if simulation.watcher is not None:
        raise ValueError("a run that follows lives cannot be saved: they are told from the first month on")
    town, recorder = simulation.town, simulation.recorder
    rows = list(recorder.rows())
    names = {name: number for number, name in enumerate(dict.fromkeys(row[1:4] for row in rows))}
    about = {
        "format": FORMAT,
        "model": model(),
        "scenario": simulation.scenario.canonical(),
        "months": simulation.months,
        "month": simulation.month,
        "log": [(month, words, meaning_of(words)) for month, words in town.log],
        "returned": town.returned,
        "missing": town.missing,
        "measures": list(names),
    }
    arrays = {f"state/{name}/{column}": values for name, column, values in _columns(town.state)}
    arrays["measures/month"] = np.array([row[0] for row in rows], np.int32)
    arrays["measures/name"] = np.array([names[row[1:4]] for row in rows], np.int32)
    arrays["measures/value"] = np.array([row[4] for row in rows], np.float64)
    arrays["cohorts"], arrays["start_population"] = simulation.cohorts.tally, simulation.start_population
    accounts = simulation.cohorts.accounts
    arrays["accounts/net"], arrays["accounts/tally"] = accounts.net, accounts.tally
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(zipfile.ZipInfo(ABOUT, LONG_AGO), json.dumps(about))
        for name, values in arrays.items():
            content = io.BytesIO()
            np.save(content, values, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())
    return file.getvalue()


def unpacked(content: bytes, *, threads: int = 1) -> Simulation:
    """The run in ``content``, ready to go on. Raises :class:`Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            about = json.loads(archive.read(ABOUT))
            if about["format"] != FORMAT:
                raise Refused(f"it is of the format {about['format']!r}; this version reads {FORMAT!r}")
            if about["model"] != model():
                raise Refused(
                    f"it was saved by another version of the model ({about['model']}, this is {model()}): "
                    "the months after it would not go with those before it; simulate it again"
                )
            return _simulation(about, archive, threads)
    except Refused:
        raise
    except (*DAMAGED, ScenarioError) as error:
        raise Refused(f"it is damaged, or no saved town ({' '.join(str(error).split())})") from None


def _simulation(about: dict[str, Any], archive: zipfile.ZipFile, threads: int) -> Simulation:
    scenario = scenario_from(about["scenario"])
    state = State(**{name: _group(name, archive) for name in GROUPS})
    town = Town(
        scenario=_in_force(scenario, about["month"]),
        rules=rules_of(_in_force(scenario, about["month"])),
        state=state,
        seed=state.clock.seed[0],
        month=about["month"],
        threads=threads,
    )
    town.log = [(int(month), told_again(str(words), *meaning)) for month, words, *meaning in about["log"]]
    town.returned, town.missing = about["returned"], about["missing"]
    found = object.__new__(Simulation)
    found.scenario, found.months, found.town, found.watcher = scenario, about["months"], town, None
    found.recorder = Recorder(list(scenario.places), areas=scenario.areas())
    columns = [_array(f"measures/{name}", archive).tolist() for name in ("month", "name", "value")]
    found.recorder.restore(
        (month, *about["measures"][name], value) for month, name, value in zip(*columns, strict=True)
    )
    found.cohorts = Cohorts(len(scenario.places))
    found.cohorts.tally[:] = _array("cohorts", archive)
    found.cohorts.accounts = Accounts(0, _array("accounts/net", archive), _array("accounts/tally", archive))
    found.start_population = _array("start_population", archive)
    return found


def _in_force(scenario: Scenario, month: int) -> Scenario:
    return scenario.at(max(0, month - 1))


def _columns(state: State) -> list[tuple[str, str, Any]]:
    groups: Any = zip(State._fields, state, strict=True)
    return [(name, column, getattr(group, column)) for name, group in groups for column in group._fields]


def _group(name: str, archive: zipfile.ZipFile) -> Any:
    kind = GROUPS[name]
    found = [_array(f"state/{name}/{column}", archive) for column in kind._fields]
    for column, values in zip(kind._fields, found, strict=True):
        if values.dtype != np.dtype(kind.columns[column].dtype):
            raise ValueError(f"{name}.{column} is of the type {values.dtype}")
    return kind(*found)


def _array(name: str, archive: zipfile.ZipFile) -> Any:
    return np.load(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
