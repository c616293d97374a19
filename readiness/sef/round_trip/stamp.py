"""What an exported self-evaluation remembers about itself, so that an edited copy can be read back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from readiness.base.text import visible
from readiness.model.definition.wording import Headings
from readiness.model.vocabulary import StatementKind

STAMP_NAMESPACE = "urn:readiness:sef-stamp"
"""Namespace of the custom XML part that holds a stamp."""

EARLIER_STAMP_NAMESPACES = ("urn:area-send-readiness:sef-stamp",)
"""Those of documents made before."""

STATEMENT_BOOKMARK = re.compile(r"sef_(S[0-9]+)(_impact)?")

PieceField = Literal["text", "impact"]

Mode = Literal["draft", "agreement", "publication"]
"""What a document is for: a working draft, for partners to agree, or for publication and inspection."""

_EARLIER_MODES = {"agreed": "publication"}
"""What version 0.1 called a mode."""

_SAME_LETTERS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": None,
    }
)

_ESCAPED_UNDERSCORE = "_x005F_"
"""How Office programs write an underscore that would read as an escape."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Piece(_Value):
    """One stamped paragraph: the text or the impact of one statement, as exported."""

    statement: str
    field: PieceField = "text"
    criterion: str
    kind: StatementKind
    text: str
    """The words as printed, control characters already made visible."""
    lead: str = ""
    """Words printed before the text that are not part of it."""
    marker: str = ""
    """Evidence numbers and reference printed after the text."""
    section: str = ""
    """Bookmark of the heading it was printed under."""
    placeholder: str = ""
    """What was printed in place of a text that is empty."""
    revision: int = 0
    """Revision of the statement when it was exported."""
    fingerprint: str = ""
    """Fingerprint of the text in comparable form."""

    @property
    def bookmark(self) -> str:
        """Name of the bookmark on the paragraph."""
        return bookmark_of(self.statement, self.field)


class SectionMark(_Value):
    """A heading of the export and what a new paragraph under it would be."""

    bookmark: str
    heading: str
    criterion: str = ""
    """Empty where new paragraphs belong to no criterion."""
    kind: StatementKind = "context"


class TableMark(_Value):
    """A printed table; its cells are not read back, but a change in them is noticed."""

    title: str
    fingerprint: str


class SefStamp(_Value):
    """The stamp of one export."""

    format: Literal[1] = 1
    export_id: str = ""
    workspace: str = ""
    """Tells the workspace it was made from; empty in the stamps of early versions."""
    area: str
    framework: str
    framework_version: str
    as_at: date
    version: str
    mode: Mode
    pieces: tuple[Piece, ...] = ()
    sections: tuple[SectionMark, ...] = ()
    tables: tuple[TableMark, ...] = ()
    """Every table, in order."""
    furniture: tuple[str, ...] = ()
    """Fingerprints of printed paragraphs that are no statement: captions, notes, lists."""

    @field_validator("mode", mode="before")
    @classmethod
    def _read_earlier(cls, mode: object) -> object:
        return _EARLIER_MODES.get(mode, mode) if isinstance(mode, str) else mode

    def sealed(self) -> SefStamp:
        """The stamp with its export id, which follows from everything else in it."""
        plain = self.model_copy(update={"export_id": ""})
        digest = hashlib.sha256(plain.model_dump_json().encode()).hexdigest()
        return self.model_copy(update={"export_id": digest[:16]})


def parse_stamp(text: str) -> SefStamp | None:
    """The stamp written as `text`; None when it was damaged or is of a later kind."""
    try:
        return SefStamp.model_validate_json(text)
    except ValidationError:
        return None


def bookmark_of(statement_id: str, field: PieceField) -> str:
    """Name of the bookmark of a statement's text or impact."""
    return f"sef_{statement_id}" + ("_impact" if field == "impact" else "")


def comparable(text: str) -> str:
    """Text reduced to what matters when versions are compared.

    One form of letters, plain quotation marks and hyphens, single spaces; control characters visible.
    Programs change the rest without their user knowing.
    """
    shown = unicodedata.normalize("NFC", visible(text, keep_breaks=True).translate(_SAME_LETTERS))
    return " ".join(shown.replace(_ESCAPED_UNDERSCORE, "_").split())


def piece_fingerprint(text: str) -> str:
    """Fingerprint of a text in comparable form: 16 hex digits."""
    return hashlib.sha256(comparable(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def table_fingerprint(cells: Iterable[str]) -> str:
    """Fingerprint of a table's words, cell by cell."""
    return piece_fingerprint("|".join(map(comparable, cells)))


def headings_by_kind(headings: Headings) -> dict[str, StatementKind]:
    """Headings inside a section, and what a new paragraph under each would be."""
    return {
        headings.context: "context",
        headings.voices: "context",
        headings.strength: "strength",
        headings.area_to_develop: "area_to_develop",
        headings.next_step: "next_step",
    }


def impact_leads(headings: Headings) -> dict[StatementKind, str]:
    """Words printed before a statement's impact."""
    return {
        "headline": headings.meaning,
        "context": headings.meaning,
        "strength": headings.difference,
        "area_to_develop": headings.meaning,
        "next_step": headings.proof,
    }


def summary_headings(headings: Headings) -> dict[str, str]:
    """Headings of the executive summary, and the field of the area that holds what stands below each."""
    return {
        headings.summary_who: "summary_who",
        headings.summary_experience: "summary_experience",
        headings.summary_strengths: "summary_strengths",
        headings.summary_improvement: "summary_improvement",
        headings.summary_voices: "summary_families",
        headings.summary_changes: "summary_changes",
    }


def area_fields(headings: Headings) -> dict[str, str]:
    """Headings above words of the area's own record, and the field that holds them.

    Those printed before definitions could name them are known in every document.
    """
    return {**AREA_FIELDS, headings.area: "context", **summary_headings(headings)}


USUAL_HEADINGS = Headings()
"""Those of a definition that names none: known in documents of any, as are those printed before."""

HEADINGS_BY_KIND: dict[str, StatementKind] = {
    **headings_by_kind(USUAL_HEADINGS),
    "What families say": "context",
}

IMPACT_LEADS = impact_leads(USUAL_HEADINGS)

SUMMARY_HEADINGS: dict[str, str] = {
    "Who we are": "summary_who",
    "What it is like for children and young people here": "summary_experience",
    "What we do well, and the difference it makes": "summary_strengths",
    "What must improve, and by when": "summary_improvement",
    "What families tell us": "summary_families",
    "What has changed since last time": "summary_changes",
}
"""Headings of the executive summary before definitions could name them."""

AREA_FIELDS: dict[str, str] = {USUAL_HEADINGS.area: "context", **SUMMARY_HEADINGS}
