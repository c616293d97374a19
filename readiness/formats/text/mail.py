"""Words out of e-mails (eml, msg): subject, people, message, and each attachment read by its own reader."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from readiness.base.text import visible
from readiness.formats.mail import MailPart, mail_parts, outlook_parts
from readiness.formats.text.collector import Collector
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted

MOST_ATTACHMENTS = 50

_MOST_BYTES = 64 * 1024 * 1024
"""Bytes of one attachment that is read."""

Read = Callable[[Path], Extracted]
"""Reads one file by its kind."""


def read_eml(path: Path, into: Collector, read: Read) -> None:
    """Collect an e-mail as saved by a mail program; raises UnreadableError and OSError."""
    _collect(mail_parts(path), into, read)


def read_msg(path: Path, into: Collector, read: Read) -> None:
    """Collect an e-mail as saved by Outlook; raises UnreadableError and OSError."""
    _collect(outlook_parts(path), into, read)


def _collect(parts: Iterable[MailPart], into: Collector, read: Read) -> None:
    number = 0
    for part in parts:
        if part.is_header:
            into.name(part.subject)
            into.add(part.text, Pinpoint(heading="Subject and addresses"))
        elif part.content is None:
            into.add(part.text, Pinpoint(heading="Message"))
        else:
            number += bool(part.name) or part.suffix != ".html"
            _attachment(part, number, into, read)


def _attachment(part: MailPart, number: int, into: Collector, read: Read) -> None:
    """One attached file, under its name; the message's own page is its message."""
    is_message = not part.name and part.suffix == ".html"
    name = "Message" if is_message else visible(part.name) or f"attachment {number}"
    content = part.content or b""
    if number > MOST_ATTACHMENTS or len(content) > _MOST_BYTES:
        into.note("warning", f"{name} was not read: there are too many attachments, or it is too large.")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"part{part.suffix if part.suffix[1:].isalnum() else ''}"
        path.write_bytes(content)
        found = read(path)
    for passage in found.passages:
        at = passage.pinpoint
        into.add(
            passage.text, at if is_message else at.model_copy(update={"heading": _under(name, at.heading)})
        )
    if not found.passages and not is_message:
        into.note("info", f"{name} holds no words that could be read.")


def _under(name: str, heading: str) -> str:
    return f"{name}: {heading}" if heading else name
