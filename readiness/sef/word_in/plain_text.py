"""Reading a self-evaluation that came back as plain text: from an e-mail, pasted, or saved as .txt."""

from __future__ import annotations

from readiness.sef.word_in.raw import RawParagraph, RawSef
from readiness.sef.word_in.runs import Inside, Segment


def decoded(content: bytes) -> str:
    """A file's words: UTF-8, UTF-16 with its mark, else as Windows writes them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_plain_text(text: str) -> RawSef:
    """A paragraph for each line that holds words."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return RawSef(
        paragraphs=tuple(RawParagraph(Inside([Segment(line)])) for line in lines if line.strip()),
        has_loose_lines=True,
    )
