"""``index.docx``: the cover note with the pack's hash, what is handed over, and what is not."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.core.plain import visible
from readiness.reports.pack_index import EXAMPLE_NOTE, IndexLine
from readiness.reports.pack_plan import PackPlan
from readiness.reports.word.assemble import Content, build
from readiness.reports.word.model import Block, Column, Paragraph, Part, Table, cell, words

_SUPPLIED = (
    Column("No.", 5, is_figure=True), Column("Item", 13), Column("File or address", 17),
    Column("Evidence", 13), Column("Period covered", 11), Column("Owner", 9), Column("Marking", 11),
    Column("Where to look", 9), Column("SHA-256", 16),
)  # fmt: skip
_MISSING = (Column("Item", 10), Column("Title", 40), Column("Reason", 50))
_GROUP = 8
"""Digits of a digest written together."""
_ABOUT = (
    "The files stand in the folder data, numbered as in this index.",
    "The same index is in index.xlsx, which can be sorted and filtered, and in index.html.",
    "README.txt says how to check, with tools every computer has, that no file was changed or lost.",
    "The pack hash on the cover stands for every file handed over.",
    "An item that was asked for and is not in the pack is listed under Not supplied, with the reason.",
)


def index_document(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """The Word file. Equal input gives equal bytes."""
    about = Part((words("heading1", "About this pack"), *(words("body", one) for one in _ABOUT)))
    ending = words("table_note", "Not supplied: see the next section.")
    handed_over = Part((*_handed_over(lines), ending), is_landscape=True)
    not_supplied = Part((*_not_supplied(plan), words("table_note", "End of the index.")))
    return build(
        Content(
            title=f"Data pack of {visible(plan.area)}",
            author=visible(plan.area),
            identifier=f"pack-{plan.created:%Y-%m-%d}",
            dated=f"{plan.created:%Y-%m-%d}",
            header=visible(plan.marking),
            footer=f"Data pack of {visible(plan.area)}",
            cover=_cover(plan, lines, pack_hash),
            contents_title="Contents",
            parts=(about, handed_over, not_supplied),
            watermark="FICTIONAL EXAMPLE" if plan.is_example else "",
        )
    )


def _cover(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> tuple[Paragraph, ...]:
    files = sum(line.number > 0 for line in lines)
    facts = [
        f"Date: {plan.created:%d/%m/%Y}",
        f"Framework: {plan.framework}",
        f"Handed over: {files} files. Not supplied: {len(plan.missing)} items, each with its reason.",
        *((f"Contact: {plan.contact}",) if plan.contact else ()),
        *(one for one in plan.cover.splitlines() if one.strip()),
        f"Pack hash (SHA-512 of the manifest): {_grouped(pack_hash)}",
    ]
    notices = [EXAMPLE_NOTE] if plan.is_example else []
    if plan.unapproved():
        notices.append(f"Holds personal data released without approval, because: {plan.override_reason}")
    return (
        words("title", f"Data pack of {visible(plan.area)}"),
        words("subtitle", "Cover note and index"),
        *(words("cover_fact", visible(fact)) for fact in facts),
        *(words("cover_notice", visible(notice)) for notice in notices),
    )


def _handed_over(lines: tuple[IndexLine, ...]) -> Iterable[Block]:
    yield words("heading1", "Handed over")
    if not lines:
        yield words("body", "No file is handed over.")
        return
    yield Table(
        "Files handed over",
        "One row for each file or web address, with the item it answers, its period, owner and hash.",
        _SUPPLIED,
        tuple(
            (
                cell(str(line.number or "web")),
                cell(_plain(f"{line.item_id} {line.item_title}")),
                cell(_plain(line.name.removeprefix("data/"))),
                cell(_plain(f"{line.evidence_id} {line.title}".strip())),
                cell(_plain(line.period)),
                cell(_plain(line.owner)),
                cell(_plain(line.marking)),
                cell(_plain(line.pinpoints), empty="whole document"),
                cell(_grouped(line.sha256), empty="not applicable"),
            )
            for line in lines
        ),
    )


def _not_supplied(plan: PackPlan) -> Iterable[Block]:
    yield words("heading1", "Not supplied")
    if not plan.missing:
        yield words("body", "Every item asked for is supplied.")
        return
    yield Table(
        "Items not supplied",
        "One row for each item asked for and not supplied, with the reason.",
        _MISSING,
        tuple(
            (cell(_plain(one.id)), cell(_plain(one.title)), cell(_plain(one.reason))) for one in plan.missing
        ),
    )


def _grouped(digest: str) -> str:
    """A long digest in groups, so that a narrow cell can break it."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


def _plain(text: str) -> str:
    return visible(text).strip()
