"""Saying that facts of a framework are right as they stand: written into the workspace's own changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from readiness.base import disk
from readiness.base.errors import RefusedError, UsageError, unknown
from readiness.base.text import visible
from readiness.definitions.overlay import PARTS, owners
from readiness.model.definition.facts import Fact
from readiness.model.definition.framework import Framework

FILE = "frameworks/confirmed.yaml"
"""Where in a workspace it is kept what was confirmed, beside its other changes to definitions."""


_BY_OWNER = {"event", "column", "rule"}
"""Parts whose id is their own only below what they belong to."""


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact stands in a framework."""

    part: str
    """What kind of part it is, as in an overlay."""
    id: str
    under: str
    """Id of the part it belongs to; empty for a part of the framework itself."""
    fact: Fact

    @property
    def name(self) -> str:
        """How people name it: its id; ``timetable.event`` for an event, and so for columns and rules."""
        return f"{self.under}.{self.id}" if self.part in _BY_OWNER else self.id


def facts(framework: Framework) -> Iterator[FactPlace]:
    """Every fact that can be confirmed, part by part."""
    for name, part in PARTS.items():
        if not issubclass(part.model, Fact):
            continue
        for owner in owners(framework, name):
            under = str(getattr(owner, PARTS[part.owner].key)) if part.owner else ""
            for one in getattr(owner, part.field):
                yield FactPlace(name, str(getattr(one, part.key)), under, one)


def named(framework: Framework, names: Sequence[str]) -> list[FactPlace]:
    """The facts with these names; the id of a section stands for all its request items.

    A name that several kinds of part have is given with its kind: ``deadline:A``.

    Raises:
        UsageError: There is no such fact, several kinds of part have the name, or none was named.
    """
    places: dict[str, list[FactPlace]] = {}
    for place in facts(framework):
        for name in (place.name, f"{place.part}:{place.name}"):
            places.setdefault(name.casefold(), []).append(place)
        if section := getattr(place.fact, "section", "") if place.part == "request" else "":
            places.setdefault(f"section:{section}".casefold(), []).append(place)
    chosen: list[FactPlace] = []
    for name in names:
        wanted = name.strip().casefold()
        found = [*places.get(wanted, ()), *places.get(f"section:{wanted}", ())]
        if not found:
            raise unknown("fact", name, [one.name for group in places.values() for one in group])
        parts = sorted({one.part for one in found})
        if len(parts) > 1:
            kinds = " or ".join(f"{part}:{name}" for part in parts)
            raise UsageError(f"Several facts are called {visible(name)}.", "", f"Give its kind: {kinds}.")
        chosen += found
    if not chosen:
        raise UsageError("Nothing is chosen to be confirmed.", "", "Name a criterion, an item or a deadline.")
    return list({(one.part, one.under, one.id): one for one in chosen}.values())


def confirm(
    root: Path, framework: Framework, names: Sequence[str], *, by: str, on: date, source: str
) -> list[FactPlace]:
    """Write into the workspace at `root` that these facts are right as they stand, and where that was read.

    The file is added to, whole or not at all; what is confirmed already is passed over. Returns the facts
    that are confirmed by this. The framework in force is another from the next opening on.

    Raises:
        UsageError: There is no such fact, no source was given, or all of them are confirmed already.
        RefusedError: The file that is there cannot be read; nothing is written.
    """
    if not source.strip():
        raise UsageError("A confirmed fact needs its source.", "", "Say where you read it with --source.")
    fresh = [one for one in named(framework, names) if one.fact.status != "confirmed"]
    if not fresh:
        raise UsageError("Nothing would change: it is confirmed already.", ", ".join(names), "")
    path = root / FILE
    changes = [*_written(path, framework.id), *(_change(one, by, on, source) for one in fresh)]
    _write(path, framework, changes)
    return fresh


def _change(place: FactPlace, by: str, on: date, source: str) -> dict[str, Any]:
    under = {"under": place.under} if place.under else {}
    return {
        "action": "confirm",
        "part": place.part,
        "id": place.id,
        **under,
        "by": by,
        "on": date.fromordinal(on.toordinal()),  # its own, as one day written twice becomes an anchor
        "why": source.strip(),
    }


def _written(path: Path, framework_id: str) -> list[dict[str, Any]]:
    """The changes the file holds already."""
    import yaml

    if not path.exists():
        return []
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        changes = list(held["changes"]) if held["framework"] == framework_id else None
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError):
        changes = None
    if changes is None:
        raise RefusedError(
            "The facts confirmed before cannot be read.",
            str(path),
            f"Run 'readiness frameworks check {path}' to see every fault.",
        )
    return changes


def _write(path: Path, framework: Framework, changes: list[dict[str, Any]]) -> None:
    import yaml

    body = yaml.safe_dump(
        {"framework": framework.id, "changes": changes}, allow_unicode=True, sort_keys=False, width=100
    )
    disk.make_folder(path.parent)
    disk.write_atomically(path, body.encode())
