"""What stands beside the tree of criteria: statements, evidence and gaps of one criterion or prompt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import period_words
from readiness.base.dates import short_date
from readiness.base.text import counted, listed
from readiness.evidence.suggesting import EACH, Suggested
from readiness.model.vocabulary import FRESHNESS_WORDS, SEVERITY_MARKS
from readiness.rules.coverage import coverage, criterion_coverage
from readiness.rules.links import is_suspect
from readiness.tui.base.content import gap_line, line, lines, plain
from readiness.tui.screens.criteria.gone import GONE, gone_entries, gone_head, gone_mark
from readiness.tui.widgets.page import Entry
from readiness.tui.widgets.tab_line import TabTitle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from textual.content import Content

    from readiness.gaps.report import Gap
    from readiness.model.definition.framework import Prompt
    from readiness.model.records.evaluation import Statement
    from readiness.model.records.evidence import Link
    from readiness.tui.shell.session import Session

GAP = "gap:"

SUGGESTED = "suggest:"

_MUTED = "$text-muted"

_GAPS_SHOWN = 12

_LINKS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the page, with what stands in it."""

    title: TabTitle
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CriteriaPicture:
    """The marks of the tree, and the page of the node the cursor is on."""

    node: str
    """Id of the criterion or prompt the page is about."""
    head: Content
    tabs: tuple[Tab, ...]
    labels: dict[str, str]
    """What the tree says beside each criterion and prompt."""
    gaps: dict[str, Gap]
    """Gaps of the page by entry id."""


def gather_page(session: Session, node: str) -> CriteriaPicture:
    """The page of one criterion or prompt, or of what is no longer in the framework."""
    if node == GONE:
        return CriteriaPicture(node, gone_head(session), (_gone_tab(session),), _labels(session), {})
    framework = session.framework
    criterion_id = framework.criterion_of_prompt.get(node, node)
    report = session.gaps()
    found = [one for one in report.for_criterion(criterion_id) if node in {criterion_id, one.subject}]
    gaps = {f"{GAP}{number}": gap for number, gap in enumerate(found)}
    suggested = for_node(session, node)
    tabs = [
        _tab("evidence", len(_items(session, node)), _evidence(session, node)),
        _tab("suggested", len(suggested), _suggested(session, suggested)),
        _tab("gaps", len(gaps), _gaps(gaps)),
    ]
    if node == criterion_id:
        prompts = framework.criteria[node].prompts
        tabs.insert(0, _tab("statements", len(session.index.statements_of(node)), _statements(session, node)))
        tabs.append(_tab("prompts", len(prompts), _prompts(session, prompts)))
    return CriteriaPicture(node, _head(session, node), tuple(tabs), _labels(session), gaps)


_TITLES = {
    "statements": ("Statements", "State."),
    "evidence": ("Evidence", "Evid."),
    "suggested": ("Suggested", "Sugg."),
    "gaps": ("Gaps", "Gaps"),
    "prompts": ("Prompts", "Prom."),
}
"""Title and short title by id of a tab."""


def _tab(tab_id: str, count: int, entries: Iterator[Entry]) -> Tab:
    return Tab(TabTitle(tab_id, *_TITLES[tab_id], count), tuple(entries))


def _gone_tab(session: Session) -> Tab:
    entries = tuple(gone_entries(session))
    return Tab(TabTitle(GONE, "Records", "Records", sum(bool(entry.id) for entry in entries)), entries)


def _items(session: Session, node: str) -> Collection[str]:
    """Ids of the items that reach a criterion or prompt and are not withdrawn."""
    if node in session.framework.criteria:
        return criterion_coverage(session.index, node, session.as_at).evidence
    return coverage(session.index, session.index.evidence_to("prompt", node), session.as_at).evidence


def _labels(session: Session) -> dict[str, str]:
    gaps: dict[str, list[Gap]] = {}
    for gap in session.gaps().gaps:
        for criterion_id in set(gap.criteria):
            gaps.setdefault(criterion_id, []).append(gap)
    labels = {}
    for criterion in session.framework.criteria.values():
        found = gaps.get(criterion.id)
        labels[criterion.id] = f"{SEVERITY_MARKS[found[0].severity]} {len(found)}" if found else "ok"
        for prompt in criterion.prompts:
            labels[prompt.id] = f"{len(session.index.evidence_to('prompt', prompt.id))} ev"
    return labels | gone_mark(session)


