"""Plain text is read as the program wrote it, line by line, and never refused."""

from __future__ import annotations

import pytest

from readiness.formats.documents.plain_text import decoded, read_plain_text


@pytest.mark.parametrize(
    ("content", "text", "is_guess"),
    [
        ("caf\u00e9".encode(), "caf\u00e9", False),
        ("caf\u00e9".encode("utf-8-sig"), "caf\u00e9", False),
        ("caf\u00e9".encode("utf-16"), "caf\u00e9", False),
        (b"\xfe\xff" + "caf\u00e9".encode("utf-16-be"), "caf\u00e9", False),
        (b"caf\xe9 \x93x\x94", "caf\u00e9 \u201cx\u201d", True),
        (b"\x81 and more", "\ufffd and more", True),
        ("caf\u00e9".encode()[:-1], "caf", False),
        ("x \U0001f600".encode()[:-1], "x ", False),
        (b"caf\xe9", "caf", False),
        (b"caf\xe9 au lait", "caf\u00e9 au lait", True),
    ],
)
def test_a_file_is_read_as_the_program_wrote_it(content: bytes, text: str, is_guess: bool) -> None:
    """By its mark, as UTF-8, else as Windows writes; a letter cut off at the end is left out."""
    assert decoded(content) == (text, is_guess)


def test_every_line_with_words_is_a_paragraph() -> None:
    """Whatever ends a line or a page."""
    document = read_plain_text("one\r\ntwo\rthree\n \n\x0cfour")
    assert [one.inside.text for one in document.paragraphs] == ["one", "two", "three", "four"]
    assert document.has_loose_lines
