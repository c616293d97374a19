"""What became of the files behind evidence, as last looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FileState = Literal["present", "missing", "changed"]


@dataclass(frozen=True, slots=True)
class FileStates:
    """Evidence ids whose file is not what the record says; every other item counts as present.

    An address on the web has no file and is never listed.
    """

    missing: frozenset[str] = frozenset()
    """No regular file could be read where the record says."""
    changed: frozenset[str] = frozenset()
    """A file is there, but its content is not what was recorded."""

    def state_of(self, evidence_id: str) -> FileState:
        """The state of one item's file."""
        if evidence_id in self.missing:
            return "missing"
        return "changed" if evidence_id in self.changed else "present"
