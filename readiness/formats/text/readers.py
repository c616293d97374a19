"""Reading one file in this very process: choose its reader, turn every failure into a Problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.formats.kinds import sniff
from readiness.formats.limited import LARGEST_FILE
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.collector import Collector, FullError
from readiness.formats.text.documents import collect_odt, collect_rich_text, collect_web_page, collect_word
from readiness.formats.text.mail import read_eml, read_msg
from readiness.formats.text.odp import read_slides
from readiness.formats.text.pdf import read_pdf
from readiness.formats.text.plain import read_text
from readiness.formats.text.pptx import read_pptx
from readiness.formats.text.sheets import read_csv, read_ods, read_xls, read_xlsx
from readiness.formats.text.wordless import holds_pictures
from readiness.model.records.passages import Extracted
from readiness.model.vocabulary import Reading

_NOT_READ: dict[str, Reading] = {
    "empty": "empty",
    "locked": "locked",
    "picture": "pictures",
    "misnamed": "damaged",
}
"""What the kinds without a reader mean for a file; any other is a kind that is not read."""

_UNREADABLE = {
    "empty": ("The file is empty.", "Ask for the file again."),
    "locked": ("The file is protected by a password.", "Open it and save a copy without the password."),
    "ole": (
        "The content is an older Office format (such as .doc or .ppt), whatever its name says.",
        "Open it in its own program and save it as .docx, .pptx or PDF.",
    ),
    "odf": ("The content is an OpenDocument file of another kind.", "Save it as .odt, .docx or PDF."),
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

SUFFIXES = {
    "docx": {".docx", ".docm", ".dotx"}, "xlsx": {".xlsx", ".xlsm", ".xltx"},
    "pptx": {".pptx", ".pptm", ".ppsx"},
    "pdf": {".pdf"}, "xls": {".xls"}, "html": {".html", ".htm", ".xhtml"}, "csv": {".csv", ".tsv"},
    "md": {".md", ".markdown"}, "odt": {".odt", ".ott"}, "ods": {".ods", ".ots"}, "odp": {".odp", ".otp"},
    "rtf": {".rtf", ".doc"}, "eml": {".eml", ".mht", ".mhtml"}, "msg": {".msg"},
}  # fmt: skip


def extract_here(path: Path, into: Collector | None = None) -> Extracted:
    """The words of a file, read in this process without limits of time or memory; never raises for bad data.

    They are collected by `into` when it is given: one that keeps more of them, such as the cells of tables.

    Use `readiness.formats.text.sandbox.extract` unless this process is the one that may be lost.
    """
    into = into or Collector(path)
    found = ""
    try:
        _check_file(path)
        found = sniff(path)
        _read(path, found, into)
    except RefusedError as error:
        into.state = error.state if isinstance(error, UnreadableError) else "failed"
        into.note("error", error.title, error.hint)
    except FullError:
        into.note("warning", "The file is very long; only its beginning was read.")
    except MemoryError:
        into.state = "too_large"
        into.note("error", "Reading the file needs more memory than it may have.")
    except OSError as error:
        into.state = "failed"
        into.note("error", f"The file cannot be read ({error.strerror or type(error).__name__}).")
    except RecursionError:
        into.state = "too_large"
        into.note("error", "The file is nested too deeply to be read.")
    except Exception as error:  # noqa: BLE001 - format libraries raise anything for damaged input
        into.state = "failed"
        into.note(
            "error",
            f"The file could not be read here ({type(error).__name__}); it may be sound all the same.",
            "Open it in its own program; if it opens, save it under a new name and add that.",
        )
    if into.is_empty and into.state == "read":
        _say_wordless(path, found, into)
    return into.finished(found)


def _say_wordless(path: Path, found: str, into: Collector) -> None:
    """What a file is that was read to its end and gave no word."""
    if holds_pictures(path, found):
        into.state = "pictures"
        into.note("warning", "The file holds pictures and no words.", "Ask for one whose words can be read.")
    else:
        into.state = "empty"
        into.note("warning", "No words were found in the file.", "Ask for the file again: nothing is in it.")


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise UnreadableError("There is no such file, or it is not a regular file.")
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableError(
            "The file is larger than 512 MB.", "Register it without its words.", state="too_large"
        )


def _read(path: Path, found: str, into: Collector) -> None:
    if found in _UNREADABLE:
        raise UnreadableError(*_UNREADABLE[found], state=_NOT_READ.get(found, "kind_not_read"))
    expected = SUFFIXES.get(found)
    if expected and path.suffix.lower() not in expected:
        into.note("warning", f"The content is {found}, although the name says otherwise.", "Rename the file.")
    reader = _READERS.get(found)
    if reader is None:
        raise UnreadableError("The file is damaged or cut short.", "Ask for the file again.", state="damaged")
    reader(path, into)


def _package_reader(read: Callable[[Package, Collector], None]) -> Callable[[Path, Collector], None]:
    def reader(path: Path, into: Collector) -> None:
        with Package(path) as package:
            read(package, into)

    return reader


_READERS: dict[str, Callable[[Path, Collector], None]] = {
    "docx": _package_reader(collect_word),
    "pptx": _package_reader(read_pptx),
    "xlsx": read_xlsx,
    "xls": read_xls,
    "odt": _package_reader(collect_odt),
    "odp": _package_reader(read_slides),
    "ods": read_ods,
    "rtf": collect_rich_text,
    "eml": lambda path, into: read_eml(path, into, extract_here),
    "msg": lambda path, into: read_msg(path, into, extract_here),
    "pdf": read_pdf,
    "csv": read_csv,
    "html": collect_web_page,
    "md": read_text,
    "txt": read_text,
}
