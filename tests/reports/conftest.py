"""A made-up area with something of everything, for documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from readiness.model.definition.framework import Framework
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES, Records
from readiness.rules.index import Index
from readiness.sef.word_out.notebook import SefSource

EXAMPLE = json.loads(Path(__file__).with_name("example-area.json").read_text(encoding="utf-8"))


def records_of(*items: Record) -> Records:
    """Records by table and id."""
    tables: dict[str, dict[str, Record]] = {}
    for one in items:
        tables.setdefault(one.table, {})[one.id] = one
    frozen: dict[str, Any] = {name: MappingProxyType(table) for name, table in tables.items()}
    return Records(**frozen)


def example_items() -> list[Record]:
    """Every record of the example area."""
    tables = EXAMPLE["records"].items()
    return [RECORD_TYPES[name].model_validate(document) for name, table in tables for document in table]


@pytest.fixture(scope="session")
def as_at() -> date:
    """The date the example is looked at."""
    return date(2026, 11, 23)


@pytest.fixture(scope="session")
def framework() -> Framework:
    """Eleven criteria in two groups, four agencies, five kinds of evidence, one lens."""
    headings = {
        "voices": "What families say",
        "summary_experience": "What it is like for children and young people here",
        "summary_voices": "What families tell us",
    }
    return Framework.model_validate_json(json.dumps({**EXAMPLE["framework"], "headings": headings}))


@pytest.fixture(scope="session")
def items() -> list[Record]:
    """Every record of the example area."""
    return example_items()


@pytest.fixture(scope="session")
def source(framework: Framework, items: list[Record]) -> SefSource:
    """The example area as the source of a document."""
    return SefSource(Index(framework, records_of(*items)), prepared_by="Assistant director, inclusion")


@pytest.fixture(scope="session")
def source_of(framework: Framework) -> Callable[..., SefSource]:
    """Makes a source from given records under the example framework."""
    return lambda *items: SefSource(Index(framework, records_of(*items)))
