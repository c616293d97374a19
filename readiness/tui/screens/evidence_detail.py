"""Everything known of one item of evidence, as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.core.wording import counted
from readiness.tui.dates import period, short_date
from readiness.tui.linking import target_words
from readiness.tui.marks import FRESHNESS_WORDS, gap_line
from readiness.tui.screens.criteria_page import is_suspect
from readiness.tui.text import line, lines, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from readiness.core.evidence import Evidence, Link
    from readiness.tui.session import Session

_MUTED = "$text-muted"
_LABEL = 15


def evidence_detail(session: Session, evidence_id: str) -> Content:
    """Title, what is said of it, its gaps, and what it proves."""
    one = session.records.evidence.get(evidence_id)
    if one is None:
        return plain("")
    rows = [plain(f"{one.id} {one.title}", "bold"), *_facts(session, one)]
    if one.note:
        rows += [plain(""), plain(one.note, keep_breaks=True)]
    gaps = session.gaps().of("evidence", one.id)
    if gaps:
        rows += [plain(""), plain("Gaps", "bold"), *(gap_line(gap) for gap in gaps)]
    links = session.index.links_of(one.id)
    rows += [plain(""), plain(f"Proves ({counted(len(links), 'link')})", "bold")]
    rows += [_link(session, each) for each in links] or [plain("Nothing yet. Press l to link it.", _MUTED)]
    return lines(rows)


def _facts(session: Session, one: Evidence) -> Iterator[Content]:
    from readiness.core.freshness import freshness, stale_on

    framework = session.framework
    kind = framework.kinds_by_id.get(one.kind)
    agencies = ", ".join(each.title for each in framework.agencies if each.id in one.agencies)
    state = freshness(one, framework, session.as_at)
    first_stale = stale_on(one, framework)
    until = f", stale from {short_date(first_stale)}" if first_stale else ""
    file_state = session.workspace.files.state_of(one.id)
    place = {"library": "in the library", "path": "kept elsewhere", "url": "web address"}[one.location_kind]
    yield _fact("kind", kind.title if kind else "not said")
    yield _fact("agencies", agencies or "not said")
    yield _fact("owner", one.owner or "no owner")
    yield _fact("covers", period(one.period_from, one.period_to))
    yield _fact("state", f"{FRESHNESS_WORDS[state]}{until}")
    yield _fact("review by", short_date(one.review_by) or "not promised")
    yield _fact("added", short_date(one.added) or "not known")
    yield _fact("marking", one.marking)
    yield _fact("personal data", _personal(one))
    yield _fact(place, one.location)
    if file_state != "present":
        yield _fact("file", f"{file_state.upper()} since it was registered")
    if one.words:
        yield _fact("words", f"{one.words:,}")
    if one.updated_by:
        yield _fact("last changed", f"{short_date(one.updated.date())} by {one.updated_by}")


def _personal(one: Evidence) -> str:
    if one.holds_personal_data is None:
        return "nobody has looked yet"
    if not one.holds_personal_data:
        return "no"
    return (
        f"yes, release approved by {one.release_approved_by}"
        if one.release_approved_by
        else "YES, not approved"
    )


def _fact(label: str, words: str) -> Content:
    return line(plain(f"{label:<{_LABEL}}", _MUTED), words)


def _link(session: Session, link: Link) -> Content:
    where = f"  {link.pinpoint}" if str(link.pinpoint) else ""
    reviewed = f"reviewed {short_date(link.reviewed)}" if link.reviewed else "never reviewed"
    doubt = "  CHANGED since reviewed" if is_suspect(session, link) else f"  {reviewed}"
    note = f"\n  {link.note}" if link.note else ""
    return line(
        plain(link.target, "bold"),
        f" {target_words(session, link)}",
        plain(where, "$text-accent"),
        plain(doubt, _MUTED),
        plain(note, _MUTED, keep_breaks=True),
    )
