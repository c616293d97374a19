"""docs/dependencies.md says of each library what pyproject.toml and the library itself say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
REQUIRED = {
    one.name: one
    for one in map(
        Requirement, tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    )
}
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
SAME = {
    "PSFL": "PSF-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD-2-Clause",
}
"""How libraries without a licence expression write the licences that the page gives as one."""


def rows() -> Iterator[list[str]]:
    """The rows of the page's first table."""
    for line in PAGE.partition("\n## ")[0].splitlines():
        if line.startswith("|") and not re.match(r"\|(?:-|\s*library)", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


ROWS = {row[0]: row for row in rows()}


def stated_licence(name: str) -> str:
    """The licence a library that is installed states of itself."""
    about = metadata(name).json
    said = str(about.get("license_expression") or about.get("license") or "")
    return SAME.get(said, said)


def test_every_library_has_its_row_in_order() -> None:
    """Nothing is needed that the page does not account for, and nothing accounted for that is not needed."""
    assert list(ROWS) == sorted(REQUIRED, key=str.casefold)


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_the_bounds_are_those_of_the_project(name: str) -> None:
    """Both bounds stand on the page; an upper bound is left out only with its reason."""
    bounds = {one.operator: one.version for one in REQUIRED[name].specifier}
    assert ROWS[name][3:] == [bounds.get(">=", ""), bounds.get("<", "")]
    assert ">=" in bounds
    assert "<" in bounds or f"| {name} | none |" in PAGE


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_the_licence_is_what_the_library_states(name: str) -> None:
    """Of every library installed; one for another system only is taken from its registry by hand."""
    try:
        said = stated_licence(name)
    except PackageNotFoundError:
        assert REQUIRED[name].marker is not None
        return
    assert ROWS[name][2] == said


def test_every_extra_is_told() -> None:
    """What the extras bring is named on the page."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for extra, lines in extras.items():
        assert f"- **{extra}**" in PAGE
        names = {Requirement(line).name for line in lines}
        assert {one for one in names if not one.startswith("types-")} - set(
            re.findall(r"[\w-]+", PAGE)
        ) == set()
