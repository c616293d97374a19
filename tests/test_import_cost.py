"""What each way in loads: a start must not pay for libraries its answer does not need."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "evidence" / "example"

_RUN = """
import json, runpy, sys
sys.argv = ["readiness", *sys.argv[1:]]
try:
    runpy.run_module("readiness", run_name="__main__")
except SystemExit as ended:
    code = ended.code
else:
    code = 0
sys.stderr.write("\\n" + json.dumps({"code": code or 0, "modules": sorted(sys.modules)}))
"""
_IMPORT = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
sys.stderr.write("\\n" + json.dumps({"code": 0, "modules": sorted(sys.modules)}))
"""
_SCREENS = """
import io, json, runpy, sys
import readiness.tui.app.app

class Terminal(io.StringIO):
    def isatty(self):
        return True

def run(root, **options):
    sys.stderr.write("\\n" + json.dumps({"code": int(root is None), "modules": sorted(sys.modules)}))
    return 0

readiness.tui.app.app.run = run
sys.stdin = sys.stdout = Terminal()
sys.argv = ["readiness", *sys.argv[1:]]
runpy.run_module("readiness", run_name="__main__")
"""

DATA = {"pydantic", "tinydb", "yaml", "orjson", "filelock", "holidays"}
"""Libraries that validate and store records."""
SCREENS = {"textual", "aiohttp"}
OFFICE = {"docx", "openpyxl", "pypdf", "pptx", "lxml", "python_calamine", "bagit", "icalendar", "defusedxml"}
"""Libraries that read and write documents."""


def loaded(code: str, *arguments: str, folder: Path) -> set[str]:
    """Modules in a fresh interpreter after the code ran; it must have succeeded."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
        "COVERAGE_PROCESS_START": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment,
    )
    seen = json.loads(done.stderr.splitlines()[-1])
    assert seen["code"] == 0, done.stderr
    return set(seen["modules"])


def packages(modules: set[str]) -> set[str]:
    """The top-level names among modules."""
    return {name.partition(".")[0] for name in modules}


def services_and_records(modules: set[str]) -> set[str]:
    """Modules of ours that open a workspace or define its records."""
    light = ("readiness.base", "readiness.model.vocabulary", "readiness.cli", "readiness.tui")
    faces = {"readiness", "readiness.__main__", "readiness.model"}
    faces |= {"readiness.formats", "readiness.formats.doors"}  # words alone: which kinds of file a door takes
    return {name for name in modules if name.startswith("readiness") and not name.startswith(light)} - faces


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the worked example."""
    return Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("cost") / "area"))


def test_the_version_loads_nothing_but_the_standard_library(tmp_path: Path) -> None:
    """`--version` answers from the package itself: no library, not even the command line's."""
    modules = loaded(_RUN, "--version", folder=tmp_path)

    assert not packages(modules) & (DATA | SCREENS | OFFICE | {"typer", "click", "rich"})
    assert {one for one in modules if one.startswith("readiness")} <= {"readiness", "readiness.__main__"}


def test_help_loads_the_command_line_only(tmp_path: Path) -> None:
    """Help needs the tree of commands: no records, no store, no screens, no documents, no Rich."""
    modules = loaded(_RUN, "--help", folder=tmp_path)

    assert "typer" in packages(modules)
    assert not packages(modules) & (DATA | SCREENS | OFFICE | {"rich"})
    assert not services_and_records(modules)


@pytest.mark.parametrize("arguments", [("gaps", "--help"), ("evidence", "link", "--help")], ids=" ".join)
def test_help_of_a_command_loads_none_of_our_records(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """As above, for one command. Typer reads parameters by pydantic where it is installed; we add nothing."""
    modules = loaded(_RUN, *arguments, folder=tmp_path)

    assert not packages(modules) & (DATA | SCREENS | OFFICE | {"rich"}) - {"pydantic"}
    assert not services_and_records(modules)


@pytest.mark.parametrize(
    "arguments",
    [("requests", "set", "--help"), ("plan", "--help"), ("measures", "benchmark", "--help")],
    ids=" ".join,
)
def test_help_made_from_fields_loads_the_records_alone(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """The options of a record come from its fields: the records are loaded, no store and no rule."""
    modules = loaded(_RUN, *arguments, folder=tmp_path)

    assert not packages(modules) & (DATA | SCREENS | OFFICE | {"rich"}) - {"pydantic"}
    assert {name for name in services_and_records(modules) if not name.startswith("readiness.model")} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("gaps",),
        ("gaps", "--format", "csv"),
        ("evidence", "list"),
        ("requests", "list"),
        ("history",),
    ],
    ids=" ".join,
)
def test_reading_commands_load_no_screens_and_no_documents(arguments: tuple[str, ...], example: Path) -> None:
    """What is only read from the workspace never pays for Textual or for an office library."""
    modules = loaded(_RUN, *arguments, folder=example)

    assert "tinydb" in packages(modules)
    assert not packages(modules) & (SCREENS | OFFICE)


def test_what_was_worked_out_before_is_not_loaded_again(example: Path) -> None:
    """From the second start on, neither YAML nor every country's holidays; the answer is the same."""
    loaded(_RUN, "status", folder=example)
    modules = loaded(_RUN, "status", folder=example)

    assert "tinydb" in packages(modules)
    assert not packages(modules) & {"yaml", "holidays"}


def test_json_output_needs_no_rich(example: Path) -> None:
    """Scripts asking for JSON do not pay for tables."""
    assert "rich" not in packages(loaded(_RUN, "status", "--json", folder=example))


def test_the_screens_paint_before_anything_of_the_data_is_loaded(tmp_path: Path) -> None:
    """The application stands without records, store, framework or documents; they come after first paint."""
    modules = loaded(_IMPORT, "readiness.tui.app.app", folder=tmp_path)

    assert "textual" in packages(modules)
    assert not packages(modules) & (DATA | OFFICE | {"typer"})
    assert not services_and_records(modules)


@pytest.mark.parametrize("arguments", [(), ("-w", "."), ("--user", "R. Shah")], ids=" ".join)
def test_the_way_to_the_screens_is_as_light(arguments: tuple[str, ...], example: Path) -> None:
    """From the command to the application: finding the workspace loads neither its data nor the commands."""
    modules = loaded(_SCREENS, *arguments, folder=example)

    assert "textual" in packages(modules)
    assert not packages(modules) & (DATA | OFFICE | {"typer"})
    assert services_and_records(modules) <= {"readiness.store", "readiness.store.layout"}


def test_the_count_would_notice_a_library(tmp_path: Path) -> None:
    """The measuring itself works: a module that needs the store shows the store."""
    modules = loaded(_IMPORT, "readiness.store.tinydb.repository", folder=tmp_path)

    assert {"pydantic", "tinydb"} <= packages(modules)
