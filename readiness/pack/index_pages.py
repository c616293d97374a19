"""``index.html``: the index as one page without scripts, styles from elsewhere or pictures."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from readiness.base.text import visible
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Table, cell, words
from readiness.pack.index import NOT_RECORDED, IndexLine
from readiness.pack.plan import PackPlan
from readiness.workspace.output import EXAMPLE_NOTE

_STYLE = (
    "body{font:1rem/1.5 Arial,sans-serif;color:#1a1a1a;background:#fff;margin:1.5rem;max-width:90rem}"
    "table{border-collapse:collapse;width:100%;margin:0 0 2rem}"
    "caption{font-weight:bold;text-align:left;padding:.5rem 0}"
    "th,td{border:1px solid #6b7785;padding:.4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "thead th{background:#e8eef4}code{font-size:.85rem}.marking{font-weight:bold}"
    "a{color:#0b4f8a}a:focus{outline:3px solid #b25900}"
)

_SUPPLIED = ("No.", "Item", "File or address", "Evidence", "Period covered", "Owner", "Marking",
             "Where to look", "Personal data", "SHA-256")  # fmt: skip


def index_page(plan: PackPlan, lines: tuple[IndexLine, ...], pack_hash: str) -> bytes:
    """The page as UTF-8."""
    title = f"Data pack: {_text(plan.area)}"
    example = f"<p><strong>{EXAMPLE_NOTE}</strong></p>" if plan.is_example else ""
    cover = "".join(f"<p>{_text(one)}</p>" for one in plan.cover.splitlines() if one.strip())
    missing = (
        f'<tr><th scope="row">{_text(one.id)}</th>'
        f"<td>{_text(one.title)}</td><td>{_text(one.reason)}</td></tr>"
        for one in plan.missing
    )
    marking = f'<p class="marking">{_text(plan.marking)}</p>'
    count = (
        f"{sum(line.number > 0 for line in lines)} files handed over; {len(plan.missing)} items not supplied."
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>{marking}<h1>{title}</h1>{example}"
        f"<p>{plan.created:%d/%m/%Y}, under {_text(plan.framework)}. {count}</p>"
        f"{cover}<p>Pack hash (SHA-512 of the manifest): <code>{pack_hash}</code></p><h2>Handed over</h2>"
        f"{_table('What is handed over, in the order of the items', _SUPPLIED, map(_row, lines))}"
        "<h2>Not supplied</h2>"
        f"{_table('What is not supplied, and why', ('Item', 'Title', 'Reason'), missing)}"
        f"{marking}</main></body></html>\n"
    )
    return page.encode()


def _table(caption: str, headings: tuple[str, ...], rows: Iterable[str]) -> str:
    body = "\n".join(rows)
    if not body:
        return "<p>None.</p>"
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    )


def _row(line: IndexLine) -> str:
    cells = (
        f"{_text(line.item_id)} {_text(line.item_title)}",
        _place(line),
        f"{_text(line.title)}" + (f" ({_text(line.evidence_id)})" if line.evidence_id else ""),
        _text(line.period or NOT_RECORDED),
        _text(line.owner or NOT_RECORDED),
        _text(line.marking or NOT_RECORDED),
        _text(line.pinpoints or "whole document"),
        _text(line.personal_data or "not applicable"),
        f"<code>{line.sha256}</code>" if line.sha256 else "not applicable",
    )
    inner = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{line.number or "web"}</th>{inner}</tr>'


def _place(line: IndexLine) -> str:
    if line.number:
        return f'<a href="{quote(line.name)}">{_text(line.name.removeprefix("data/"))}</a>'
    is_web = urlsplit(line.name).scheme in {"http", "https"} if _is_parseable(line.name) else False
    shown = _text(line.name)
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
        _SUPPLIED_COLUMNS,
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
