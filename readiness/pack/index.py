"""The index of a pack: what each line says, and the workbook of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from readiness.base.text import counted, visible
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, SheetLink, workbook_bytes
from readiness.pack.plan import Digests, PackPlan, PlacedFile
from readiness.workspace.output import EXAMPLE_NOTE

NOT_STATED = "not stated"

DRILL_NOTE = "DRILL: a rehearsal. This is not a pack for inspectors and must not be handed over."

HOLDS_PERSONAL_DATA = "contains personal data"


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One line of the index: a file, or a web address given instead of one. All of it is for inspectors."""

    number: int
    """Number of the file in the pack; 0 for an address."""
    item_id: str
    item_title: str
    section: str
    name: str
    """Path in the pack, or the address."""
    title: str
    period_from: date | None
    period_to: date | None
    period: str
    marking: str
    pinpoints: str
    note: str
    """The team's note to inspectors about the item, and whether the file holds personal data."""
    size: int


def notices(plan: PackPlan) -> tuple[str, ...]:
    """What must be said on everything of a pack: that it is a rehearsal, or invented."""
    drill = (DRILL_NOTE,) if plan.is_drill else ()
    return (*drill, *((EXAMPLE_NOTE,) if plan.is_example else ()))


def pack_title(plan: PackPlan) -> str:
    """What the pack is called."""
    what = "Supplementary data pack" if plan.supplement else "Data pack"
    return f"{'DRILL: ' if plan.is_drill else ''}{what} of {visible(plan.area)}"


def adds_to(plan: PackPlan) -> str:
    """What a supplementary pack is beside what went before; empty for a whole pack."""
    before = plan.supplement
    if before is None:
        return ""
    sent = counted(before.sent, "file or address", "files and addresses")
    return (
        f"Only what is new or changed since {before.since:%d/%m/%Y}; numbers go on from that hand-over. "
        f"Handed over before and still standing: {sent}."
    )


OUT_OF_DATE = ("No.", "Item", "Handed over before", "On", "What stands now")


def out_of_date_rows(plan: PackPlan) -> tuple[tuple[int | None, str, str, date, str], ...]:
    """What was handed over before and no longer stands, as the columns of `OUT_OF_DATE`."""
    gone = plan.supplement.out_of_date if plan.supplement else ()
    return tuple((one.number or None, one.item_id, one.name, one.handed, one.instead) for one in gone)


def index_lines(
    plan: PackPlan, placed: tuple[PlacedFile, ...], digests: Mapping[str, Digests]
) -> tuple[IndexLine, ...]:
    """Every file and address handed over, in the order of the items."""
    by_item: dict[str, list[PlacedFile]] = {}
    for one in placed:
        by_item.setdefault(one.item.id, []).append(one)
    lines: list[IndexLine] = []
    for item in plan.items:
        lines.extend(_file_line(one, plan, digests[one.name]) for one in by_item.pop(item.id, []))
        lines.extend(
            IndexLine(0, item.id, item.title, item.section, address, "Web address",
                      None, None, "", "", "", item.note, 0)
            for address in item.addresses
        )  # fmt: skip
    return tuple(lines)


