"""Print pip constraints that pin every dependency to the lower bound `pyproject.toml` promises.

    python scripts/lower_bounds.py        what the program needs
    python scripts/lower_bounds.py test   and what the extra `test` adds

To run the tests on the oldest libraries we say we run on, in a fresh environment:

    pip install -e ".[test]" -c <(python scripts/lower_bounds.py) && pytest

Needs nothing but Python, so that it runs before anything is installed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_REQUIREMENT = re.compile(
    r"""(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)   # the library
        (?:\[[^\]]*\])?                        # its extras, which a constraint may not name
        \s*(?P<versions>[^;]*?)                # bounds, with commas between
        \s*(?:;\s*(?P<marker>.*))?             # where it is needed
    """,
    re.VERBOSE,
)


def requirements(project: Path, extras: Iterable[str] = ()) -> list[str]:
    """The requirements of a `pyproject.toml` as they stand there, with those of `extras`.

    Raises:
        KeyError: There is no such extra.
    """
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    found = list(table["dependencies"])
    for extra in extras:
        found += table["optional-dependencies"][extra]
    return found


def constraints(required: Iterable[str]) -> Iterator[str]:
    """One constraint for each requirement that has a lower bound; its marker stays with it.

    Raises:
        ValueError: A line is no requirement.
    """
    for line in required:
        found = _REQUIREMENT.fullmatch(line.strip())
        if found is None:
            raise ValueError(line)
        lower = re.search(r">=\s*([^,\s]+)", found["versions"])
        if lower is not None:
            yield f"{found['name']}=={lower[1]}" + (f"; {found['marker']}" if found["marker"] else "")


if __name__ == "__main__":
    print("\n".join(constraints(requirements(PROJECT, sys.argv[1:]))))
