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
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inspection framework definition",
        **{key: value for key, value in schema.items() if key != "title"},
    }
