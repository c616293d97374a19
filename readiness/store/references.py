"""Cross-references of a definition, checked on its plain values so that every fault shows in one run."""
from __future__ import annotations
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from readiness.store.yaml_guard import Path_


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that names something that is not there, or contradicts another."""

    path: Path_
    what: str
    hint: str
    drops: bool = True
    """Whether the part cannot be used with this fault in it."""


def reference_faults(tree: Mapping[str, object]) -> Iterator[Fault]:
    """Every faulty reference."""
    return iter(())
