"""The list of people who are served: how the sign-in calls them, and under which name they are recorded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.web.visits import is_a_name

_LARGEST = 1024 * 1024
"""Bytes of the largest list read."""


def read_people(path: Path) -> Mapping[str, str]:
    """Names by sign-in, folded: one line each, ``r.shah@example.gov.uk = R. Shah``; ``#`` begins a remark.

    Raises:
        RefusedError: The file cannot be read, a line is none of these, or two share a sign-in or a name.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise RefusedError("This is too long for a list of people.", visible(path), _SUCH_AS)
        text = whole_file(path).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not plain text (UTF-8)"
        raise RefusedError(
            "The list of people cannot be read.", f"{visible(path)}: {why}", _SUCH_AS
        ) from None
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        login, is_parted, name = (part.strip() for part in said.partition("="))
        if not is_parted or not is_a_name(login) or not is_a_name(name):
            raise RefusedError("A line of the list of people is not understood.", _at(path, number), _SUCH_AS)
        if login.casefold() in found or name in found.values():
            raise RefusedError(
                "A line of the list of people has a sign-in or a name again.", _at(path, number), _APART
            )
        found[login.casefold()] = name
    return found


_SUCH_AS = "One person to a line, such as: r.shah@example.gov.uk = R. Shah"

_APART = "Give each their own: changes, drafts and undo go by the name."


def _at(path: Path, number: int) -> str:
    return f"{visible(path.name)}, line {number}"
