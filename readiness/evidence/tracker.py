"""An area's own tracker of documents taken in: its columns are mapped once, and the mapping is kept.

Nothing is guessed from a heading that may mean two things, such as Date: a person maps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from readiness.base.errors import ReadinessError, UsageError
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, fold, listed, visible
from readiness.evidence.linking import reviewed, target
from readiness.formats.limited import read_file
from readiness.formats.sheets.reading import Cell, cell_text
from readiness.formats.sheets.register import Register, RegisterColumn, RegisterRow, read_register
from readiness.formats.text.sandbox import TextReader
from readiness.library import files
from readiness.library.base_folders import base_folders
from readiness.library.guess import described
from readiness.library.web_addresses import address_key, looks_like_address, read_address
from readiness.model.field import Around, fields_of
from readiness.model.field_reading import FieldWordsError, read
from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.evidence import Evidence, Link
from readiness.workspace.editing import make, need_sense, revise

if TYPE_CHECKING:
    from readiness.model.field import Bound
    from readiness.workspace.workspace import Workspace

TITLE, PLACE, PROVES = "title", "place", "proves"

_FIELDS: Final = ("kind", "agencies", "owner", "period_from", "period_to", "review_by", "marking",
                  "holds_personal_data", "note")  # fmt: skip
"""Fields of evidence a tracker may have a column of, beside its title and place."""

_OTHER_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    TITLE: ("Document", "Document title", "Document name", "Evidence", "Item", "Name of document"),
    PLACE: ("Place", "Link", "URL", "File", "File name", "Location", "Path", "Web address", "Hyperlink"),
    PROVES: ("Criterion", "Criteria", "Supports", "Linked to", "Prompt", "Request item"),
    "kind": ("Type", "Document type", "Type of evidence"),
    "agencies": ("Agency", "Organisation", "Partner"),
    "owner": ("Lead", "Document owner", "Responsible", "Lead officer"),
    "period_to": ("Period end", "Data to"),
    "period_from": ("Period start", "Data from"),
    "review_by": ("Review date", "Next review", "Date of next review"),
    "marking": ("Classification", "Protective marking"),
    "note": ("Notes", "Comments", "Comment"),
}

_BY_CELL: Final = frozenset({"date", "yes_no"})

_APART: Final = ",;\n"


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """One row: the item it is of, or becomes, and what it says of it."""

    row: int
    before: Evidence | None
    """The item that is registered already; None for a new one."""
    after: Evidence
    targets: tuple[str, ...]
    """What the row says it proves, and is not linked to yet."""
    differing: tuple[tuple[str, str, str], ...]
    """What stands otherwise here, and stays: field, here, in the file."""


@dataclass(frozen=True, slots=True)
class TrackerPlan:
    """What taking a tracker in would do."""

    items: tuple[TrackedItem, ...]
    """Those that would be added or changed."""
    known: int
    """Rows whose items say all of it already."""
    problems: tuple[Problem, ...]
    sheet: str
    columns: Mapping[str, str]
    """For each column that is read, by its heading as mapped by hand: the name of the field."""
    unread: tuple[str, ...]
    """Headings that no field was found for."""


def choices() -> dict[str, str]:
    """Everything a column may be mapped to: stored name and label."""
    known = fields_of(Evidence)
    return {
        TITLE: known[TITLE].label,
        PLACE: "Place",
        PROVES: "Proves",
        **{one: known[one].label for one in _FIELDS},
    }


def kept_columns(ws: Workspace) -> dict[str, str]:
    """The mapping that was used last: heading and stored name."""
    pairs = (one.rpartition("=") for one in ws.area.tracker_columns)
    return {heading.strip(): name.strip() for heading, _, name in pairs if heading.strip()}


def mapped(given: Iterable[str]) -> dict[str, str]:
    """Columns as people map them: ``Lead=owner``, by stored name or label.

    Raises:
        UsageError: One is not written so, or names nothing a column can be.
    """
    known = {fold(word): name for name, label in choices().items() for word in (name, label)}
    found: dict[str, str] = {}
    for one in given:
        heading, is_parted, field = one.rpartition("=")
        name = known.get(fold(field))
        if not is_parted or not heading.strip() or name is None:
            raise UsageError(
                f"The column '{one}' cannot be mapped.",
                f"A column can be: {', '.join(choices())}.",
                "Write the heading, = and what it is, such as 'Lead=owner'.",
            )
        found[heading.strip()] = name
    return found


def tracker_plan(
    ws: Workspace, path: Path, *, columns: Mapping[str, str] | None = None, sheet: str = "", as_at: date
) -> TrackerPlan:
    """What taking a tracker in would do; nothing is stored, and no file is copied.

    Args:
        ws: The workspace.
        path: xlsx, xls, ods or csv with a row of headings.
        columns: Headings mapped by hand, to stored names; they come before those kept from last time.
        sheet: Name of the sheet to read, where several could be meant.
        as_at: The day new items are added.

    Raises:
        RefusedError: The file cannot be read, no column is a title, or only a hidden sheet has one.
        StorageError: The file cannot be opened.
    """
    chosen = {**kept_columns(ws), **(columns or {})}
    register = read_file(read_register, path, list(_columns(chosen)), key=TITLE, sheet=sheet)
    with TextReader() as reader:
        reading = _Reading(ws, path, as_at, reader)
        items = [reading.item(row) for row in register.rows]
    found = tuple(one for one in items if one is not None)
    changed = tuple(one for one in found if one.before != one.after or one.targets)
    return TrackerPlan(
        changed,
        len(found) - len(changed),
        (*_apart(register), *reading.problems),
        register.sheet,
        {heading: name for heading, name in chosen.items() if name in register.columns},
        register.unknown,
    )


def apply_tracker(ws: Workspace, plan: TrackerPlan, *, name: str, as_at: date) -> Transaction:
    """Store a plan as one change; the mapping is kept for the next time.

    Raises:
        UsageError: It changes nothing.
        StaleEditError: An item was changed by somebody else since the plan was made.
    """
    changes = [*_changes(ws, plan, as_at)]
    lines = tuple(f"{heading}={field}" for heading, field in sorted(plan.columns.items()))
    if lines and lines != ws.area.tracker_columns:
        changes.append(put(revise(ws.area, tracker_columns=lines), ws.area))
    if not changes:
        raise UsageError(
            "The tracker says nothing that is not here already.", visible(name), "Nothing was stored."
        )
    return ws.run(
        Transaction(
            f"Take in the tracker {visible(name)} ({counted(len(plan.items), 'item')})", tuple(changes)
        )
    )


def _changes(ws: Workspace, plan: TrackerPlan, as_at: date) -> Iterator[Change]:
    fresh = [one for one in plan.items if one.before is None]
    ids = iter(ws.new_ids(Evidence.table, len(fresh)))
    links = iter(ws.new_ids(Link.table, sum(len(one.targets) for one in plan.items)))
    for one in plan.items:
        record = one.after if one.before else revise(one.after, id=next(ids))
        if record != one.before:
            yield put(record, one.before)
        for each in one.targets:
            kind, target_id = target(ws, each)
            link = make(Link, id=next(links), evidence=record.id, target_kind=kind, target=target_id)
            yield put(reviewed(ws, link, record, as_at))


def _columns(chosen: Mapping[str, str]) -> Iterator[RegisterColumn]:
    known = fields_of(Evidence)
    for name, label in choices().items():
        by_hand = tuple(heading for heading, field in chosen.items() if field == name)
        usual = (*_OTHER_HEADINGS.get(name, ()), *(known[name].field.aliases if name in known else ()))
        elsewhere = {fold(heading) for heading, field in chosen.items() if field != name}
        free = tuple(one for one in (label, *usual) if fold(one) not in elsewhere)
        headings = (*by_hand, *free) or (label,)
        yield RegisterColumn(name, headings[0], headings[1:], "cell")


def _apart(register: Register) -> Iterator[Problem]:
    return (one for one in register.problems if one.severity != "info")


class _Reading:
    """Reads the rows of one tracker against what is registered."""

    def __init__(self, ws: Workspace, path: Path, as_at: date, reader: TextReader) -> None:
        self._ws, self._path, self._as_at, self._reader = ws, path, as_at, reader
        self._file = visible(path.name)
        self._around = Around(ws.framework, None, ws.records)
        self._by_place: dict[str, Evidence] = {}
        self._by_title: dict[str, list[Evidence]] = {}
        for one in ws.records.evidence.values():
            is_address = one.location_kind == "url"
            self._by_place.setdefault(
                address_key(one.location) if is_address else _place_key(one.location), one
            )
            self._by_title.setdefault(fold(one.title), []).append(one)
        self._seen: set[str] = set()
        self.problems: list[Problem] = []

    def item(self, row: RegisterRow) -> TrackedItem | None:
        """The item of a row; None, and a problem, where it cannot be taken."""
        title, place = row.text(TITLE).strip(), row.text(PLACE).strip()
        key = next(self._keys(place), "") or fold(title)
        if key in self._seen:
            self._problem(row, f"{title} stands here a second time.", "Keep one row for it.")
            return None
        self._seen.add(key)
        values = self._values(row)
        before = self._registered(title, place)
        try:
            held = before or self._new(title, place, values)
            filled, differing = _filled(held, values, is_new=before is None)
            after = need_sense(revise(held, **filled))
        except ReadinessError as error:
            self._problem(row, f"{title}: {error.title} {error.detail}".strip(), error.hint)
            return None
        return TrackedItem(row.number, before, after, self._targets(row, before), differing)

    def _registered(self, title: str, place: str) -> Evidence | None:
        """The item a row is about: of the same place, else the one of the same title."""
        for key in self._keys(place):
            if found := self._by_place.get(key):
                return found
        same = self._by_title.get(fold(title), [])
        return same[0] if len(same) == 1 else None

    def _keys(self, place: str) -> Iterator[str]:
        """How a place may be recorded."""
        if not place:
            return
        if looks_like_address(place):
            yield address_key(read_address(place))
            return
        yield _place_key(place)
        yield _place_key(files.recorded_place(self._ws.root, self._path_of(place)))

    def _path_of(self, place: str) -> Path:
        path = base_folders(self._ws.root).here(place)
        return path if path.is_absolute() else self._path.parent / path

    def _new(self, title: str, place: str, values: Mapping[str, object]) -> Evidence:
        """An item not registered yet: an address, or a file that can be opened, left where it is.

        What the row does not say is guessed from the document, as when it is added by itself.
        """
        given: dict[str, object] = {"id": Evidence.prefix + "0000", "title": title, "added": self._as_at}
        if looks_like_address(place):
            return make(Evidence, **given, location_kind="url", location=read_address(place))
        if not place:
            raise UsageError(
                "It has no file and no address.", "", "Give its place a column, or add it by hand."
            )
        path = self._path_of(place)
        held = files.need_content(files.register(self._ws.root, path))
        twin = next((one for one in self._ws.records.evidence.values() if one.sha256 == held.sha256), None)
        if twin is not None:
            raise UsageError(
                f"Its file is {twin.id} {visible(twin.title)} already.", "", "Give both one title."
            )
        is_personal = values.get("holds_personal_data") is True
        guessed, _ = described(
            self._reader.read(held.path), path, self._ws.framework, is_personal=is_personal
        )
        return make(
            Evidence,
            **{name: value for name, value in guessed.items() if name not in {*given, *_periods(values)}},
            **given,
            location_kind="path",
            location=held.location,
            sha256=held.sha256,
            size=held.size,
        )

    def _values(self, row: RegisterRow) -> dict[str, object]:
        known = fields_of(Evidence)
        values: dict[str, object] = {}
        for name in _FIELDS:
            cell = row.values.get(name)
            if cell is None:
                continue
            try:
                values[name] = read(known[name], _given(known[name], cell), self._around)
            except FieldWordsError as error:
                self._problem(row, error.sentence, "It stays unsaid; correct the cell, or say it here.")
        return values

    def _targets(self, row: RegisterRow, before: Evidence | None) -> tuple[str, ...]:
        text = row.text(PROVES)
        for mark in _APART[1:]:
            text = text.replace(mark, _APART[0])
        linked = {one.target for one in self._ws.index.links_of(before.id)} if before else set()
        found: list[str] = []
        for each in filter(None, (part.strip() for part in text.split(_APART[0]))):
            word = each.split()[0].rstrip(".:")
            try:
                _, target_id = target(self._ws, word)
            except UsageError:
                self._problem(row, f"There is nothing called {word} to be linked to.", "Link it by hand.")
                continue
            if target_id not in linked and target_id not in found:
                found.append(target_id)
        return tuple(found)

    def _problem(self, row: RegisterRow, what: str, hint: str) -> None:
        self.problems.append(
            Problem("warning", Where(self._file, row.number), f"Row {row.number}: {what}", hint)
        )


def _given(bound: Bound, cell: Cell) -> object:
    return cell if bound.field.kind in _BY_CELL else cell_text(cell)


def _filled(
    held: Evidence, values: Mapping[str, object], *, is_new: bool
) -> tuple[dict[str, object], tuple[tuple[str, str, str], ...]]:
    """What the row adds, and what stands otherwise here."""
    known = fields_of(Evidence)
    filled: dict[str, object] = {}
    differing: list[tuple[str, str, str]] = []
    for name, value in values.items():
        stored = getattr(held, name)
        if is_new or known[name].is_empty(stored):
            filled[name] = value
        elif stored != value:
            differing.append((known[name].label, _words(stored), _words(value)))
    return filled, tuple(differing)


def _words(value: object) -> str:
    return listed(map(str, value)) if isinstance(value, tuple) else str(value)


def _periods(values: Mapping[str, object]) -> set[str]:
    """Fields that are not guessed: one end of a period that is given is not filled up by a guess."""
    return {"period_from", "period_to"} if {"period_from", "period_to"} & values.keys() else set()


def _place_key(place: str) -> str:
    return place.strip().replace("\\", "/").rstrip("/").casefold()
