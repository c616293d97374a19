"""Looking a pack's files over for what they give away: counts and places, never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import ReadinessError
from readiness.base.personal_data import PatternKind, find_patterns
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.formats.limited import need_ordinary_file
from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.sandbox import TextReader
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Passage
from readiness.pack.leak_kinds import Leak, LeakReport, office_leaks, picture_leak_list

if TYPE_CHECKING:
    from readiness.pack.plan import PackPlan


@dataclass(frozen=True, slots=True)
class FileLeaks:
    """What one file of a pack may give away."""

    evidence_id: str
    title: str
    report: LeakReport


def scan_pack(
    plan: PackPlan,
    *,
    progress: Callable[[int, int, str], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[FileLeaks]:
    """Look every file of a plan over once, in its order; only those with something to say are returned.

    Args:
        plan: What would be handed over.
        progress: Told files done, files in all, and the title of the next one.
        cancelled: Asked before each file; what was found until then is returned.
    """
    files = {file.path: file for _, file in plan.files()}
    chosen = list(files.values())
    found: list[FileLeaks] = []
    for done, report in enumerate(scan_files(files, cancelled=cancelled), start=1):
        file = chosen[done - 1]
        if not report.is_clear:
            found.append(FileLeaks(file.evidence_id, file.title, report))
        progress(done, len(chosen), file.title)
    return found


_PACKAGES = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp"})

_OPEN_DOCUMENTS = frozenset({".odt", ".ods", ".odp"})

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})

_MOST_PAGES = 3000

_MOST_PICTURE_BYTES = 128 * 1024 * 1024


def scan_files(
    paths: Iterable[Path], *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[LeakReport]:
    """Scan files one after another; stops early when `cancelled` says so. Never raises for bad data."""
    with TextReader() as reader:
        for path in paths:
            if cancelled():
                return
            yield _scan(path, reader)


def scan_file(path: Path) -> LeakReport:
    """Scan one file. Never raises for bad data: what cannot be looked into is a Problem."""
    return next(scan_files([path]))


def _scan(path: Path, reader: TextReader) -> LeakReport:
    leaks: list[Leak] = []
    problems: list[Problem] = []
    suffix = path.suffix.casefold()
    try:
        need_ordinary_file(path)
        leaks.extend(reader.process.call(hidden_leaks, path.absolute(), suffix))
    except ReadinessError as error:
        problems.append(_problem(path, visible(error.title), visible(error.hint)))
    if not problems and suffix not in _PICTURES | _OPEN_DOCUMENTS:
        extracted = reader.read(path)
        leaks.extend(_patterns(extracted.passages))
        problems.extend(one for one in extracted.problems if one.severity != "info")
    return LeakReport(path, _merged(leaks), tuple(problems))


def hidden_leaks(path: Path, suffix: str) -> list[Leak]:
    """What a file gives away beside its words; read in this process, so asked in the limited one.

    Raises:
        UnreadableError: It cannot be looked into.
    """
    if suffix in _PACKAGES:
        with Package(path) as package:
            return list(office_leaks(package))
    if suffix == ".pdf":
        return list(_pdf_leaks(path))
    if suffix in _PICTURES:
        with path.open("rb") as stream:
            return list(picture_leak_list(stream.read(_MOST_PICTURE_BYTES), "picture"))
    with path.open("rb"):
        return []


def _pdf_leaks(path: Path) -> Iterator[Leak]:
    from pypdf import PdfReader

    with path.open("rb") as stream:
        pdf = PdfReader(stream, strict=False)
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise UnreadableError("The file is protected by a password.", "Save a copy without the password.")
        if pdf.metadata is not None and str(pdf.metadata.get("/Author") or "").strip():
            yield Leak("author", "document properties", 1)
        xmp = pdf.xmp_metadata
        if xmp is not None and any(str(name).strip() for name in xmp.dc_creator or ()):
            yield Leak("author", "XMP properties", 1)
        if attached := len(pdf.attachments):
            yield Leak("attachments", "attached files", attached)
        for number, page in enumerate(pdf.pages, start=1):
            if number > _MOST_PAGES:
                raise UnreadableError(
                    f"Only the first {_MOST_PAGES} pages were looked at.", "Split the file."
                )
            notes = [note.get_object() for note in page.get("/Annots") or ()]
            kinds = [note.get("/Subtype") for note in notes]
            files = sum(kind == "/FileAttachment" for kind in kinds)
            marks = sum(kind not in {"/Link", "/Widget", "/FileAttachment", "/Popup"} for kind in kinds)
            if marks:
                yield Leak("annotations", f"p.{number}", marks)
            if files:
                yield Leak("attachments", f"p.{number}", files)


def _patterns(passages: Iterable[Passage]) -> Iterator[Leak]:
    counts: Counter[tuple[PatternKind, str]] = Counter()
    for passage in passages:
        for hit in find_patterns(passage.text):
            counts[hit.kind, _place(passage.pinpoint)] += 1
    yield from (Leak(kind, place, count) for (kind, place), count in counts.items())


def _place(pinpoint: Pinpoint) -> str:
    """The place in words; a heading that itself holds a pattern is not repeated."""
    shown = pinpoint
    if any(True for _hit in find_patterns(pinpoint.heading)):
        shown = shown.model_copy(update={"heading": ""})
    if any(True for _hit in find_patterns(pinpoint.sheet)):
        shown = shown.model_copy(update={"sheet": ""})
    return visible(shown) or "text"


def _merged(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Leak] = {}
    for leak in leaks:
        key = (leak.kind, leak.place)
        counts[key] += leak.count
        first.setdefault(key, leak)
    return tuple(Leak(first[key].kind, first[key].place, counts[key]) for key in first)


def _problem(path: Path, what: str, hint: str = "Look into it by hand before it is handed out.") -> Problem:
    return Problem("warning", Where(file=visible(path.name)), what, hint)
