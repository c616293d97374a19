"""The JSON Schema for editors, and the guide: both say what the models take, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from readiness.definitions.faults import model_at
from readiness.definitions.schema import json_schema
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import PARTS
from tests.store.definition_texts import GUIDE


def _models() -> Iterator[type[BaseModel]]:
    yield Framework
    yield from {part.model for part in PARTS.values()}


def test_schema_names_every_field_an_author_may_write() -> None:
    """The schema holds every field of every part, but not what only an overlay writes."""
    schema = json_schema()
    parts = {"Framework": schema, **schema["$defs"]}
    for model in _models():
        wanted = set(model.model_fields) - {"confirmed_by", "confirmed_on"}
        assert set(parts[model.__name__]["properties"]) == wanted
        assert parts[model.__name__]["additionalProperties"] is False
    assert "confirmed" not in str(schema["$defs"]["Prompt"]["properties"]["status"]["enum"])


def test_schema_describes_its_parts() -> None:
    """Docstrings reach editors as descriptions."""
    schema = json_schema()
    assert schema["$defs"]["RequestItem"]["properties"]["body"]["description"]
    assert all(part.get("description") for part in schema["$defs"].values())


def test_schema_has_no_dangling_reference() -> None:
    """Every `$ref` of the schema leads to a definition in it."""
    schema = json_schema()
    for reference in _references(schema):
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "$ref")
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def test_guide_names_every_field() -> None:
    """The authoring guide mentions every field that an author may write, so it is enough on its own."""
    guide = GUIDE.read_text(encoding="utf-8")
    for model in (*_models(), model_at(("outcomes", 0, "consequences", 0), Framework)):
        assert model is not None
        for name in set(model.model_fields) - {"confirmed_by", "confirmed_on"}:
            assert f"`{name}`" in guide, f"{model.__name__}.{name} is not in the guide"


def test_guide_names_every_choice() -> None:
    """The authoring guide mentions every value of every field with a fixed set of values."""
    guide = GUIDE.read_text(encoding="utf-8")
    for choices in _choices(json_schema()):
        for choice in choices:
            assert f"`{choice}`" in guide, f"`{choice}` is not in the guide"


def _choices(node: Any) -> Iterator[list[str]]:
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list):
            yield node["enum"]
        for value in node.values():
            yield from _choices(value)
    elif isinstance(node, list):
        for value in node:
            yield from _choices(value)