def index_workbook(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """``index.xlsx``: a sheet of what is handed over, with links to the files, and one of what is not."""
    notes = (
        f"{pack_title(plan)}, {plan.created:%d/%m/%Y}, under {plan.framework}",
        *((adds_to(plan),) if plan.supplement else ()),
        *notices(plan),
        f"Pack hash (SHA-512 of the manifest): {pack_hash}",
    )
    has_links = len(lines) <= MOST_LINKS
    rows = (_cells(line, has_links=has_links) for line in lines)
    supplied = SheetContent("Handed over", _SUPPLIED, rows, notes, 1, is_plain=not has_links)
    missing = SheetContent(
        "Not supplied",
        _MISSING,
        ((one.id, one.title, one.section, one.reason) for one in plan.missing),
        notes[:-1],
        1,
    )
    replaced = SheetContent("Replaced", _REPLACED, out_of_date_rows(plan), notes[:-1], 1)
    return workbook_bytes(
        (supplied, replaced, missing) if plan.supplement else (supplied, missing),
        title=f"Index: {pack_title(plan)}",
        dated=plan.created,
        marking=plan.marking,
    )


_SUPPLIED = (
    SheetColumn("No.", 6), SheetColumn("Item", 10), SheetColumn("Item title", 40), SheetColumn("Section", 10),
    SheetColumn("File or address", 66), SheetColumn("Title", 36), SheetColumn("Period from", 12),
    SheetColumn("Period to", 12), SheetColumn("Marking", 18), SheetColumn("Where to look", 24),
    SheetColumn("Note", 40), SheetColumn("Bytes", 12),
)  # fmt: skip

_REPLACED = tuple(map(SheetColumn, OUT_OF_DATE, (6, 10, 50, 12, 60)))

_MISSING = (
    SheetColumn("Item", 10),
    SheetColumn("Item title", 50),
    SheetColumn("Section", 10),
    SheetColumn("Reason", 70),
)


MOST_LINKS = 10_000
"""Files up to which the workbook links to each; Excel takes 65,530 on a sheet, slowly."""


def _cells(line: IndexLine, *, has_links: bool) -> tuple[CellValue, ...]:
    is_link = has_links and line.number > 0
    target = SheetLink(line.name.removeprefix("data/"), quote(line.name)) if is_link else line.name
    return (
        line.number or None, line.item_id, line.item_title, line.section, target, line.title,
        line.period_from, line.period_to, line.marking, line.pinpoints, line.note, line.size or None,
    )  # fmt: skip


def _file_line(one: PlacedFile, plan: PackPlan, digests: Digests) -> IndexLine:
    file = one.file
    personal = HOLDS_PERSONAL_DATA if file.holds_personal_data else ""
    note = "; ".join(part for part in (file.replaces, one.item.note, personal) if part)
    return IndexLine(
        one.number, one.item.id, one.item.title, one.item.section, one.name, file.title,
        file.period_from, file.period_to, file.period, file.marking or plan.marking,
        "; ".join(file.pinpoints), note, digests.size,
    )  # fmt: skip


_README = """\
{marking}
{title}, {created}
{example}
WHAT IS HERE
  index.html, index.docx, index.xlsx   what is handed over, and what is not and why
  cover-note.txt                       the cover note with the pack's hash
  data                                 the files, numbered as in the index
  manifest-sha512.txt                  a checksum of every file in data
  tagmanifest-sha512.txt               a checksum of the manifest, the index and these notes
  bagit.txt, bag-info.txt              marks of the BagIt 1.0 packaging standard (RFC 8493)

HOW TO CHECK THAT NOTHING WAS CHANGED OR LOST
Open a terminal in the folder that holds this file.

Windows PowerShell (prints each file that is missing or changed; prints "checked" at the end):

  foreach ($m in 'manifest-sha512.txt','tagmanifest-sha512.txt') {{ Get-Content -Encoding UTF8 $m | ForEach-Object {{ $h, $n = $_ -split '  ', 2; if (-not (Test-Path -LiteralPath $n) -or (Get-FileHash -Algorithm SHA512 -LiteralPath $n).Hash -ne $h) {{ "CHANGED OR MISSING: $n" }} }} }}; "checked"

Windows, one file at a time:

  certutil -hashfile manifest-sha512.txt SHA512

Linux:

  sha512sum --quiet -c manifest-sha512.txt tagmanifest-sha512.txt && echo checked

macOS:

  shasum -a 512 -c manifest-sha512.txt tagmanifest-sha512.txt

Then compare the SHA-512 of manifest-sha512.txt with the pack hash given to you on the cover note or by
telephone. Any BagIt validator checks the pack too, and also notices files that were added.

{marking}
"""  # noqa: E501 - the command must stay on one line to be copied


def readme(plan: PackPlan) -> bytes:
    """``README.txt`` with the lines that verify the pack on Windows, Linux and macOS (CRLF line ends)."""
    text = _README.format(
        marking=visible(plan.marking),
        title=pack_title(plan).upper(),
        created=f"{plan.created:%d/%m/%Y}",
        example="".join(f"{notice}\n" for notice in notices(plan)),
    )
    return text.replace("\n", "\r\n").encode()


def _replaced_words(row: tuple[int | None, str, str, date, str]) -> str:
    number, item, name, on, instead = row
    what = f"no. {number} {name}" if number else name
    return f"  {visible(item)} {visible(what)} of {on:%d/%m/%Y}: {visible(instead)}"


def cover_note(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """``cover-note.txt``: what the pack is, what it leaves out, and its hash (CRLF line ends)."""
    files = sum(line.number > 0 for line in lines)
    parts = [
        visible(plan.marking),
        pack_title(plan),
        *notices(plan),
        f"Date: {plan.created:%d/%m/%Y}",
        f"Framework: {visible(plan.framework)}",
        *((f"Contact: {visible(plan.contact)}",) if plan.contact else ()),
        "",
        *(visible(one) for one in plan.cover.splitlines()),
        "",
        *((adds_to(plan),) if plan.supplement else ()),
        f"Handed over: {counted(files, 'file')}.",
        *(_replaced_words(row) for row in out_of_date_rows(plan)),
        f"Not supplied: {counted(len(plan.missing), 'item')}, each with its reason.",
        *(f"  {visible(one.id)} {visible(one.title)}: {visible(one.reason)}" for one in plan.missing),
    ]
    parts += ["", "Pack hash (SHA-512 of manifest-sha512.txt):", pack_hash, ""]
    return "\r\n".join(parts).encode()
