"""JSON Schema of a definition as people write it, so that editors complete and check it."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from readiness.model.definition.framework import Framework

_OVERLAY_ONLY = ("confirmed_by", "confirmed_on")


class _Described(GenerateJsonSchema):
    """Gives each field the string below it as its description.

    Done here and not by pydantic, which would read every model's source at every start of the program.
    """

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """The schema of one model."""
        made = super().model_schema(schema)
        for name, words in _words_below(schema["cls"]).items():
            made["properties"][name]["description"] = words
        return made


def _words_below(model: type[BaseModel]) -> dict[str, str]:
    """The string literal under each field of a model, its inherited fields included."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__[: model.__mro__.index(BaseModel)]):
        definition = ast.parse(dedent(inspect.getsource(one))).body[0]
        for field, below in pairwise(getattr(definition, "body", [])):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                    found[name] = inspect.cleandoc(words)
    return found


_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}"

_DAY_OF_YEAR = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"

_PATTERNS: dict[str, str] = {
    **dict.fromkeys(("id", "section", "body", "deadline", "column"), f"^{_ID}$"),
    **dict.fromkeys(("person_list", "on_site_event", "anchor", "scale", "voice"), f"^({_ID})?$"),
    **dict.fromkeys(("criteria", "agencies", "lenses", "columns", "unique_across", "new"), f"^{_ID}$"),
    "requests": f"^{_ID}$",
    "time": r"^(([01]\d|2[0-3]):[0-5]\d)?$",
    "language": r"^[A-Za-z_-]*$",
    "dates": _DAY_OF_YEAR,
    "no_meetings": _DAY_OF_YEAR,
}
"""What texts of a field look like, by its name: ids, references to them, times and days."""

_RANGES = {"closed_months": (1, 12), "weekend": (0, 6)}


def with_patterns(schema: dict[str, Any]) -> None:
    """Add to a schema what ids, references, times and days look like, and that no list names one twice."""
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, field in part.get("properties", {}).items():
            items = field.get("items", {})
            for one in (field, items, *field.get("anyOf", ())):
                if one.get("type") == "string" and name in _PATTERNS:
                    one["pattern"] = _PATTERNS[name]
            if items.get("type") in {"string", "integer"}:
                field["uniqueItems"] = True
            if items.get("type") == "integer" and name in _RANGES:
                items["minimum"], items["maximum"] = _RANGES[name]


def json_schema() -> dict[str, Any]:
    """The schema of a definition in YAML; what only an overlay may write is left out.

    Nothing is required at the top, because a definition may be a folder of files with different top keys:
    `readiness frameworks check` says what is missing from the whole.
    """
    schema = Framework.model_json_schema(schema_generator=_Described)
    for part in (schema, *schema.get("$defs", {}).values()):
        fields = part.get("properties", {})
        for name in _OVERLAY_ONLY:
            fields.pop(name, None)
        if "confirmed" in fields.get("status", {}).get("enum", []):
            fields["status"]["enum"].remove("confirmed")
    schema.pop("required", None)
    with_patterns(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inspection framework definition",
        **{key: value for key, value in schema.items() if key != "title"},
    }