def _head(session: Session, node: str) -> Content:
    framework = session.framework
    prompt = framework.prompts.get(node)
    criterion = framework.criteria[framework.criterion_of_prompt.get(node, node)]
    fact = prompt or criterion
    words = prompt.text if prompt else criterion.title
    rows = [plain(f"{node} {words}", "bold")]
    if criterion.is_graded:
        levels = listed([one.title for one in framework.levels_of(criterion.id).values()], "or")
        rows.append(plain(f"inspectors grade this: {levels}", _MUTED))
    grade = session.records.grades.get(criterion.id)
    if grade is None:
        rows.append(plain("our view: not set", _MUTED))
    else:
        outcome = framework.levels_by_id.get(grade.outcome)
        when = ", ".join(part for part in (short_date(grade.set_on), grade.updated_by) if part)
        why = f' - "{grade.why}"' if grade.why else " - no reason given"
        title = outcome.title if outcome else "(unknown outcome)"
        rows.append(plain(f"our view: {grade.outcome} {title}{why}" + (f" (set {when})" if when else "")))
    doubt = "" if fact.is_settled else f", not confirmed ({fact.basis})" if fact.basis else ", not confirmed"
    rows.append(plain(f"wording: {fact.status}{doubt}", _MUTED))
    return lines(rows)


def _statements(session: Session, node: str) -> Iterator[Entry]:
    written = session.index.statements_of(node)
    if not written:
        yield Entry(plain("Nothing is said here yet. Press a to write a statement.", _MUTED))
    for one in written:
        yield Entry(_statement(session, one), id=one.id)


def _statement(session: Session, one: Statement) -> Content:
    from readiness.model.vocabulary import STATEMENT_KIND_TITLES

    agreed = ", ".join(
        f"{agency.title} {'yes' if one.agreed_by(agency.id) else 'no'}"
        for agency in session.framework.agencies
        if agency.agrees
    )
    rows = [
        line(
            plain(f"{STATEMENT_KIND_TITLES[one.kind]} {one.id}", "bold"),
            plain(f"  {one.owner or 'no owner'}" + (f"  agreed: {agreed}" if agreed else ""), _MUTED),
        ),
        plain(f"  {one.text}", keep_breaks=True),
    ]
    if one.impact.strip():
        rows.append(line(plain("  So what?  ", _MUTED), plain(one.impact, keep_breaks=True)))
    elif one.kind == "strength":
        rows.append(plain("  So what?  No impact written.", "$text-warning"))
    rows += _so_what(session, one)
    rows += since_agreed(one)
    rows += [
        line(plain("  Note  ", _MUTED), plain(f"{note.by}: {note.text}", keep_breaks=True))
        for note in one.notes
    ]
    links = session.index.links_to("statement", one.id)
    proof = ", ".join(_short_link(session, link) for link in links)
    if proof or one.kind in {"strength", "area_to_develop"}:
        rows.append(line(plain("  Evidence  ", _MUTED), proof or "none linked"))
    rows += _heard(session, links)
    return lines(rows)


def _heard(session: Session, links: Iterable[Link]) -> Iterator[Content]:
    """How many were heard in the evidence a claim rests on, and who is missing."""
    from readiness.rules.heard import heard_words

    for evidence_id in dict.fromkeys(one.evidence for one in links):
        evidence = session.records.evidence.get(evidence_id)
        if evidence is not None and (said := heard_words(evidence)):
            yield line(plain("  Heard  ", _MUTED), f"{evidence_id}: {said}")


def _so_what(session: Session, one: Statement) -> Iterator[Content]:
    """What the words of a strength leave unsaid of its effect, as far as the framework can tell."""
    from readiness.rules.so_what import in_short, read_statement

    rules = session.framework.so_what
    found = read_statement(one, rules)
    if found and rules and (said := in_short(found, rules)):
        yield plain(f"  Its words  {said}", _MUTED)


def since_agreed(one: Statement) -> Iterator[Content]:
    """Where a draft went on after every agency had agreed it: the words taken out and put in since."""
    from readiness.tui.widgets.word_diff import marked

    if not one.agreed_text:
        return
    if one.text != one.agreed_text:
        yield line(plain("  Since agreed  ", "$text-warning"), marked(one.agreed_text, one.text))
    if one.impact != one.agreed_impact:
        yield line(plain("  Impact since agreed  ", "$text-warning"), marked(one.agreed_impact, one.impact))


def _short_link(session: Session, link: Link) -> str:
    from readiness.rules.freshness import freshness

    evidence = session.records.evidence.get(link.evidence)
    state = freshness(evidence, session.framework, session.as_at) if evidence else "withdrawn"
    where = f" {link.pinpoint}" if str(link.pinpoint) else ""
    return f"{link.evidence}{where}" + ("" if state == "current" else f" ({FRESHNESS_WORDS[state].lower()})")


