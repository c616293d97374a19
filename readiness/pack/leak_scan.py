"""Scan files for what they give away: every part of every format, files inside files, pictures, e-mails.

A report says which parts were read, what was found where, and what could not be read; it never holds a
word of the file. Files inside files are put into a private temporary folder while they are looked at.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Final

from readiness.base.disk import open_file
from readiness.base.errors import ReadinessError
from readiness.base.people_tables import PeopleTables, may_name_a_person
from readiness.base.personal_data import PatternKind, find_patterns
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, visible
from readiness.formats.kinds import sniff
from readiness.formats.limited import LimitedProcess, Limits, need_ordinary_file
from readiness.formats.mail import MailPart, mail_parts, outlook_parts
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.documents import PAGE_FRAME
from readiness.formats.text.readers import extract_here
from readiness.library.digests import is_online_only
from readiness.model.records.evidence import Pinpoint
from readiness.pack.leak_html import html_words
from readiness.pack.leak_kinds import Leak, LeakReport
from readiness.pack.leak_office import embedded_in, office_leaks, pictures_in
from readiness.pack.leak_parts import part_words
from readiness.pack.leak_pdf import look_into_pdf
from readiness.pack.leak_pictures import picture_leak_list, picture_words

DEEPEST: Final = 4
"""How many files inside files are opened: an attachment of an e-mail in an archive in an archive."""

MOST_INSIDE: Final = 500
"""Files inside one file that are looked at."""

MOST_INSIDE_BYTES: Final = 512 * 1024 * 1024

_MOST_PICTURE_BYTES: Final = 128 * 1024 * 1024

_UNREADABLE_ARCHIVES: Final = frozenset((".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".cab", ".iso"))

_OFFICE: Final = frozenset(("docx", "xlsx", "pptx"))

_TEXT: Final = "text"

_ELSEWHERE: Final = "It lies in the cloud alone; it was not fetched, and nothing of it was looked at."

_FETCH: Final = "Choose 'Always keep on this device' for it, or open it once, then look again."

_REMEDY: Final = "Look into it by hand before it is handed out."


def scan_files(
    paths: Iterable[Path], *, as_at: date | None = None, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[LeakReport]:
    """Scan files one after another; stops early when `cancelled` says so. Never raises for bad data.

    Args:
        paths: The files.
        as_at: The day ages are measured from, to tell a date of birth beside a name from any other date.
        cancelled: Asked before each file.
    """
    with (
        LimitedProcess(Limits(seconds=60, memory_mib=768)) as process,
        tempfile.TemporaryDirectory(prefix="readiness-") as folder,
    ):
        for path in paths:
            if cancelled():
                return
            yield _report(path, process, Path(folder), as_at)


def _report(path: Path, process: LimitedProcess, folder: Path, as_at: date | None) -> LeakReport:
    """What the limited process finds; a file that costs too much, or cannot be opened, is a Problem.

    What lies in the cloud alone is not fetched.
    """
    if _is_elsewhere(path):
        return LeakReport(path, (), (Problem("warning", Where(file=visible(path.name)), _ELSEWHERE, _FETCH),))
    try:
        need_ordinary_file(path)
        found = process.call(scan_here, path.absolute(), folder, as_at)
    except ReadinessError as error:
        remedy = error.hint or _REMEDY
        problem = Problem("warning", Where(file=visible(path.name)), visible(error.title), visible(remedy))
        return LeakReport(path, (), (problem,))
    finally:
        for left in folder.iterdir():  # of a process that was ended in the middle
            left.unlink()
    leaks, problems, read, not_read = found
    return LeakReport(path, leaks, problems, read, not_read)


def _is_elsewhere(path: Path) -> bool:
    try:
        return is_online_only(path.stat())
    except OSError:
        return False


Found = tuple[tuple[Leak, ...], tuple[Problem, ...], tuple[str, ...], tuple[str, ...]]
"""Leaks, problems, parts read and parts not read."""


def scan_here(path: Path, folder: Path, as_at: date | None) -> Found:
    """Look at a file in this very process, so asked in the limited one.

    Args:
        path: The file.
        folder: A private folder for files that are inside it, which the caller empties.
        as_at: The day ages are measured from.
    """
    return _Scan(path, folder, as_at).found()


@dataclass
class _Inside:
    """How much was taken out of one file, in all its depths."""

    files: int = 0
    bytes: int = 0


@dataclass
class _Scan:
    """One file being looked at; files inside it are scans of their own that add to the same lists."""

    path: Path
    folder: Path
    as_at: date | None
    inside: _Inside = field(default_factory=_Inside)
    depth: int = 0
    at: str = ""
    """Where this file stands in the one outside, in words; empty for the outermost."""
    leaks: list[Leak] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: dict[str, None] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    name: str = ""
    """Name of the outermost file, for problems."""

    def found(self) -> Found:
        """Look at everything."""
        self.name = visible(self.path.name)
        self.look()
        return (
            _merged(self.leaks),
            tuple(dict.fromkeys(self.problems)),
            tuple(self.read),
            tuple(_UNREAD[kind](number) for kind, number in self.unread.items()),
        )

    def look(self) -> None:
        """Look at this file, whatever it is."""
        try:
            self._look()
        except UnreadableError as error:
            self._problem(error.what, error.hint)
        except OSError as error:
            self._problem(f"The file cannot be opened: {visible(error.strerror)}.")
        except Exception as error:  # noqa: BLE001 - a parser's message may quote the file: only its kind is kept
            self._problem(f"The file could not be looked into ({type(error).__name__}).")

    def _look(self) -> None:
        kind = sniff(self.path)
        if kind == "picture":
            with open_file(self.path) as stream:
                self._picture(stream.read(_MOST_PICTURE_BYTES), "picture")
        elif kind == "msg":
            self._mail(outlook_parts(self.path))
        elif kind == "eml":
            self._mail(mail_parts(self.path))
        elif kind == "zip" and self.path.suffix.casefold() not in _PACKAGE_SUFFIXES:
            self._archive()
        elif kind == "binary" and self.path.suffix.casefold() in _UNREADABLE_ARCHIVES:
            raise UnreadableError(
                "It is an archive of a kind that is not opened here.", "Unpack it and look at each file."
            )
        else:
            self._document(kind)

    def _document(self, kind: str) -> None:
        is_open_document = False
        if kind in _OFFICE or self.path.suffix.casefold() in _PACKAGE_SUFFIXES:
            with Package(self.path) as package:
                is_open_document = "content.xml" in package.names
                self._package(package)
        elif kind == "pdf":
            self._pdf()
        elif kind == "rtf":
            self._problem(
                "Only the words shown were looked at, not the comments, hidden words and pictures.",
                "Save it as .docx and send that, or look through it by eye.",
            )
        elif kind == "html":
            self._words(
                "links, alternative text and notes of the page",
                "links, alternative text and notes",
                html_words(self.path),
            )
        if not is_open_document:
            self._text()

    def _text(self) -> None:
        """The words of the document, read in a process of its own."""
        extracted = extract_here(self.path)
        tables, places = PeopleTables(self.as_at), _Places()
        for passage in extracted.passages:
            if passage.pinpoint.heading in PAGE_FRAME:
                continue  # read with the parts of the package
            place = places.words(passage.pinpoint)
            self._patterns(passage.text, place)
            tables.take(passage.text, table=passage.pinpoint.sheet, place=place)
        self._people(tables)
        if extracted.passages:
            self.read[self._named(_TEXT)] = None
        for problem in extracted.problems:
            if problem.severity != "info":
                self._problem(problem.what, problem.hint)

    def _package(self, package: Package) -> None:
        for leak in office_leaks(package):
            self._leak(leak)
        for part in part_words(package):
            if not part.is_readable:
                self._problem(f"A part of the file could not be read: {part.place}.")
                continue
            self._words(part.place, part.group, part.rows)
        for name in pictures_in(package):
            self._picture(package.read(name), f"picture {visible(name.rpartition('/')[2])}")
        for number, name in enumerate(embedded_in(package), start=1):
            self._nested(package.read(name), PurePath(name).suffix, f"embedded file {number}")

    def _pdf(self) -> None:
        found = look_into_pdf(self.path)
        for leak in found.leaks:
            self._leak(leak)
        for place, words in found.words:
            self._words(place, "properties, notes, forms, bookmarks and links", [words])
        for number, (suffix, content) in enumerate(found.attached, start=1):
            self._nested(content, suffix, f"attached file {number}")
        if found.pictures:
            self.unread["pictures"] += found.pictures

    def _mail(self, parts: Iterable[MailPart]) -> None:
        number = 0
        body: list[str] = []
        for part in parts:
            if part.is_header:
                self._words("subject and addresses", "subject and addresses", part.text.splitlines())
            elif part.content is None:
                body += part.text.splitlines()
            elif part.suffix == ".html":
                self._nested(part.content, part.suffix, "message")
            else:
                number += 1
                self._leak(Leak("attachments", "attached files", 1))
                self._nested(part.content, part.suffix, f"attachment {number}")
        self._words("message", "message", body)

    def _archive(self) -> None:
        with Package(self.path) as package:
            names = sorted(name for name in package.names if not name.endswith("/"))
            for number, name in enumerate(names, start=1):
                self._nested(package.read(name), PurePath(name).suffix, f"file {number} in the archive")
        self.read[self._named("files in the archive")] = None

    def _nested(self, content: bytes, suffix: str, at: str) -> None:
        """Look at a file inside this one."""
        place = self._named(f"{at} ({visible(suffix)})" if suffix else at)
        self.inside.files += 1
        self.inside.bytes += len(content)
        if self.depth >= DEEPEST:
            self._problem(f"Not opened, {DEEPEST} files deep: {place}.")
            return
        if self.inside.files > MOST_INSIDE or self.inside.bytes > MOST_INSIDE_BYTES:
            self._problem("Only the first files inside it were looked at: there are too many, or too large.")
            return
        if not content:
            return
        path = self.folder / f"{self.inside.files}{_safe_suffix(suffix)}"
        path.write_bytes(content)
        try:
            _Scan(
                path, self.folder, self.as_at, self.inside, self.depth + 1, place,
                self.leaks, self.problems, self.read, self.unread, self.name,
            ).look()  # fmt: skip
        finally:
            path.unlink(missing_ok=True)

    def _picture(self, content: bytes, place: str) -> None:
        for leak in picture_leak_list(content, place):
            self._leak(leak)
        words = picture_words(content)
        self._words(f"words inside {place}", "pictures' own words and places", words)
        self.unread["pictures"] += 1

    def _words(self, place: str, group: str, rows: Iterable[str]) -> None:
        """Count the patterns and people in some words, and say that the part was read."""
        tables = PeopleTables(self.as_at)
        for row in rows:
            self._patterns(row, place)
            tables.take(row, table=place, place=place)
        self._people(tables)
        self.read[self._named(group)] = None

    def _people(self, tables: PeopleTables) -> None:
        for table in tables.found():
            self._leak(Leak("people_table", table.place, table.rows))

    def _patterns(self, text: str, place: str) -> None:
        counts: Counter[PatternKind] = Counter(hit.kind for hit in find_patterns(text))
        for kind, number in counts.items():
            self._leak(Leak(kind, place, number))

    def _leak(self, leak: Leak) -> None:
        self.leaks.append(Leak(leak.kind, self._named(leak.place), leak.count))

    def _named(self, place: str) -> str:
        return f"{self.at}: {place}" if self.at else place

    def _problem(self, what: str, hint: str = "") -> None:
        said = f"{self.at}: {what}" if self.at else what
        remedy = hint or _REMEDY
        self.problems.append(Problem("warning", Where(file=self.name), said, remedy))


_PACKAGE_SUFFIXES: Final = frozenset(
    (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".pptm", ".ppsx", ".odt", ".ods", ".odp",
     ".ott", ".ots", ".otp")
)  # fmt: skip

_UNREAD: Final[dict[str, Callable[[int], str]]] = {
    "pictures": lambda number: f"what {counted(number, 'picture')} {'shows' if number == 1 else 'show'}",
}


def _safe_suffix(suffix: str) -> str:
    """A suffix that can stand in a file name; empty for any other."""
    kept = suffix.casefold()
    return kept if kept.isascii() and kept[1:].isalnum() and len(kept) < 10 else ""  # noqa: PLR2004 - longest


@dataclass
class _Places:
    """The places of one document in words; what may itself be a value is told by its number."""

    headings: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, int] = field(default_factory=dict)

    def words(self, pinpoint: Pinpoint) -> str:
        """A place; a heading or sheet that holds a pattern or may name a person is not repeated."""
        heading, sheet = pinpoint.heading, pinpoint.sheet
        number = self.headings.setdefault(heading, len(self.headings) + 1) if heading else 0
        sheet_number = self.sheets.setdefault(sheet, len(self.sheets) + 1) if sheet else 0
        is_withheld = _may_be_a_value(heading)
        shown = pinpoint.model_copy(
            update={
                "heading": "" if is_withheld else heading,
                "sheet": str(sheet_number) if _may_be_a_value(sheet) else sheet,
            }
        )
        under = f"under heading {number} of the file" if is_withheld else ""
        return ", ".join(part for part in (visible(shown), under) if part) or _TEXT


def _may_be_a_value(words: str) -> bool:
    return may_name_a_person(words) or any(True for _hit in find_patterns(words))


def _merged(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Leak] = {}
    for leak in leaks:
        key = (leak.kind, leak.place)
        counts[key] += leak.count
        first.setdefault(key, leak)
    return tuple(Leak(first[key].kind, first[key].place, counts[key]) for key in first)
