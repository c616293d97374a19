"""The index of a pack: what each line says, and the workbook of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.base.text import visible
from readiness.formats.sheets.writing import CellValue, SheetColumn, SheetContent, workbook_bytes
from readiness.pack.plan import Digests, PackPlan, PlacedFile
from readiness.workspace.output import EXAMPLE_NOTE

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One line of the index: a file, or a web address given instead of one."""

    number: int
    """Number of the file in the pack; 0 for an address."""
    item_id: str
    item_title: str
    section: str
    name: str
    """Path in the pack, or the address."""
    title: str
    original_name: str
    evidence_id: str
    period_from: date | None
    period_to: date | None
    period: str
    owner: str
    marking: str
    pinpoints: str
    sha256: str
    size: int
    personal_data: str


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
            IndexLine(0, item.id, item.title, item.section, address, "Web address", "", "",
                      None, None, "", "", "", "", "", 0, "")
            for address in item.addresses
        )  # fmt: skip
    return tuple(lines)


def index_workbook(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """``index.xlsx``: one sheet of what is handed over, one of what is not and why."""
    notes = (
        f"Data pack of {plan.area}, {plan.created:%d/%m/%Y}, under {plan.framework}",
        *((EXAMPLE_NOTE,) if plan.is_example else ()),
        f"Pack hash (SHA-512 of the manifest): {pack_hash}",
    )
    supplied = SheetContent("Handed over", _SUPPLIED, (_cells(line) for line in lines), notes, 1)
    missing = SheetContent(
        "Not supplied",
        _MISSING,
        ((one.id, one.title, one.section, one.reason) for one in plan.missing),
        notes[:-1],
        1,
    )
    return workbook_bytes(
        (supplied, missing),
        title=f"Index of the data pack of {plan.area}",
        dated=plan.created,
        marking=plan.marking,
    )


_SUPPLIED = (
    SheetColumn("No.", 6), SheetColumn("Item", 10), SheetColumn("Item title", 40), SheetColumn("Section", 10),
    SheetColumn("File or address", 50), SheetColumn("Evidence", 36), SheetColumn("Evidence id", 11),
    SheetColumn("Original file name", 30), SheetColumn("Period from", 12), SheetColumn("Period to", 12),
    SheetColumn("Owner", 20), SheetColumn("Marking", 18), SheetColumn("Where to look", 24),
    SheetColumn("Personal data", 24), SheetColumn("Bytes", 12), SheetColumn("SHA-256", 66),
)  # fmt: skip

_MISSING = (
    SheetColumn("Item", 10),
    SheetColumn("Item title", 50),
    SheetColumn("Section", 10),
    SheetColumn("Reason", 70),
)


def _cells(line: IndexLine) -> tuple[CellValue, ...]:
    return (
        line.number or None, line.item_id, line.item_title, line.section, line.name, line.title,
        line.evidence_id, line.original_name, line.period_from, line.period_to, line.owner, line.marking,
        line.pinpoints, line.personal_data, line.size or None, line.sha256,
    )  # fmt: skip


def _file_line(one: PlacedFile, plan: PackPlan, digests: Digests) -> IndexLine:
    file = one.file
    return IndexLine(
        one.number, one.item.id, one.item.title, one.item.section, one.name, file.title, file.path.name,
        file.evidence_id, file.period_from, file.period_to, file.period, file.owner, file.marking,
        "; ".join(file.pinpoints), digests.sha256, digests.size, _personal_data(file.holds_personal_data,
        file.approved_by, plan.override_reason),
    )  # fmt: skip


def _personal_data(holds: bool | None, approved_by: str, override_reason: str) -> str:
    if holds is None:
        return "not looked at"
    if not holds:
        return "none"
    if approved_by.strip():
        return f"yes; release approved by {approved_by}"
    return f"yes; released without approval: {override_reason}"


_README = """\
{marking}
DATA PACK OF {area}, {created}
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
        area=visible(plan.area),
        created=f"{plan.created:%d/%m/%Y}",
        example=f"{EXAMPLE_NOTE}\n" if plan.is_example else "",
    )
    return text.replace("\n", "\r\n").encode()


def cover_note(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """``cover-note.txt``: what the pack is, what it leaves out, and its hash (CRLF line ends)."""
    files = sum(line.number > 0 for line in lines)
    parts = [
        visible(plan.marking),
        f"Data pack of {visible(plan.area)}",
        f"Date: {plan.created:%d/%m/%Y}",
        f"Framework: {visible(plan.framework)}",
        *((f"Contact: {visible(plan.contact)}",) if plan.contact else ()),
        *((EXAMPLE_NOTE,) if plan.is_example else ()),
        "",
        *(visible(one) for one in plan.cover.splitlines()),
        "",
        f"Handed over: {files} files.",
        f"Not supplied: {len(plan.missing)} items, each with its reason:",
        *(f"  {visible(one.id)} {visible(one.title)}: {visible(one.reason)}" for one in plan.missing),
    ]
    if plan.unapproved():
        parts += ["", "Holds personal data released without approval."]
        parts += [f"Reason: {visible(plan.override_reason)}", f"Decided by: {visible(plan.override_by)}"]
    parts += ["", "Pack hash (SHA-512 of manifest-sha512.txt):", pack_hash, ""]
    return "\r\n".join(parts).encode()
