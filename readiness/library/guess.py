"""Guesses about a document that was just found, each with its reason, until a person says what is so.

Pure but for `guess`, which reads the file. A guess that cannot give its reason is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from readiness.base.people_tables import PeopleTables
from readiness.base.personal_data import PatternKind, count_patterns
from readiness.base.text import counted, visible
from readiness.formats.text.sandbox import TextReader, extract
from readiness.library.guess_period import Period, guess_period
from readiness.model.definition.framework import EvidenceKind, Framework
from readiness.model.records.passages import Extracted

if TYPE_CHECKING:
    from readiness.base.problems import Problem
    from readiness.model.records.evidence import Evidence

_OPENING = 2_500
"""Characters at the start of a document where its title block stands."""

_LABELLED = re.compile(
    r"^(?:report\s+title|title(?:\s+of\s+report)?|subject|report)\s*[:|]\s*(?P<title>\S.{4,150})$"
    r"|^report\s+title\s+(?P<unmarked>\S.{4,150})$",
    re.IGNORECASE | re.MULTILINE,
)

_NO_TITLE = re.compile(
    r"^(?:#!.*|microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\s?\d*|book\s?\d*|slide \d+"
    r"|presentation\s?\d*|powerpoint presentation|template|.*\.(?:docx?|pptx?|xlsx?|pdf|indd))$",
    re.IGNORECASE,
)

_TITLE_WEIGHT, _NAME_WEIGHT, _TEXT_WEIGHT = 6, 5, 1

_MOST_IN_TEXT = 1

_MOST_IN_TEXT_ALONE = 4
"""Words in the text only tell kinds apart that the title or the file's name have named."""

_PERSONAL: dict[PatternKind, int] = {
    "nhs_number": 1, "upn": 1, "learner_number": 3, "date_of_birth": 2, "national_insurance": 1,
}  # fmt: skip
"""How many of each make a document look as if it held records of people; one shape can be an accident."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a document seems to be. Empty fields were not guessed."""

    title: str = ""
    kind: str = ""
    """Id of a kind of evidence of the framework."""
    period_from: date | None = None
    period_to: date | None = None
    words: int = 0
    looks_personal: bool = False
    """Whether it seems to hold records of identifiable people; False only says that nothing was seen."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why, by field name; personal values are never part of a reason."""
    extracted: Extracted = field(default_factory=Extracted)
    """What was read, so that it need not be read twice."""


def guess(path: Path, framework: Framework, *, reader: TextReader | None = None) -> Guess:
    """Read a file (with `reader` when there are many) and guess what it is; never raises for bad data."""
    return guess_from(reader.read(path) if reader else extract(path), path.name, framework)


def guess_from(extracted: Extracted, file_name: str, framework: Framework) -> Guess:
    """Guess from words already read and the file's name."""
    opening = extracted.text[:_OPENING]
    title, why_title = guess_title(extracted.title, opening, file_name)
    kind, why_kind = guess_kind(title, opening, file_name, framework.evidence_kinds)
    period = guess_period(title, opening, _name_words(file_name)) or Period(None, None, "")
    personal = personal_reason(extracted)
    reasons = {"title": why_title, "kind": why_kind, "period_to": period.reason, "looks_personal": personal}
    return Guess(
        title=title,
        kind=kind,
        period_from=period.start,
        period_to=period.end,
        words=extracted.words,
        looks_personal=bool(personal),
        reasons={name: why for name, why in reasons.items() if why},
        extracted=extracted,
    )


def guess_title(own: str, opening: str, file_name: str) -> tuple[str, str]:
    """A title and where it comes from: a labelled line, the document's own title, or the file's name."""
    labelled = _LABELLED.search(opening)
    if labelled:
        title = (labelled["title"] or labelled["unmarked"]).strip(" |")
        return visible(title), "a line of the document says so"
    if own.strip() and not _NO_TITLE.match(own.strip()):
        return visible(own.strip()), "the document's title or first heading"
    return visible(_name_words(file_name)).strip() or "Untitled", "the file's name"


