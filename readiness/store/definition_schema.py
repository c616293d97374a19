"""JSON Schema of a definition as people write it, so that editors complete and check it."""

from __future__ import annotations

from typing import Any

from readiness.core.framework import Framework

_OVERLAY_ONLY = ("confirmed_by", "confirmed_on")


def json_schema() -> dict[str, Any]:
    """The schema of a definition in YAML; what only an overlay may write is left out.

    Nothing is required at the top, because a definition may be a folder of files with different top keys:
    `readiness frameworks check` says what is missing from the whole.
    """
    schema = Framework.model_json_schema()
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
