"""Reading the register's source files, and finding an id by its key."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.model.definition.framework import Framework
from readiness.model.records.tables import make_id

FOLDER = Path(__file__).parent / "register"
ADDED = date(2026, 11, 16)
"""Day the example's evidence was registered."""
REVIEWED = date(2026, 11, 17)
"""Day the example's links were reviewed."""
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Register:
    """Where the files are, the framework, and the ids given to every key."""

    target: Path
    framework: Framework
    ids: dict[str, str]
    """Id by prefixed key: ``E.strategy``, ``S.a1-nd``, ``R.nd``, ``P.reviews``, ``M.ot``."""

    def find(self, prefix: str, key: str) -> str:
        """The id behind a key; KeyError when the sources name one that does not exist."""
        return self.ids[f"{prefix}.{key}"]

    def find_all(self, prefix: str, keys: list[str]) -> tuple[str, ...]:
        """The ids behind several keys."""
        return tuple(self.find(prefix, key) for key in keys)


@cache
def source(name: str) -> Any:
    """One YAML file of the register."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def request_rows() -> list[dict[str, str]]:
    """The rows of the request table."""
    with (FOLDER / "requests.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def improvement(name: str) -> list[Entry]:
    """Recommendations, actions or measures, with the leftovers at the end."""
    return [*source("improvement")[name], *source("leftovers")[name]]


def programme(name: str) -> list[Entry]:
    """Strategies, priorities or workstreams, with the leftovers at the end."""
    return [*source("programme")[name], *source("leftovers")[name]]


def statement_entries() -> list[tuple[str, Entry]]:
    """Every statement with its criterion, in order."""
    criteria = {key: entries for key, entries in source("statements").items() if key != "owners"}
    return [(criterion, entry) for criterion, entries in criteria.items() for entry in entries]


def read_register(target: Path) -> Register:
    """Load the framework and give every key its id."""
    area = source("area")
    framework, problems = load_framework(shipped_frameworks()[area["framework"]])
    if framework is None:
        raise ValueError(f"The example's framework cannot be read: {problems}")
    keys: dict[str, list[str]] = {
        "E": [entry["key"] for entry in source("evidence")],
        "S": [entry["key"] for _, entry in statement_entries()],
        "R": [entry["key"] for entry in improvement("recommendations")],
        "P": [entry["key"] for entry in improvement("actions")],
        "M": [entry["key"] for entry in improvement("measures")],
        "ST": [entry["key"] for entry in programme("strategies")],
        "PR": [entry["key"] for entry in programme("priorities")],
        "WS": [entry["key"] for entry in programme("workstreams")],
    }
    ids = {
        f"{prefix}.{key}": make_id(prefix, number)
        for prefix, names in keys.items()
        for number, key in enumerate(names, start=1)
    }
    return Register(target, framework, ids)


def sha256_of(content: bytes) -> str:
    """Hex digest of a file's content."""
    return hashlib.sha256(content).hexdigest()
