"""What a warm run waits for: it imports nothing that it does not use, and reads compiled kernels from their files."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import numba
import pytest
from llvmlite import binding

from sim.jit import kernel
from sim.kernel_files import EntryCache
from sim.kernel_folder import jit_enabled

ROOT = Path(__file__).resolve().parents[2]


def printed_by(code: str, **environment: str) -> list[str]:
    """Words that a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    return done.stdout.split()


def loaded_by(code: str, *modules: str) -> set[str]:
    """Of some modules, those that stand in memory after some code in a fresh interpreter."""
    return set(printed_by(f"{code}\nimport sys\nprint(*{set(modules)!r} & set(sys.modules))"))


def test_a_helper_that_draws_knows_neither_scenarios_nor_kernels() -> None:
    code = "from experiments.commands.figure_workers import get_ready; get_ready()"
    heavy = ("pydantic", "numba", "pandas", "pyarrow", "yaml", "scipy.special", "mesa")
    assert not loaded_by(code, "matplotlib.figure", *heavy) - {"matplotlib.figure"}


def test_tables_of_one_run_are_written_and_read_without_pandas_and_scipy() -> None:
    code = """
from types import SimpleNamespace
import numpy as np
from experiments.outcomes.findings import measures_panel
from experiments.outcomes.tables import MEASURES, columns_table, parquet_bytes, parquet_table, with_replicate
from experiments.outcomes.summary import summary_csv
months = np.arange(24, dtype=np.int32)
columns = SimpleNamespace(month=months, place=["all"] * 24, measure=["population"] * 24, group=["all"] * 24,
                          value=months / 7)
panel = measures_panel(1, None, None)
panel.add(with_replicate(parquet_table(parquet_bytes(columns_table(columns, MEASURES))), 0, MEASURES))
assert summary_csv(panel, str).count("population") == 2
"""
    assert not loaded_by(code, "pandas", "scipy.special", "pyarrow.dataset")


def test_a_worker_that_waits_has_the_model_and_nothing_that_draws_or_reports() -> None:
    code = "from experiments.workers.early import get_ready; get_ready()"
    wanted = {"sim.history", "pyarrow.parquet", "experiments.commands.kept_history"}
    others = ("pandas", "matplotlib", "scipy.special", "scipy.linalg", "jinja2", "mesa", "networkx", "rich", "duckdb")
    compiler = ("numba.np.arraymath", "numba.np.arrayobj")
    assert loaded_by(code, *wanted, *others, *compiler) == wanted


def test_help_imports_none_of_what_commands_work_with() -> None:
    heavy = ("numpy", "numba", "pydantic", "yaml", "pyarrow", "matplotlib", "rich", "concurrent.futures.process")
    for words in (["--help"], ["--version"]):
        assert not loaded_by(
            f"import contextlib, io\nfrom bygd.cli import main\n"
            f"with contextlib.redirect_stdout(io.StringIO()): assert main({words}) == 0",
            *heavy,
        )


def test_memory_is_estimated_without_what_simulates() -> None:
    assert not loaded_by("import bygd.cli.memory", "numba", "sim.town")


def test_the_digest_of_the_kernels_is_asked_for_without_numba() -> None:
    code = "from experiments.commands.identity import model; from experiments.workers.kernel_list import is_complete"
    assert not loaded_by(f"{code}; assert model(); is_complete()", "numba", "numpy")


def test_loading_a_scenario_reads_no_sources_and_builds_the_schema_once() -> None:
    code = """
import ast
def refused(*_, **__): raise AssertionError("sources are read for words that nobody asked for")
ast.parse = refused
from sim.scenario import load_scenario
load_scenario("scenarios/rural-town.yaml")
"""
    assert not loaded_by(code, "pandas", "scipy.special", "matplotlib", "sim.history")


@pytest.mark.skipif(not jit_enabled(), reason="as plain Python there are no compiled kernels")
def test_a_kernel_is_read_from_its_file_by_the_next_process(tmp_path: Path) -> None:
    """Without what numba compiles with; and with its errors, which are told in constants of the code."""
    code = """
from tests.house.refusing import refuse_below
import numpy as np
assert refuse_below(np.arange(4.0), 0.0) == 6
try:
    refuse_below(np.arange(4.0), 1.0)
except ValueError as error:
    print(*error.args, sep="|")
print(len(refuse_below.read), "entry" in vars(refuse_below))
import sys
print("numba.np.arraymath" in sys.modules, "scipy.linalg" in sys.modules)
"""
    (tmp_path / "cache").mkdir(mode=0o700)
    found = [printed_by(code, BYGD_CACHE_DIR=str(tmp_path / "cache")) for _ in range(2)]
    assert found == [["too_small", "0", "True", "True", "False"], ["too_small", "1", "False", "False", "False"]]


def test_copies_of_a_version_share_files_and_other_code_has_its_own() -> None:
    """Else the second copy would find the list of kernels compiled, and compile them one after the other."""

    def cache(module: str, file: str) -> EntryCache:
        function = FunctionType(compile("def f(x): return x", file, "exec").co_consts[0], {"__name__": module}, "f")
        return EntryCache(function)

    assert cache("sim.a", "/one/sim/a.py").file(()) == cache("sim.a", "/two/sim/a.py").file(())
    assert cache("sim.a", "/one/sim/a.py").file(()) != cache("sim.b", "/one/sim/b.py").file(())
    assert cache("notes", "/one/notes.py").file(()) != cache("notes", "/two/notes.py").file(())


@pytest.mark.skipif(not jit_enabled(), reason="as plain Python there are no compiled kernels")
def test_an_entry_keeps_the_names_of_its_functions_and_none_of_their_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))  # found in a file, it has no code of its own

    @kernel
    def half(value: float) -> float:
        return value * 0.5

    assert half(3.0) == 1.5
    compiled = next(iter(half.entry.overloads.values()))
    code, rest = half.files._impl.reduce(compiled)
    (_, kind, (twice, names)), described, *_ = pickle.loads(rest)
    assert kind == "object"
    assert len(code.code) > 100
    assert not twice, "the code stands in the file once"
    kept = {found.name: len(str(found).splitlines()) for found in binding.parse_bitcode(names).functions}
    assert set(kept) == {described.llvm_func_name, described.llvm_cpython_wrapper_name}
    assert max(kept.values()) <= 4
