"""Reading one file in this very process: choose its reader, turn every failure into a Problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.formats.kinds import sniff
from readiness.formats.limited import LARGEST_FILE
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.collector import Collector, FullError
from readiness.formats.text.docx import read_docx
from readiness.formats.text.html import read_html
from readiness.formats.text.pdf import read_pdf
from readiness.formats.text.plain import read_text
from readiness.formats.text.pptx import read_pptx
from readiness.formats.text.sheets import read_csv, read_xls, read_xlsx
from readiness.model.records.passages import Extracted

_UNREADABLE = {
    "empty": ("The file is empty.", "Ask for the file again."),
    "locked": ("The file is protected by a password.", "Open it and save a copy without the password."),
    "ole": (
        "The content is an older Office format (such as .doc, .ppt or .msg), whatever its name says.",
        "Open it in its own program and save it as .docx, .pptx or PDF.",
    ),
    "odf": ("The content is an OpenDocument file.", "Save it as .docx, .xlsx, .pptx or PDF."),
    "rtf": ("The content is rich text (RTF).", "Open it in Word and save it as .docx."),
    "zip": (
        "The file is a zip archive or an unknown package; nothing inside was opened.",
        "Unpack it first.",
    ),
    "picture": (
        "The file is a picture; it holds no words that can be read.",
        "Add a note saying what it shows.",
    ),
    "misnamed": (
        "The content is plain text, or damaged beyond reading, although the name says otherwise.",
        "Ask for the file again, or rename it to .txt if it is text.",
    ),
    "binary": ("The content is not a document this program can read.", "Save it as PDF or .docx."),
}

_SUFFIXES = {
    "docx": {".docx", ".docm", ".dotx"}, "xlsx": {".xlsx", ".xlsm", ".xltx"},
    "pptx": {".pptx", ".pptm", ".ppsx"},
    "pdf": {".pdf"}, "xls": {".xls"}, "html": {".html", ".htm", ".xhtml"}, "csv": {".csv", ".tsv"},
    "md": {".md", ".markdown"},
}  # fmt: skip


def extract_here(path: Path) -> Extracted:
    """The words of a file, read in this process without limits of time or memory; never raises for bad data.

    Use `readiness.formats.text.sandbox.extract` unless this process is the one that may be lost.
    """
    into = Collector(path)
    found = ""
    try:
        _check_file(path)
        found = sniff(path)
        _read(path, found, into)
    except RefusedError as error:
        into.note("error", error.title, error.hint)
    except FullError:
        into.note("warning", "The file is very long; only its beginning was read.")
    except MemoryError:
        into.note("error", "Reading the file needs more memory than it may have.")
    except OSError as error:
        into.note("error", f"The file cannot be read ({error.strerror or type(error).__name__}).")
    except RecursionError:
        into.note("error", "The file is nested too deeply to be read.")
    except Exception as error:  # noqa: BLE001 - format libraries raise anything for damaged input
        into.note(
            "error",
            f"The file is damaged or not what it seems ({type(error).__name__}).",
            "Ask for the file again, or open it in its own program and save it under a new name.",
        )
    if into.is_empty:
        into.note(
            "warning", "No words were found in the file.", "Open it to see whether it is what you expect."
        )
    return into.finished(found)


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise UnreadableError("There is no such file, or it is not a regular file.")
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableError("The file is larger than 512 MB.", "Register it without its words.")


def _read(path: Path, found: str, into: Collector) -> None:
    if found in _UNREADABLE:
        raise UnreadableError(*_UNREADABLE[found])
    expected = _SUFFIXES.get(found)
    if expected and path.suffix.lower() not in expected:
        into.note("warning", f"The content is {found}, although the name says otherwise.", "Rename the file.")
    reader = _READERS.get(found)
    if reader is None:
        raise UnreadableError("The file is damaged or cut short.", "Ask for the file again.")
    reader(path, into)


def _package_reader(read: Callable[[Package, Collector], None]) -> Callable[[Path, Collector], None]:
    def reader(path: Path, into: Collector) -> None:
        with Package(path) as package:
            read(package, into)

    return reader


_READERS: dict[str, Callable[[Path, Collector], None]] = {
    "docx": _package_reader(read_docx),
    "pptx": _package_reader(read_pptx),
    "xlsx": read_xlsx,
    "xls": read_xls,
    "pdf": read_pdf,
    "csv": read_csv,
    "html": read_html,
    "md": read_text,
    "txt": read_text,
}
