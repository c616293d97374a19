"""What is known of the words of an item of evidence: one answer for lists, details, checks and packs."""

from __future__ import annotations

from readiness.model.records.evidence import OF_NOTHING, Evidence, FileStates
from readiness.model.vocabulary import READING_TITLES, ReadingState


def reading_of(evidence: Evidence, files: FileStates) -> ReadingState:
    """What is so today: where the file is first, then what came of reading it last.

    Args:
        evidence: The item.
        files: What became of the files.
    """
    if evidence.location_kind == "url":
        return "address"
    if evidence.id in files.missing:
        return "missing"
    if evidence.id in files.online:
        return "online"
    if evidence.id in files.empty or evidence.sha256 == OF_NOTHING:
        return "empty"
    if evidence.reading != "unknown":
        return evidence.reading
    return "read" if evidence.words else "unknown"


def reading_words(evidence: Evidence, files: FileStates) -> str:
    """The same in words."""
    return READING_TITLES[reading_of(evidence, files)]


def as_read(evidence: Evidence, files: FileStates) -> Evidence:
    """The item to be shown: its field `reading` says what is so today. Never stored."""
    return evidence.model_copy(update={"reading": reading_of(evidence, files)})
