"""What a person is typing and has not saved, kept beyond a crash, a closed window or a kill.

One private file for each form and person, in the folder `drafts` of the workspace. They are no records: in no
history, backup, export or pack, and gone once the form is saved or left without saving.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from readiness.base.disk import make_folder, open_file, write_atomically

FOLDER = "drafts"
_FORMAT = 1
_MOST_BYTES = 4_000_000
"""Longest draft read back; nobody types more."""

Entry = str | tuple[str, ...]
"""What stands in a field: words, or ids of what is chosen."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into one field."""

    before: Entry
    """What the field opened with."""
    now: Entry


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into one form and not saved."""

    at: datetime
    """When it was kept, aware."""
    fields: Mapping[str, Typed]
    """By the field's name; only fields that were changed."""


class Drafts:
    """The drafts one person has in one workspace. Forms are told apart by names such as ``Edit A003``."""

    def __init__(self, root: Path, user: str) -> None:
        self._folder = root / FOLDER
        self._user = user

    def keep(self, form: str, draft: Draft) -> None:
        """Keep a draft in place of the one before, whole or not at all.

        Raises:
            OSError: The disk would not take it.
        """
        make_folder(self._folder)
        write_atomically(self._file(form), json.dumps(_document(form, draft)).encode())

    def find(self, form: str) -> Draft | None:
        """The draft of a form; None when there is none that can be read."""
        try:
            with open_file(self._file(form)) as file:
                document = json.loads(file.read(_MOST_BYTES))
            if document["format"] != _FORMAT or document["form"] != form:
                return None
            return _draft(document)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    def discard(self, form: str) -> None:
        """Forget the draft of a form, if there is one.

        Raises:
            OSError: The disk would not let it go.
        """
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._file(form).unlink()

    def _file(self, form: str) -> Path:
        """No word of the form or the person is in the name of the file."""
        name = hashlib.sha256(json.dumps([self._user, form]).encode()).hexdigest()
        return self._folder / f"{name[:32]}.json"


def _document(form: str, draft: Draft) -> dict[str, object]:
    fields = {name: {"before": one.before, "now": one.now} for name, one in draft.fields.items()}
    return {"format": _FORMAT, "form": form, "at": draft.at.isoformat(), "fields": fields}


def _draft(document: Mapping[str, object]) -> Draft:
    """Raises ValueError, LookupError, TypeError or AttributeError when something is not as it was written."""
    at = datetime.fromisoformat(cast("str", document["at"]))
    if at.tzinfo is None:
        raise ValueError
    fields = cast("Mapping[str, Mapping[str, object]]", document["fields"])
    return Draft(at, {name: Typed(_entry(one["before"]), _entry(one["now"])) for name, one in fields.items()})


def _entry(value: object) -> Entry:
    if isinstance(value, str):
        return value
    parts = tuple(cast("list[object]", value))
    if not isinstance(value, list) or not all(isinstance(part, str) for part in parts):
        raise TypeError
    return cast("tuple[str, ...]", parts)
