"""Evidence and links of the example, from ``register/evidence.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from readiness.model.records.changes import apply_changes, put
from readiness.model.records.evidence import (
    Evidence,
    Link,
    LocationKind,
    Pinpoint,
    TargetKind,
    text_fingerprint,
)
from readiness.model.records.record import Record
from readiness.model.records.tables import Records, make_id
from readiness.model.records.targets import target_fingerprint
from scripts.example.content_sources import words_and_titles
from scripts.example.register_improvement import action_records, measure_records, recommendation_records
from scripts.example.register_source import ADDED, REVIEWED, Entry, Register, sha256_of, source

EARLIER = text_fingerprint("an earlier version")
RECORD_KINDS: dict[str, TargetKind] = {
    "S": "statement",
    "R": "recommendation",
    "P": "action",
    "M": "measure",
}
LINK = re.compile(
    r"(?P<target>\S+)(?: @ (?P<place>.*?))?(?: !older-(?P<older>evidence|target))?(?: -- (?P<note>.*))?"
)


def evidence_records(register: Register) -> list[Evidence]:
    """Every item, as registered."""
    return [_evidence(register, entry) for entry in source("evidence")]


def _evidence(register: Register, entry: Entry) -> Evidence:
    kind, location = _location(entry)
    digest, size, words = _content(register, entry, location)
    start, end = entry.get("period", (None, None))
    return Evidence(
        id=register.find("E", entry["key"]),
        title=entry.get("title") or words_and_titles()[location].title,
        location_kind=kind,
        location=location,
        kind=entry.get("kind", ""),
        agencies=tuple(entry["agencies"]),
        owner=entry.get("owner", ""),
        period_from=start,
        period_to=end,
        added=ADDED,
        review_by=entry.get("review_by"),
        marking=entry.get("marking", "OFFICIAL"),
        holds_personal_data=None if entry.get("personal") == "unknown" else entry.get("personal", False),
        release_approved_by=entry.get("approved_by", ""),
        sha256=digest,
        size=size,
        words=words,
        note=entry.get("note", ""),
        is_withdrawn=entry.get("withdrawn", False),
    )


def _location(entry: Entry) -> tuple[LocationKind, str]:
    if "url" in entry:
        return "url", entry["url"]
    if "path" in entry:
        return "path", entry["path"]
    return "library", entry.get("file") or entry["missing"]


def _content(register: Register, entry: Entry, location: str) -> tuple[str, int, int]:
    """Digest, size and words: of an earlier file where the entry says so, made up for one that is missing."""
    if "url" in entry:
        return "", 0, 0
    if "file" not in entry:
        return sha256_of(location.encode()), 48_213, 0
    content = (register.target / "evidence" / PurePosixPath(location)).read_bytes()
    words = words_and_titles()[location].words
    if entry.get("registered_before_change"):
        return sha256_of(content[:-1]), len(content) - 1, words
    return sha256_of(content), len(content), words


def link_records(register: Register, evidence: list[Evidence], statements: list[Record]) -> list[Link]:
    """Every link, its ends as they stand unless the source says it was reviewed against earlier ones."""
    plans = (*recommendation_records(register), *action_records(register), *measure_records(register))
    records = apply_changes(Records(), [put(one) for one in (*statements, *plans)])
    by_key = {entry["key"]: item for entry, item in zip(source("evidence"), evidence, strict=True)}
    drafts = [*_described(register, records, by_key), *_leftover(by_key)]
    return [draft.model_copy(update={"id": make_id("L", n)}) for n, draft in enumerate(drafts, start=1)]


def _described(register: Register, records: Records, by_key: dict[str, Evidence]) -> Iterator[Link]:
    for entry in source("evidence"):
        item = by_key[entry["key"]]
        for text in entry.get("links", ()):
            yield _link(register, records, item, text)


def _link(register: Register, records: Records, item: Evidence, text: str) -> Link:
    parts = LINK.fullmatch(text)
    if parts is None:
        raise ValueError(f"not a link: {text}")
    kind, target = _target(register, parts["target"])
    seen = target_fingerprint(register.framework, records, kind, target)
    if not seen:
        raise ValueError(f"{item.id} links to {target}, which is not there")
    return Link(
        id="L0000",
        evidence=item.id,
        target_kind=kind,
        target=target,
        pinpoint=pinpoint(parts["place"] or ""),
        note=parts["note"] or "",
        evidence_seen=EARLIER if parts["older"] == "evidence" else item.fingerprint,
        target_seen=EARLIER if parts["older"] == "target" else seen,
        reviewed=REVIEWED,
    )


def _target(register: Register, text: str) -> tuple[TargetKind, str]:
    prefix, _, key = text.partition(".")
    if prefix in RECORD_KINDS:
        return RECORD_KINDS[prefix], register.find(prefix, key)
    if text in register.framework.criteria:
        return "criterion", text
    if text in register.framework.prompts:
        return "prompt", text
    return ("lens" if text in register.framework.lenses_by_id else "request"), text


def pinpoint(text: str) -> Pinpoint:
    """``p2``, ``h:Heading``, ``s:Sheet!B4`` or ``c:B4`` as a pinpoint; empty for no words."""
    if text.startswith("h:"):
        return Pinpoint(heading=text[2:])
    if text.startswith("c:"):
        return Pinpoint(cell=text[2:])
    if text.startswith("s:"):
        sheet, _, cell = text[2:].partition("!")
        return Pinpoint(sheet=sheet, cell=cell)
    return Pinpoint(page=text.removeprefix("p"))


def _leftover(by_key: dict[str, Evidence]) -> Iterator[Link]:
    for entry in source("leftovers")["links"]:
        item = by_key[entry["evidence"]]
        yield Link(
            id="L0000",
            evidence=item.id,
            target_kind=entry["target_kind"],
            target=entry["target"],
            evidence_seen=item.fingerprint,
            target_seen=EARLIER,
            reviewed=REVIEWED,
        )
