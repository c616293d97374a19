"""A package as python-docx opens it: the styles it has, and its document properties."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readiness.core.errors import RefusedError
from readiness.core.plain import visible
from readiness.reports.word.package import Package

if TYPE_CHECKING:
    from docx.document import Document

_LANGUAGE = "en-GB"
_OTHERS = ("subject", "keywords", "comments", "category", "content_status", "version")
"""Properties a template may bring along that say nothing of our document."""
_LONGEST_PROPERTY = 255
"""Characters of a property, by the file format."""


def opened(package: Package, name: str) -> Document:
    """The document of a package.

    Raises:
        RefusedError: Its parts do not fit together, so that Word could not open it either.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(package.to_bytes()))
    except (OpcError, LxmlError, LookupError, ValueError, AttributeError) as error:
        raise RefusedError(
            f"{name} is damaged: its parts do not fit together.",
            type(error).__name__,
            "Open it in Word, save it again as .docx, and retry.",
        ) from error


def style_ids(document: Document) -> dict[tuple[str, str], str]:
    """Style id by kind (``paragraph``, ``character`` or ``table``) and name in lower case."""
    found: dict[tuple[str, str], str] = {}
    for style in document.styles:
        if style.name is not None:
            found[style.type.name.lower(), style.name.lower()] = style.style_id
    return found


def with_properties(package: Package, *, title: str, author: str, identifier: str, dated: str) -> Package:
    """The package with these document properties and no other person's name; `dated` is an ISO date.

    The date is never that of the export: the same content gives the same bytes.
    """
    document = opened(package, title)
    held = document.core_properties
    held.title, held.author, held.identifier = map(_property, (title, author, identifier))
    held.last_modified_by = held.author
    for one in _OTHERS:
        if getattr(held, one):
            setattr(held, one, "")
    held.language, held.revision = _LANGUAGE, 1
    held.created = held.modified = datetime.fromisoformat(dated).replace(tzinfo=UTC)
    saved = io.BytesIO()
    document.save(saved)
    return Package.of(saved.getvalue())


def _property(text: str) -> str:
    return visible(text)[:_LONGEST_PROPERTY]
