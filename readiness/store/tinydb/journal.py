"""The journal's lines: how a transaction is written so that damage is always noticed.

A journal is a header line and then one line per transaction: eight hex digits of CRC-32, a space, JSON,
a newline. Each line names the digest of the line before it, so lines cannot be lost, swapped or mixed unseen.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from readiness.store.documents import Document

Ending = Literal["whole", "torn", "damaged"]

_CRC_LENGTH = 9

_MANY = 400
"""Changed documents from which on a line says their number before them."""

_OPS = b',"ops":['
"""Where the documents of a line begin. No text inside it can hold these bytes: its quotes are escaped."""

_LOST_BLOCKS = re.compile(rb"\A\0|\0{512}|\0\Z")
"""Zeros where whole sectors did not reach the disk: from the start, to the end, or a sector long."""


@dataclass(frozen=True, slots=True)
class Op:
    """One document before and after; None before is an insertion, None after a deletion."""

    table: str
    doc: int
    before: Document | None
    after: Document | None


@dataclass(frozen=True, slots=True)
class Tomb:
    """What is left of what was erased from one line: which it was, and its digests before and after."""

    sequence: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal: a transaction, or a reservation of ids (no ops, same sequence)."""

    sequence: int
    previous: str
    """Digest of the line before."""
    at: str = ""
    """ISO 8601 with offset, empty when not given."""
    user: str = ""
    label: str = ""
    undoes: int = 0
    """Sequence of the transaction this one takes back, 0 for none."""
    ops: tuple[Op, ...] = ()
    reserved: dict[str, int] = field(default_factory=dict)
    """Next free record number by table."""
    made: tuple[str, ...] = ()
    """Tables that came to be with no document."""
    dropped: tuple[str, ...] = ()
    """Tables that ceased to be, after their documents were removed."""
    was: str = ""
    """Digest the line had before something was erased from it; empty when nothing was."""
    erased: tuple[Tomb, ...] = ()
    """What an erasure altered before this line; such a line has no documents of its own."""
    digest: str = ""
    """Digest the next line names: of its bytes, or of those before an erasure; empty until written."""
    bytes_digest: str = ""
    """Digest of the line's bytes as they are; empty until it is written."""

    @property
    def is_transaction(self) -> bool:
        """Whether the line alters data, and so has a sequence number of its own."""
        return bool(self.ops or self.made or self.dropped or self.was or self.erased)


@dataclass(frozen=True, slots=True)
class Head:
    """A transaction's line without its documents."""

    sequence: int
    previous: str
    at: str
    user: str
    label: str
    undoes: int
    count: int
    """How many documents it changed."""


@dataclass(frozen=True, slots=True)
class Header:
    """First line of a journal: what it continues."""

    format: int
    after: int
    """Sequence of the last transaction before this journal."""
    previous: str
    """Digest of the last line before this journal."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What could be read of journal bytes."""

    header: Header | None
    lines: tuple[Line, ...]
    good: int
    """Bytes up to the end of the last good line."""
    ending: Ending
    """`torn`: only an unfinished last line follows; `damaged`: something else is wrong after `good`."""
    bad_line: int = 0
    """One-based number of the first bad line, 0 when there is none."""
    reason: str = ""


class BadLineError(ValueError):
    """A journal line that cannot be trusted, with the reason."""


def digest_of(line: bytes) -> str:
    """Digest of a line's bytes, as the next line names it."""
    return hashlib.blake2b(line, digest_size=16).hexdigest()


def encode(line: Line) -> bytes:
    """The bytes of a line. Raises TypeError for values JSON cannot hold."""
    body: dict[str, Any] = {"seq": line.sequence, "prev": line.previous}
    if line.is_transaction:
        body |= {"at": line.at, "user": line.user, "label": line.label}
        if len(line.ops) >= _MANY:  # so that the line can be listed without reading what it did
            body |= {"undoes": line.undoes, "count": len(line.ops)}
        body["ops"] = [
            {"table": op.table, "doc": op.doc, "before": op.before, "after": op.after} for op in line.ops
        ]
    for name, value in (
        ("undoes", line.undoes),
        ("reserved", line.reserved),
        ("made", list(line.made)),
        ("dropped", list(line.dropped)),
        ("was", line.was),
        ("erased", [[tomb.sequence, tomb.was, tomb.now] for tomb in line.erased]),
    ):
        if value:
            body.setdefault(name, value)
    return _sealed(body)


def encode_header(header: Header) -> bytes:
    """The bytes of a journal's first line."""
    return _sealed({"journal": header.format, "after": header.after, "prev": header.previous})


