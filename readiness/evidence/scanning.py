"""Taking in a whole folder of evidence, and looking at what became of the files since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.base.errors import ReadinessError, RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, visible
from readiness.evidence.proposals import Editions, Proposal, changed, moved, newest_first, of_stored
from readiness.formats.shortcuts import SHORTCUTS, shortcut_target
from readiness.library import files as library
from readiness.library.files import remember, states_checked
from readiness.library.guess import described
from readiness.library.scan import FolderScan, Found, Step, scan
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence, FileStates
from readiness.model.vocabulary import CANNOT_BE_OPENED, READING_TITLES
from readiness.rules.reading import reading_of
from readiness.store.layout import is_bookkeeping
from readiness.workspace.editing import make, usual_values

if TYPE_CHECKING:
    from readiness.formats.text.sandbox import TextReader
    from readiness.model.records.passages import Extracted
    from readiness.workspace.workspace import Workspace

Progress = Callable[[Step], None]

Cancelled = Callable[[], bool]


@dataclass(slots=True)
class ScanResult:
    """What a scan added and what it left alone."""

    added: list[Evidence] = field(default_factory=list)
    known: int = 0
    """Files whose content was registered before."""
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of a file and the file of the same content that was taken instead."""
    proposals: list[Proposal] = field(default_factory=list)
    """Files that were not added, because each seems to belong to an item there is already."""
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    is_complete: bool = True
    """False when it was cancelled; what was added stays, and a new scan goes on from there."""


