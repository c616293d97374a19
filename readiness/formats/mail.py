"""An e-mail taken apart (eml, msg): its bodies in any transfer encoding, and what is attached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path, PurePath

from readiness.formats import outlook
from readiness.formats.outlook import OutlookMail
from readiness.formats.packages import UnreadableError

MOST_BYTES = 128 * 1024 * 1024

MOST_PARTS = 500

_SHOWN = ("Subject", "From", "To", "Cc", "Bcc", "Reply-To")


@dataclass(frozen=True, slots=True)
class MailPart:
    """One part of an e-mail: words of a body or the headers, or an attached file."""

    text: str = ""
    content: bytes | None = None
    """An attached file's bytes; None when the part is words."""
    suffix: str = ""
    name: str = ""
    """An attached file's name; empty for a part of the message."""
    subject: str = ""
    is_header: bool = False


def mail_parts(path: Path) -> Iterator[MailPart]:
    """Everything in an e-mail.

    Raises:
        UnreadableError: It is too large, or has more parts than any e-mail.
        OSError: It cannot be opened.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableError(
            "The e-mail is larger than 128 MB.", "Save its attachments and look at each.", state="too_large"
        )
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    headers = "\n".join(str(message[name]) for name in _SHOWN if message[name])
    yield MailPart(headers, subject=str(message["Subject"] or ""), is_header=True)
    for number, part in enumerate(_leaves(message)):
        if number >= MOST_PARTS:
            raise UnreadableError(
                f"Only the first {MOST_PARTS} parts of the e-mail were looked at.",
                "Look at the rest by hand.",
            )
        yield _part(part)


def outlook_parts(path: Path) -> Iterator[MailPart]:
    """Everything in an e-mail as Outlook saves it.

    Raises:
        UnreadableError: It is too large.
        OSError: It cannot be opened, or is no such file.
    """
    with OutlookMail(path) as mail:
        people = [mail.text(tag) for tag in (outlook.SENDER, outlook.TO, outlook.CC)]
        subject = mail.text(outlook.SUBJECT)
        yield MailPart("\n".join(one for one in (subject, *people) if one), subject=subject, is_header=True)
        body, page = mail.text(outlook.BODY), mail.content(outlook.HTML)
        if body.strip():
            yield MailPart(body)
        elif page:
            yield MailPart(content=page, suffix=".html")
        for number, folder in enumerate(mail.attachments()):
            if number >= MOST_PARTS:
                return
            name = mail.text(outlook.ATTACHED_NAME, folder) or mail.text(outlook.ATTACHED_SHORT_NAME, folder)
            content = mail.content(outlook.ATTACHED_DATA, folder)
            yield MailPart(content=content, suffix=PurePath(name).suffix.casefold(), name=name)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something; an e-mail attached to an e-mail is one of them."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            stack.extend(one for one in [*part.iter_parts()][::-1] if isinstance(one, EmailMessage))
        else:
            yield part


def _part(part: EmailMessage) -> MailPart:
    kind = part.get_content_type()
    name = part.get_filename() or ""
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        content = first.as_bytes() if isinstance(first, EmailMessage) else b""
        return MailPart(content=content, suffix=".eml", name=name or "E-mail")
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if name or part.get_content_maintype() != "text":
        suffix = PurePath(name).suffix.casefold() or _suffix_of(kind)
        return MailPart(content=content, suffix=suffix, name=name)
    if kind == "text/html":
        return MailPart(content=_text(part, content).encode(), suffix=".html")
    return MailPart(_text(part, content))


def _suffix_of(kind: str) -> str:
    import mimetypes

    return mimetypes.guess_extension(kind) or ""


def _text(part: EmailMessage, content: bytes) -> str:
    """The words of a body in the encoding it says it has, or in one that takes anything."""
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")