def decode(data: bytes) -> Line:
    """A line from its bytes, newline included. Raises BadLineError."""
    body = _opened(data)
    found = digest_of(data)
    try:
        return Line(
            sequence=body["seq"],
            previous=body["prev"],
            at=body.get("at", ""),
            user=body.get("user", ""),
            label=body.get("label", ""),
            undoes=body.get("undoes", 0),
            ops=tuple(Op(op["table"], op["doc"], op["before"], op["after"]) for op in body.get("ops", ())),
            reserved=body.get("reserved", {}),
            made=tuple(body.get("made", ())),
            dropped=tuple(body.get("dropped", ())),
            was=body.get("was", ""),
            erased=tuple(Tomb(*tomb) for tomb in body.get("erased", ())),
            digest=body.get("was", "") or found,
            bytes_digest=found,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadLineError(f"it lacks a part every line has ({error})") from error


def head_of(beginning: bytes) -> Head | None:
    """What a long line says before its documents, from its first bytes; None when it does not say how many.

    It is not checked: whoever reads the line itself checks that.
    """
    text, found, _ = beginning[_CRC_LENGTH:].partition(_OPS)
    try:
        body = orjson.loads(text + b"}") if found else {}
        return Head(
            body["seq"], body["prev"], body["at"], body["user"], body["label"], body["undoes"], body["count"]
        )
    except (orjson.JSONDecodeError, KeyError):
        return None


def scan(data: bytes) -> Scan:
    """Read a whole journal, stopping at the first thing that cannot be trusted; never raises."""
    first, newline, _ = data.partition(b"\n")
    try:
        header = _decode_header(first + newline)
    except BadLineError as error:
        return Scan(None, (), 0, "damaged", 1, f"the first line is not readable: {error}")
    start = len(first) + 1
    rest = scan_lines(data[start:], header.after, header.previous, first_line=2)
    return Scan(header, rest.lines, start + rest.good, rest.ending, rest.bad_line, rest.reason)


def scan_lines(data: bytes, sequence: int, digest: str, *, first_line: int) -> Scan:
    """Read lines that continue from `sequence` and `digest`; never raises."""
    lines: list[Line] = []
    good = 0
    while good < len(data):
        end = data.find(b"\n", good) + 1 or len(data)
        try:
            line = decode(data[good:end])
            _check_chain(line, sequence, digest)
        except BadLineError as error:
            ending: Ending = "torn" if _is_torn(data[good:]) else "damaged"
            return Scan(None, tuple(lines), good, ending, first_line + len(lines), str(error))
        lines.append(line)
        sequence, digest, good = line.sequence, line.digest, end
    return Scan(None, tuple(lines), good, "whole")


def _is_torn(rest: bytes) -> bool:
    """Whether bytes can be one unfinished write: no end of line, or blocks that were never written (zeros).

    A finished line with a wrong checksum is not that: it was damaged later, and may have been acknowledged.
    """
    if b"\n" not in rest:
        return rest[-1:] == b"\0" or not _is_good(rest[:-1] + b"\n")
    return bool(_LOST_BLOCKS.search(rest)) and not any(_is_good(piece + b"\n") for piece in rest.split(b"\n"))


def _is_good(data: bytes) -> bool:
    try:
        _opened(data)
    except BadLineError:
        return False
    return True


def _check_chain(line: Line, sequence: int, digest: str) -> None:
    if line.previous != digest:
        raise BadLineError("it does not follow the line before it")
    if line.sequence != sequence + line.is_transaction:
        raise BadLineError(f"its number is {line.sequence} after {sequence}")


def header_of(first_line: bytes) -> Header | None:
    """What a journal continues, from its first line; None when that cannot be read."""
    try:
        return _decode_header(first_line)
    except BadLineError:
        return None


def _decode_header(data: bytes) -> Header:
    body = _opened(data)
    try:
        return Header(body["journal"], body["after"], body["prev"])
    except KeyError as error:
        raise BadLineError(f"it lacks {error}") from error


def _sealed(body: dict[str, Any]) -> bytes:
    text = orjson.dumps(body)
    return b"%08x %b\n" % (zlib.crc32(text), text)


def _opened(data: bytes) -> dict[str, Any]:
    if not data.endswith(b"\n"):
        raise BadLineError("it has no end")
    text = data[_CRC_LENGTH:-1]
    if data[:_CRC_LENGTH] != b"%08x " % zlib.crc32(text):
        raise BadLineError("its checksum is wrong")
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadLineError("it is not JSON") from error
    if not isinstance(body, dict):
        raise BadLineError("it is not a JSON object")
    return body
