"""The oldest libraries we say we run on can be asked for, so that the promise can be tested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.lower_bounds import PROJECT, constraints, requirements


@pytest.mark.parametrize(
    ("requirement", "constraint"),
    [
        ("rich>=14.2", ["rich==14.2"]),
        ("textual >=8.2.5, <9", ["textual==8.2.5"]),
        ("tinydb<5,>=4.8.2", ["tinydb==4.8.2"]),
        ("coverage[toml]>=7.6", ["coverage==7.6"]),
        ("tzdata>=2024.2; platform_system == 'Windows'", ["tzdata==2024.2; platform_system == 'Windows'"]),
        ("types-PyYAML", []),
    ],
)
def test_a_requirement_becomes_its_lower_bound(requirement: str, constraint: list[str]) -> None:
    """The lower bound is pinned, its marker stays, upper bounds and extras go; no bound, no constraint."""
    assert list(constraints([requirement])) == constraint


def test_what_is_no_requirement_is_refused() -> None:
    """A line that cannot be read does not pass for one without a bound."""
    with pytest.raises(ValueError, match="@"):
        list(constraints(["@ nothing"]))


def test_everything_the_program_needs_has_a_lower_bound() -> None:
    """No library of ours goes untested at its oldest; the extra adds those of the tests."""
    needed = requirements(PROJECT)
    assert len(list(constraints(needed))) == len(needed) > 15
    assert set(needed) < set(requirements(PROJECT, ["test"]))


def test_it_runs_before_anything_is_installed() -> None:
    """The script needs Python alone, and prints what pip reads: one constraint a line."""
    script = Path(PROJECT).parent / "scripts" / "lower_bounds.py"
    printed = subprocess.run(
        [sys.executable, "-I", "-S", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert printed == list(constraints(requirements(PROJECT)))
