"""Reading plain text: from an e-mail, pasted, or saved as .txt."""

from __future__ import annotations

from readiness.formats.documents.model import Inside, RawDocument, RawParagraph, Segment


def decoded(content: bytes) -> tuple[str, bool]:
    """A file's words: UTF-8, UTF-16 with its mark, else as Windows writes them; whether that was a guess.

    A letter cut off at the very end is no reason to guess.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), False
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        if error.start >= len(content) - 3 and error.reason == "unexpected end of data":
            return content[: error.start].decode("utf-8-sig"), False
        return content.decode("cp1252", "replace"), True


def read_plain_text(text: str) -> RawDocument:
    """A paragraph for each line that holds words."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return RawDocument(
        paragraphs=tuple(RawParagraph(Inside([Segment(line)])) for line in lines if line.strip()),
        has_loose_lines=True,
    )
