"""Bytes of a definition file -> text, with size, encoding and control characters checked."""

from __future__ import annotations

import re
from pathlib import Path

from readiness.core.problems import Problem, Where

MAX_BYTES = 1024 * 1024
"""Largest definition file read: 1 MiB. The largest shipped one is under 40 KiB."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LISTED = 20


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The file's text, or None with the reason added to `problems`."""
    try:
        if not path.is_file():
            what = "It is not a file." if path.exists() else "There is no such file."
            problems.append(Problem("error", Where(file=name), what, "Check the path."))
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        what = f"It could not be read: {reason}."
        problems.append(Problem("error", Where(file=name), what, "Check access to it."))
        return None
    if len(data) > MAX_BYTES:
        what = "The file is larger than 1 MiB."
        problems.append(Problem("error", Where(file=name), what, "Split or shorten it."))
        return None
    return _decoded(data, name, problems)


def _decoded(data: bytes, name: str, problems: list[Problem]) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        hint = "Save the file again with the encoding UTF-8."
        problems.append(Problem("error", Where(file=name, line=line), "The file is not UTF-8 text.", hint))
        return None
    found = list(_CONTROL.finditer(text))
    for one in found[:_LISTED]:
        line = text.count("\n", 0, one.start()) + 1
        what = f"There is a control character <U+{ord(one.group()):04X}> here."
        problems.append(Problem("error", Where(file=name, line=line), what, "Delete it."))
    return None if found else text
