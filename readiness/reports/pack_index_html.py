"""``index.html``: the index as one page without scripts, styles from elsewhere or pictures."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from readiness.core.plain import visible
from readiness.reports.pack_index import EXAMPLE_NOTE, NOT_RECORDED, IndexLine
from readiness.reports.pack_plan import PackPlan

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
