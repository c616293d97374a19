"""Finding words in the evidence of a workspace: the framework's terms, and filters typed among the words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from readiness.library.asking import terms_of
from readiness.library.scan import Step
from readiness.library.search import Found, SearchIndex
from readiness.rules.filters.grammar import TEXT, Filter, format_filter, parse_filter
from readiness.rules.filters.lists import EVIDENCE_FILTERS, evidence_matching

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def find_words(
    ws: Workspace,
    query: str,
    limit: int = 20,
    *,
    as_at: date,
    progress: Callable[[Step], None] | None = None,
) -> Found:
    """Items that answer what was typed, best first; what is new of the evidence is read first."""
    index = SearchIndex(ws.root)
    try:
        index.update(ws.records, progress=progress)
        return find_in(index, ws, query, limit, as_at=as_at)
    finally:
        index.close()


def find_in(index: SearchIndex, ws: Workspace, query: str, limit: int = 20, *, as_at: date) -> Found:
    """Items that answer what was typed, from the words already read.

    Terms such as ``kind:audit``, ``-agency:health`` or ``is:stale`` filter; every other word is looked for.
    """
    words, chosen = split_query(query)
    only = None
    if chosen:
        only = {one.id for one in evidence_matching(ws.index, ws.files, chosen, as_at)}
    return index.search(words, ws.records, limit, terms=terms_of(ws.framework), only=only)


def split_query(query: str) -> tuple[str, str]:
    """The words of a query, and the filter typed among them; a flag filters only after ``is:``."""
    chosen = parse_filter(query, EVIDENCE_FILTERS.vocabulary, bare_flags=False)
    terms = tuple(one for one in chosen.terms if one.field != TEXT)
    if not terms:
        return query, ""
    words = " ".join(
        f'"{one.value}"' if " " in one.value else one.value for one in chosen.terms if one.field == TEXT
    )
    return words, format_filter(Filter(terms), EVIDENCE_FILTERS.vocabulary)