def _evidence(session: Session, node: str) -> Iterator[Entry]:
    links = list(session.index.links_reaching(node))
    if node in session.framework.criteria:
        covered = criterion_coverage(session.index, node, session.as_at).count_and_current
    else:
        reached = session.index.evidence_to("prompt", node)
        covered = coverage(session.index, reached, session.as_at).count_and_current
    if links:
        items = f"{counted(covered[0], 'item')}: {covered[1]} current; {counted(len(links), 'link')}"
        yield Entry(plain(items, _MUTED))
    else:
        yield Entry(plain("Nothing proves it yet. Press l to link evidence.", _MUTED))
    yield from (Entry(_link(session, one, node), id=one.id) for one in links[:_LINKS_SHOWN])
    if len(links) > _LINKS_SHOWN:
        rest = f"... and {len(links) - _LINKS_SHOWN:,} more: press 3 and type criterion:{node}"
        yield Entry(plain(rest, _MUTED))


def _link(session: Session, link: Link, node: str) -> Content:
    from readiness.rules.freshness import freshness

    evidence = session.records.evidence.get(link.evidence)
    if evidence is None:
        return plain(f"{link.evidence}  (no longer there)", "$text-warning")
    framework = session.framework
    state = freshness(evidence, framework, session.as_at)
    kind = framework.kinds_by_id.get(evidence.kind)
    letters = " ".join(one.letter for one in framework.agencies if one.id in evidence.agencies)
    place = "" if link.target == node else f"for {link.target}"
    parts = (
        kind.short or kind.title if kind else "no kind",
        letters,
        period_words(evidence.period_from, evidence.period_to),
        FRESHNESS_WORDS[state],
        str(link.pinpoint),
        place,
        "changed since checked" if is_suspect(session.index, link) else "",
    )
    style = _MUTED if state == "current" else "$text-warning"
    rows = [
        line(plain(evidence.id, "bold"), f" {evidence.title}"),
        plain("  " + "  ".join(part for part in parts if part), style),
    ]
    if link.note:
        rows.append(plain(f"  {link.note}", _MUTED))
    return lines(rows)


def _suggested(session: Session, found: Sequence[Suggested]) -> Iterator[Entry]:
    if session.suggestions is None:
        yield Entry(plain("Still reading the documents for words that suggest it.", _MUTED))
    elif found:
        yield Entry(plain("Linked by nobody yet: look, then y links it.", _MUTED))
    else:
        yield Entry(plain("No item's words suggest it that is not linked already.", _MUTED))
    for one in found:
        title = session.records.evidence[one.evidence].title
        words = ", ".join(f'"{word}"' for word in one.words)
        where = f", {one.pinpoint}" if str(one.pinpoint) else ""
        yield Entry(
            lines(
                [line(plain(one.evidence, "bold"), f" {title}"), plain(f"  because: {words}{where}", _MUTED)]
            ),
            id=f"{SUGGESTED}{one.evidence}",
        )


def _gaps(gaps: dict[str, Gap]) -> Iterator[Entry]:
    if not gaps:
        yield Entry(plain("No gap was found.", _MUTED))
    shown = list(gaps.items())[:_GAPS_SHOWN]
    yield from (Entry(gap_line(gap), id=number) for number, gap in shown)
    if len(gaps) > len(shown):
        yield Entry(plain(f"... and {len(gaps) - len(shown)} more: press 4, then /, to read them", _MUTED))


def _prompts(session: Session, prompts: Sequence[Prompt]) -> Iterator[Entry]:
    if not prompts:
        yield Entry(plain("The framework has no prompts here.", _MUTED))
    for prompt in prompts:
        found = session.index.evidence_to("prompt", prompt.id)
        newest = max(found, key=lambda item: (item.period_to or date.min, item.id), default=None)
        items = counted(len(found), "item")
        words = f"  {items}, the newest {newest.id} {newest.title}" if newest else f"  {items}"
        yield Entry(
            lines([line(plain(prompt.id, "bold"), f" {prompt.text}"), plain(words, _MUTED)]), id=prompt.id
        )


def for_node(session: Session, node: str) -> list[Suggested]:
    """The likeliest items for a criterion or prompt that are not tied to it yet."""
    known = (session.suggestions or {}).get(node, ())
    reached = {one.evidence for one in session.index.links_to("prompt", node)}
    if node in session.framework.criteria:
        reached = {one.id for one in session.index.evidence_for(node)}
    records = session.records.evidence
    return [one for one in known if one.evidence not in reached and one.evidence in records][:EACH]
