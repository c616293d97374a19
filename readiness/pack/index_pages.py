"""``index.html``: the index as one page without scripts, styles from elsewhere or pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from readiness.base.text import counted, visible
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Table, cell, words
from readiness.pack.index import (
    NOT_STATED,
    OUT_OF_DATE,
    IndexLine,
    adds_to,
    notices,
    out_of_date_rows,
    pack_title,
)
from readiness.pack.plan import PackPlan

_STYLE = (
    "body{font:1rem/1.5 Arial,sans-serif;color:#1a1a1a;background:#fff;margin:1.5rem;max-width:90rem}"
    "table{border-collapse:collapse;width:100%;margin:0 0 2rem}"
    "caption{font-weight:bold;text-align:left;padding:.5rem 0}"
    "th,td{border:1px solid #6b7785;padding:.4rem;text-align:left;vertical-align:top}"
    "th,td{overflow-wrap:break-word}"
    "thead th{background:#e8eef4}code{font-size:.85rem;overflow-wrap:anywhere}"
    ".marking{font-weight:bold}"
    "a{color:#0b4f8a}a:focus{outline:3px solid #b25900}"
)

_SUPPLIED = (
    "No.", "Item", "File or address", "Title", "Period covered", "Marking", "Where to look", "Note",
)  # fmt: skip

_LONGEST_RUN = 30
"""Characters of a name or address after which a line may end where nothing in it offers a place."""


def index_page(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """The page as UTF-8."""
    title = escape(pack_title(plan))
    example = "".join(f"<p><strong>{notice}</strong></p>" for notice in notices(plan))
    cover = "".join(f"<p>{_text(one)}</p>" for one in plan.cover.splitlines() if one.strip())
    missing = (
        f'<tr><th scope="row">{_text(one.id)}</th>'
        f"<td>{_text(one.title)}</td><td>{_text(one.reason)}</td></tr>"
        for one in plan.missing
    )
    marking = f'<p class="marking">{_text(plan.marking)}</p>'
    count = (
        f"{counted(sum(line.number > 0 for line in lines), 'file')} handed over;"
        f" {counted(len(plan.missing), 'item')} not supplied."
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(plan.language)}"><head><meta charset="utf-8">'
        f"<title>{title}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>{marking}<h1>{title}</h1>{example}"
        f"<p>{plan.created:%d/%m/%Y}, under {_text(plan.framework)}. {count}</p>"
        f"{_paragraph(adds_to(plan))}{cover}"
        f"<p>Pack hash (SHA-512 of the manifest): <code>{pack_hash}</code></p><h2>Handed over</h2>"
        f"{_supplied(lines)}"
        f"{_replaced(plan)}<h2>Not supplied</h2>"
        f"{_table('What is not supplied, and why', ('Item', 'Title', 'Reason'), missing)}"
        f"{marking}</main></body></html>\n"
    )
    return page.encode()


def _paragraph(words: str) -> str:
    return f"<p>{_text(words)}</p>" if words else ""


def _replaced(plan: PackPlan) -> str:
    """What no longer stands of what went before; nothing for a whole pack."""
    rows = (
        f'<tr><th scope="row">{number or "web"}</th><td>{_text(item)}</td><td>{_breakable(name)}</td>'
        f"<td>{on:%d/%m/%Y}</td><td>{_text(instead)}</td></tr>"
        for number, item, name, on, instead in out_of_date_rows(plan)
    )
    caption = "What was handed over before and no longer stands"
    return f"<h2>Replaced</h2>{_table(caption, OUT_OF_DATE, rows)}" if plan.supplement else ""


def _table(caption: str, headings: tuple[str, ...], rows: Iterable[str]) -> str:
    body = "\n".join(rows)
    if not body:
        return "<p>None.</p>"
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    )


def _supplied(lines: tuple[IndexLine, ...]) -> str:
    """The table of what is handed over, without a column of notes where there is none."""
    has_notes = any(line.note for line in lines)
    headings = _SUPPLIED if has_notes else _SUPPLIED[:-1]
    rows = (_row(line, has_notes=has_notes) for line in lines)
    return _table("What is handed over, in the order of the items", headings, rows)


def _row(line: IndexLine, *, has_notes: bool) -> str:
    cells = (
        f"{_text(line.item_id)} {_text(line.item_title)}",
        _place(line),
        _text(line.title),
        _text(line.period or NOT_STATED),
        _text(line.marking),
        _breakable(line.pinpoints or "whole document"),
        *((_text(line.note),) if has_notes else ()),
    )
    inner = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{line.number or "web"}</th>{inner}</tr>'


def _breakable(name: str) -> str:
    """A name, address or place in a file: lines end after its marks, and in no word but a very long one."""
    pieces = re.findall(rf"[^_/?&=!:-]{{1,{_LONGEST_RUN}}}[_/?&=!:-]*|[_/?&=!:-]+", visible(name))
    return "<wbr>".join(map(escape, pieces))


def _place(line: IndexLine) -> str:
    if line.number:
        return f'<a href="{quote(line.name)}">{_breakable(line.name.removeprefix("data/"))}</a>'
    is_web = urlsplit(line.name).scheme in {"http", "https"} if _is_parseable(line.name) else False
    shown = _breakable(line.name)
    return f'<a href="{escape(visible(line.name))}" rel="noreferrer">{shown}</a>' if is_web else shown


def _is_parseable(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _text(words: str) -> str:
    return escape(visible(words))


_SUPPLIED_COLUMNS = (
    Column("No.", 5, is_figure=True), Column("Item", 37), Column("Title or address", 29),
    Column("Period covered", 12), Column("Where to look", 17),
)  # fmt: skip

_SUPPLIED_WITH_NOTES = (
    Column("No.", 5, is_figure=True), Column("Item", 30), Column("Title or address", 25),
    Column("Period covered", 12), Column("Where to look", 13), Column("Note", 15),
)  # fmt: skip

_ITEM_COLUMNS = (
    Column("Item", 15), Column("Title", 55), Column("Files", 10, is_figure=True), Column("Nos.", 20),
)  # fmt: skip

_MISSING = (Column("Item", 10), Column("Title", 40), Column("Reason", 50))

_GROUP = 8
"""Digits of a digest written together."""

_ABOUT = (
    "The files stand in the folder data; the name of each begins with its number in this index.",
    "The same index is in index.xlsx, which can be sorted and filtered, and in index.html.",
    "README.txt says how to check, with tools every computer has, that no file was changed or lost.",
    "The pack hash on the cover stands for every file; each file's own is in manifest-sha512.txt.",
    "An item that was asked for and is not in the pack is listed under Not supplied, with the reason.",
)


def index_document(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """The Word file. Equal input gives equal bytes."""
    about = Part((words("heading1", "About this pack"), *(words("body", one) for one in _ABOUT)))
    ending = words("table_note", "Not supplied: see the next section.")
    handed_over = Part((*_handed_over(lines), ending), is_landscape=True)
    replaced = Part((*_no_longer_standing(plan), words("table_note", "Not supplied: see the next section.")))
    not_supplied = Part((*_not_supplied(plan), words("table_note", "End of the index.")))
    return build(
        Content(
            title=pack_title(plan),
            author=visible(plan.area),
            identifier=f"pack-{plan.created:%Y-%m-%d}",
            dated=f"{plan.created:%Y-%m-%d}",
            header=visible(plan.marking),
            footer=pack_title(plan),
            cover=_cover(plan, lines, pack_hash),
            contents_title="Contents",
            parts=(about, handed_over, *((replaced,) if plan.supplement else ()), not_supplied),
            language=plan.language,
            watermark="DRILL" if plan.is_drill else "FICTIONAL EXAMPLE" if plan.is_example else "",
        )
    )


def _cover(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> tuple[Paragraph, ...]:
    files = sum(line.number > 0 for line in lines)
    facts = [
        f"Date: {plan.created:%d/%m/%Y}",
        f"Framework: {plan.framework}",
        *((adds_to(plan),) if plan.supplement else ()),
        f"Handed over: {counted(files, 'file')}. {_left_out(plan)}",
        *((f"Contact: {plan.contact}",) if plan.contact else ()),
        *(one for one in plan.cover.splitlines() if one.strip()),
        f"Pack hash (SHA-512 of the manifest): {_grouped(pack_hash)}",
    ]
    return (
        words("title", pack_title(plan)),
        words("subtitle", "Cover note and index"),
        *(words("cover_fact", visible(fact)) for fact in facts),
        *(words("cover_notice", notice) for notice in notices(plan)),
    )


def _left_out(plan: PackPlan) -> str:
    return f"Not supplied: {counted(len(plan.missing), 'item')}, each with its reason."


MOST_ROWS = 1_000
"""Rows of the table of files in Word; above it a row for each item; the files are in index.xlsx."""


def _handed_over(lines: tuple[IndexLine, ...]) -> Iterable[Block]:
    yield words("heading1", "Handed over")
    if not lines:
        yield words("body", "No file is handed over.")
        return
    if len(lines) > MOST_ROWS:
        yield from _by_item(lines)
        return
    has_notes = any(line.note for line in lines)
    yield Table(
        "Files handed over",
        "One row for each file or web address, with the item it answers and its period.",
        _SUPPLIED_WITH_NOTES if has_notes else _SUPPLIED_COLUMNS,
        tuple(
            (
                cell(str(line.number or "web")),
                cell(_plain(f"{line.item_id} {line.item_title}")),
                cell(_plain(line.title if line.number else line.name)),
                cell(_plain(line.period), empty=NOT_STATED),
                cell(_plain(line.pinpoints), empty="whole document"),
                *((cell(_plain(line.note), empty="none"),) if has_notes else ()),
            )
            for line in lines
        ),
    )


def _by_item(lines: tuple[IndexLine, ...]) -> Iterable[Block]:
    """One row for each item, for a pack of more files than anybody reads in a document."""
    items: dict[str, list[IndexLine]] = {}
    for line in lines:
        items.setdefault(line.item_id, []).append(line)
    yield words("body", f"{len(lines):,} files and addresses; each is listed in index.xlsx and index.html.")
    yield Table(
        "Items handed over",
        "One row for each item, with how many files answer it and the numbers they have.",
        _ITEM_COLUMNS,
        tuple(
            (
                cell(_plain(item)),
                cell(_plain(listed[0].item_title)),
                cell(f"{len(listed):,}"),
                cell(_numbers(listed)),
            )
            for item, listed in items.items()
        ),
    )


def _numbers(lines: list[IndexLine]) -> str:
    numbers = [line.number for line in lines if line.number]
    return f"{min(numbers)} to {max(numbers)}" if numbers else "web addresses"


_REPLACED_COLUMNS = tuple(map(Column, OUT_OF_DATE, (8, 10, 36, 14, 32)))


def _no_longer_standing(plan: PackPlan) -> Iterable[Block]:
    yield words("heading1", "Replaced")
    rows = out_of_date_rows(plan)
    if not rows:
        yield words("body", "Everything handed over before still stands.")
        return
    yield Table(
        "Handed over before and no longer standing",
        "One row for each file or address of an earlier hand-over, with what stands now.",
        _REPLACED_COLUMNS,
        tuple(
            (
                cell(str(number or "web")),
                cell(_plain(item)),
                cell(_plain(name)),
                cell(f"{on:%d/%m/%Y}"),
                cell(_plain(instead)),
            )
            for number, item, name, on, instead in rows
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