def scan_folder(
    ws: Workspace,
    folder: Path,
    *,
    in_place: bool = False,
    dry_run: bool = False,
    adds_all: bool = False,
    as_at: date,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ScanResult:
    """Add every regular file of a folder whose content is not registered yet, as one change.

    Run again it adds nothing twice. What seems to be an item's own file, moved or changed, or another edition
    of it, is proposed and not added; of several editions in the folder itself the newest is added. With
    `adds_all` other editions are items of their own.

    Titles, kinds and periods are taken from the documents where they say so themselves.

    Raises:
        RefusedError: There is no such folder.
        StorageError: A file cannot be copied; what was added before it stays.
    """
    from readiness.formats.text.sandbox import TextReader

    found = scan(folder, progress=progress, cancelled=cancelled)
    result = ScanResult(
        skipped=len(found.skipped), problems=list(found.skipped), is_complete=found.is_complete
    )
    fresh = _fresh(ws, found, result)
    taken: list[dict[str, object]] = []
    held: list[library.StoredFile] = []
    try:
        with TextReader() as reader:
            each = _each(fresh, result, progress, cancelled)
            hold = None if dry_run else partial(_hold, ws, in_place=in_place)
            apart = _apart(ws, reader, each, result, hold, adds_all=adds_all, in_place=in_place)
            for one, extracted, file in apart:
                if file is not None:
                    held.append(file)
                    taken.append(_take(ws, one, file, extracted, result, in_place=in_place, as_at=as_at))
    finally:
        library.take_back(held[len(taken) :])
        if taken:
            added = _store(ws, folder.name, taken, held[: len(taken)])
            stored = {one.id: item for one, item in zip(result.added, added, strict=False)}
            result.added, result.proposals = added, of_stored(result.proposals, stored)
    return result


def _apart(
    ws: Workspace,
    reader: TextReader,
    files: Iterator[Found],
    result: ScanResult,
    hold: Callable[[Found], library.StoredFile] | None,
    *,
    adds_all: bool,
    in_place: bool,
) -> Iterator[tuple[Found, Extracted, library.StoredFile | None]]:
    """The files that are items of their own, with their words, as `hold` keeps them; the others are proposed.

    Each is listed as added with an id for the time being. One that cannot be kept is passed over.
    """
    editions = Editions(ws, reader)
    for one in files:
        extracted = reader.read(one.path)
        if not adds_all and (proposal := editions.of(one, extracted)) is not None:
            result.proposals.append(proposal)
            continue
        try:
            library.need_place(ws.root, one.path, in_place=in_place)
            file = hold(one) if hold is not None else None
        except RefusedError as error:
            result.skipped += 1
            what = f"Passed over. {error.title}"
            result.problems.append(Problem("warning", Where(file=one.relative), what, error.hint))
            continue
        result.added.append(_unread(one, extracted, len(result.added) + 1))
        editions.took(result.added[-1])
        yield one, extracted, file


def _each(
    fresh: list[Found], result: ScanResult, progress: Progress | None, cancelled: Cancelled | None
) -> Iterator[Found]:
    """The files one after another, told before each, until somebody says stop."""
    for number, one in enumerate(fresh):
        if cancelled is not None and cancelled():
            result.is_complete = False
            return
        if progress is not None:
            progress(Step(number, len(fresh), one.relative))
        yield one


def _store(
    ws: Workspace, name: str, taken: list[dict[str, object]], held: list[library.StoredFile]
) -> list[Evidence]:
    """The new items, stored as one change; when they cannot be, no copy is left behind."""
    try:
        ids = ws.new_ids(Evidence.table, len(taken))
        usual = usual_values(Evidence, ws.framework)
        added = [
            make(Evidence, id=fresh_id, **{**usual, **one}) for fresh_id, one in zip(ids, taken, strict=True)
        ]
        label = f"Scan {name}: add {counted(len(added), 'item')}"
        ws.run(Transaction(label, tuple(put(one) for one in added)))
    except BaseException:
        library.take_back(held)
        raise
    remember(ws.root, held)
    return added


def _fresh(ws: Workspace, found: FolderScan, result: ScanResult) -> list[Found]:
    """The files worth adding: with content, not registered, one of each content."""
    known = {sha256 for one in ws.records.evidence.values() for sha256 in one.contents}
    taken: dict[str, Found] = {}
    own: list[str] = []
    for one in found.files:
        if is_bookkeeping(one.path):
            own.append(one.relative)
        elif one.path.suffix.casefold() in SHORTCUTS:
            result.skipped += 1
            result.problems.append(_shortcut(one))
        elif not one.size:
            result.skipped += 1
            result.problems.append(
                Problem("warning", Where(file=one.relative), f"Passed over. {library.EMPTY_FILE}")
            )
        elif one.sha256 in known:
            result.known += 1
            result.proposals += moved(ws, one)
        elif (proposal := changed(ws, one)) is not None:
            result.proposals.append(proposal)
        elif one.sha256 in taken:
            result.duplicates.append((one.relative, taken[one.sha256].relative))
        else:
            taken[one.sha256] = one
    if own:
        result.skipped += len(own)
        what = (
            f"Passed over with {counted(len(own) - 1, 'other')} of a workspace itself, which are no evidence."
        )
        result.problems.append(Problem("warning", Where(file=own[0]), what))
    return newest_first(list(taken.values()))


def _shortcut(one: Found) -> Problem:
    """Where a shortcut points; it is not followed."""
    from readiness.formats.limited import read_file

    try:
        target = visible(read_file(shortcut_target, one.path))
    except ReadinessError as error:
        return Problem("warning", Where(file=one.relative), f"Passed over. {error.title}", error.hint)
    what = f"Passed over: it is a shortcut to {target}."
    return Problem(
        "warning", Where(file=one.relative), what, f'To add that: readiness evidence add "{target}"'
    )


def _hold(ws: Workspace, one: Found, *, in_place: bool) -> library.StoredFile:
    if in_place:
        return library.register(ws.root, one.path)
    folder = Path(one.relative).parent.as_posix()
    return library.add_file(ws.root, one.path, folder="" if folder == "." else folder)


def _take(
    ws: Workspace,
    one: Found,
    held: library.StoredFile,
    extracted: Extracted,
    result: ScanResult,
    *,
    in_place: bool,
    as_at: date,
) -> dict[str, object]:
    fields, problems = described(extracted, one.path, ws.framework)
    result.problems += problems
    return {
        **fields,
        "location_kind": "path" if in_place else "library",
        "location": held.location,
        "sha256": held.sha256,
        "size": held.size,
        "added": as_at,
    }


def _unread(one: Found, extracted: Extracted, number: int) -> Evidence:
    return make(
        Evidence,
        id=f"(new {number})",
        title=one.path.stem,
        location_kind="path",
        location=one.relative,
        reading=extracted.state,
        words=extracted.words,
        sha256=one.sha256,
        size=one.size,
    )


@dataclass(frozen=True, slots=True)
class FileFinding:
    """An item whose file or links want attention."""

    id: str
    title: str
    state: str
    """``missing``, ``changed``, ``empty``, ``locked``, ``damaged``, ``online only``, ``linked to nothing`` or
    ``not registered``."""
    location: str

    def to_data(self) -> dict[str, Any]:
        """JSON-ready mapping."""
        return asdict(self)


def check_files(ws: Workspace, *, read_data: bool = False) -> list[FileFinding]:
    """Files missing, changed, or lying in the library unregistered, and items linked to nothing."""
    states = states_checked(ws.records, ws.root, read_data=read_data)
    ws.use_files(states)
    findings = [
        FileFinding(one.id, one.title, state, one.location)
        for one in ws.records.evidence.values()
        if not one.is_withdrawn
        for state in _states(ws, one, states)
    ]
    if ws.library.is_dir():
        files = [one.path for one in scan(ws.library).files]
        lying = library.orphans(ws.records.evidence, ws.root, files)
        findings += [
            FileFinding("", one.name, "not registered", one.relative_to(ws.library).as_posix())
            for one in lying
        ]
    return findings


def _states(ws: Workspace, one: Evidence, states: FileStates) -> list[str]:
    found: list[str] = []
    if (state := states.state_of(one.id)) != "present":
        found.append(state)
    reading = reading_of(one, states)
    if reading in {*CANNOT_BE_OPENED, "online"}:
        found.append(READING_TITLES[reading])
    if not ws.index.links_of(one.id):
        found.append("linked to nothing")
    return found
