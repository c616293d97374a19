"""The container of Office files of before 2007, and of newer ones with a password, by its bytes."""

from __future__ import annotations

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Its first bytes."""

_PROTECTED = "EncryptedPackage".encode("utf-16-le")

_WORD_STREAM = "WordDocument".encode("utf-16-le")

_WORD_TEXT = b"\xec\xa5"
"""How the text of a Word document begins; it stands at the start of a sector."""

_SECTOR = 512

_LOCKED_AT = 11
"""Where the byte stands after that whose lowest bit says that there is a password (MS-DOC 2.5.2)."""


def holds_word(content: bytes) -> bool:
    """Whether there is a Word document in such a file."""
    return _WORD_STREAM in content


def is_locked(content: bytes) -> bool:
    """Whether such a file is protected by a password: a newer one is kept whole in it, an old one says so."""
    return _PROTECTED in content or any(
        content.startswith(_WORD_TEXT, at) and content[at + _LOCKED_AT] & 1
        for at in range(_SECTOR, len(content) - _LOCKED_AT, _SECTOR)
    )