def without_document_title(root: Path, evidence: Evidence) -> dict[str, str]:
    """Title and note of an item whose title was taken out of its document, by its file's name instead.

    Empty for any other title.

    The document is read again, so that this does not rest on what was kept of it.
    """
    from readiness.library.files import path_of

    path = path_of(evidence, root)
    if path is None or not path.is_file():
        return {}
    extracted = extract(path)
    title, why = guess_title(extracted.title, extracted.text[:_OPENING], path.name)
    plain, why_plain = guess_title("", "", path.name)
    if not title == evidence.title != plain:
        return {}
    label = _LABELS.get("title", "title")
    return {
        "title": plain,
        "note": evidence.note.replace(f"{label} guessed: {why}", f"{label} guessed: {why_plain}"),
    }


def guess_kind(title: str, opening: str, file_name: str, kinds: Iterable[EvidenceKind]) -> tuple[str, str]:
    """The kind whose keywords stand out, with the words that say so; empty when none or two do."""
    places = (
        ("title", _plain(title), _TITLE_WEIGHT, 1),
        ("file name", _plain(_name_words(file_name)), _NAME_WEIGHT, 1),
        ("text", _plain(opening), _TEXT_WEIGHT, _MOST_IN_TEXT),
    )
    scored = []
    for kind in kinds:
        score, seen = 0, []
        for place, text, weight, most in places:
            for word in kind.keywords or (kind.title,):
                count = min(most, len(re.findall(rf"\b{re.escape(_plain(word))}", text)))
                score += count * weight
                seen += [f"\u201c{word}\u201d in the {place}"] if count else []
        if score > _MOST_IN_TEXT_ALONE:
            scored.append((score, kind.id, seen))
    scored.sort(key=lambda one: -one[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return "", ""
    return scored[0][1], ", ".join(scored[0][2][:3])


def personal_reason(extracted: Extracted) -> str:
    """Why a document looks as if it held records of identifiable people; empty when it does not.

    Only kinds and counts are told, never a value.
    """
    people = PeopleTables()
    for passage in extracted.passages:
        people.take(passage.text, table=passage.pinpoint.sheet, place="")
    if rows := sum(table.rows for table in people.found()):
        return f"it holds what looks like a table of people ({counted(rows, 'row')})"
    counts = count_patterns(extracted.text)
    found = [kind for kind, least in _PERSONAL.items() if counts[kind] >= least]
    if not found:
        return ""
    return "it holds what looks like " + ", ".join(
        f"{kind.replace('_', ' ')} ({counts[kind]})" for kind in found
    )


def _name_words(file_name: str) -> str:
    """A file's name as words: no suffix, no leading numbers of a system, no dashes between words."""
    stem = PurePath(file_name).stem
    words = re.sub(r"[_\s]+|-{2,}|(?<=[A-Za-z])-|-(?=[A-Za-z])", " ", re.sub(r"^\d{4,}[-_]+(?=\D)", "", stem))
    return words[:1].upper() + words[1:].strip()


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").replace("-", " ").split())


def described(
    extracted: Extracted, path: Path, framework: Framework, *, is_personal: bool = False
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Fields for a new item, and what could not be read.

    What was guessed is said in the note, with the reason, so that a person can confirm it. A document that
    looks as if it held records of people is flagged; one that does not stays unflagged until somebody looks.
    Of one that is flagged, or said to be (`is_personal`), no word is taken: its file name alone describes it.
    """
    seen = guess_from(extracted, path.name, framework)
    is_about_people = seen.looks_personal or is_personal
    found = guess_from(Extracted(), path.name, framework) if is_about_people else seen
    reasons = {**found.reasons, "looks_personal": seen.reasons.get("looks_personal", "")}
    fields: dict[str, object] = {
        "title": found.title or path.stem,
        "kind": found.kind,
        "period_from": found.period_from,
        "period_to": found.period_to,
        "words": seen.words,
        "reading": extracted.state,
        "holds_personal_data": True if is_about_people else None,
        "note": "; ".join(
            f"{_LABELS.get(name, name)} guessed: {why}" for name, why in reasons.items() if why
        ),
    }
    return {name: value for name, value in fields.items() if value}, extracted.problems


_LABELS = {"period_to": "period", "looks_personal": "personal data"}
