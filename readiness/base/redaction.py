"""Words that are to be taken out: found in texts, in JSON values and in bytes, and replaced by a mark."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from contextlib import suppress
from typing import Any

MARK = "[erased]"
"""What stands where words were."""

FILE_MARK = "erased"
"""The same in the names of files of ours, which know no brackets."""

_TAGS = re.compile(r"<[^<>]{1,2000}>")


class Words:
    """Words as a person gave them: whole words in any case, with any spaces between them."""

    def __init__(self, words: str) -> None:
        self.text = words.strip()
        forms = dict.fromkeys(unicodedata.normalize(form, self.text) for form in ("NFC", "NFD", "NFKC"))
        parts = (r"\s+".join(re.escape(part) for part in form.split()) for form in forms)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])", re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self.text)

    def is_in(self, text: str) -> bool:
        """Whether they stand in a text."""
        return bool(self.text) and self._pattern.search(text) is not None

    def out_of(self, text: str) -> str:
        """A text without them."""
        return self._pattern.sub(MARK, text) if self.text else text

    def out_of_value(self, value: Any) -> Any:
        """A JSON value without them in any of its texts; names of fields are left."""
        if isinstance(value, str):
            return self.out_of(value)
        if isinstance(value, dict):
            return {key: self.out_of_value(item) for key, item in value.items()}
        return [self.out_of_value(item) for item in value] if isinstance(value, list) else value

    def out_of_name(self, name: str, *, is_marked: bool = True) -> str:
        """A file's name without them, in the words of `MARK` or of `FILE_MARK`."""
        return self._pattern.sub(MARK if is_marked else FILE_MARK, name) if self.text else name

    def is_in_bytes(self, data: bytes) -> bool:
        """Whether they stand in bytes: as UTF-8 or UTF-16, as JSON or XML may write them, between tags."""
        return bool(self.text) and any(self.is_in(form) for form in _readings(data))


def _readings(data: bytes) -> list[str]:
    """What bytes may say, each way they may be read."""
    text = data.decode("utf-8", errors="replace")
    readings = [text]
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        readings.append(data.decode("utf-16", errors="replace"))
    if "\\" in text:
        readings.append(_JSON_TEXT.sub(_unescaped, text))
    if "<" in text:
        readings += [html.unescape(_TAGS.sub(joint, text)) for joint in ("", " ")]
    return readings


_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def _unescaped(found: re.Match[str]) -> str:
    with suppress(ValueError):
        return str(json.loads(found.group(), strict=False))
    return found.group()
