"""One change of an edited self-evaluation in words: its line in the list, and everything about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.sef.round_trip.changes import ITEM_KIND_TITLES
from readiness.sef.round_trip.record_words import FIELD_TITLES
from readiness.tui.base.content import line, lines, plain
from readiness.tui.widgets.records_table import Column, Row
from readiness.tui.widgets.word_diff import LEGEND, marked, marked_briefly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from readiness.rules.index import Index
    from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan
    from readiness.sef.taking_back import Choices

COLUMNS = (
    Column(" Decided", 13),
    Column("What", 13),
    Column("Change", 10),
    Column("Who", 16, from_width=96),
    Column("From and to", 30, is_stretching=True),
)

NOTHING = "Nothing would change: the document says what the statements here say."

SAFE = "(safe)"
"""Stands by an undecided change that "accept all safe" takes."""

REMARK = "remark-"
"""Begins the row key of a remark, which nobody can accept."""

_MUTED = "$text-muted"

_OVERLAPS_SHOWN = 3

_LABEL = 11


def rows(choices: Choices) -> list[Row]:
    """A line for each change, then one for each remark."""
    found = [_row(item, choices.of(item.key)) for item in choices.plan.items]
    for number, words in enumerate(choices.plan.remarks):
        found.append(Row(f"{REMARK}{number}", (" by hand", "", "remark", "", " ".join(words.split()))))
    return found


def head(name: str, choices: Choices) -> Content:
    """Where the document comes from, what it would change, and how much of it is decided."""
    plan = choices.plan
    counts = "".join(f", {number} {ITEM_KIND_TITLES[kind]}" for kind, number in plan.counts.items())
    accepted = len(choices.accepted)
    left = len(plan.items) - accepted - choices.refused
    state = f"{choices.safe} safe   {accepted} accepted   {choices.refused} refused   {left} undecided"
    return lines(
        [
            line(plain(f"Import: {name}", "bold"), plain(f"   {_origin(plan)}", _MUTED)),
            plain(f"{counted(plan.statements, 'statement')}: {plan.unchanged} unchanged{counts}"),
            plain(state, "$text-accent"),
        ]
    )


def detail(item: PlanItem, choices: Choices, index: Index) -> Content:
    """Everything about one change: where, who, why it is asked, and the texts word by word."""
    words = [_title(item, index), *_about(item, index), plain(""), *_texts(item, choices, index)]
    return lines([*words, plain(""), plain(LEGEND, _MUTED)])


def short_name(item: PlanItem) -> str:
    """What a change is about in a few characters."""
    if item.kind == "added":
        return f"in {item.criterion}"
    if item.kind == "agreed":
        return f"{item.criterion} {item.agency}"
    if item.kind == "lead":
        return counted(len(item.others), "impact")
    if item.target is not None:
        return item.target.id or item.target.table
    return f"{item.statement} impact" if item.field == "impact" else item.statement


def _origin(plan: SefPlan) -> str:
    if plan.is_foreign:
        return "written elsewhere: a new statement for each piece you take, the rest as notes"
    if not plan.export_id:
        return "it carries no stamp of ours, so it was matched by its text"
    parts = [f"version {plan.version}" if plan.version else "", plan.mode or ""]
    parts.append(f"as at {day_words(plan.as_at)}" if plan.as_at else "")
    return "exported: " + ", ".join(part for part in parts if part)


def _row(item: PlanItem, choice: Choice | None) -> Row:
    by = item.note.by if item.note else ", ".join(item.authors)
    cells = (
        f" {_decision(choice) or (SAFE if item.is_safe else '')}",
        short_name(item),
        ITEM_KIND_TITLES[item.kind],
        by,
        _brief(item),
    )
    return Row(item.key, cells)


def _decision(choice: Choice | None) -> str:
    if choice is None:
        return ""
    if not choice.is_accepted:
        return "✗ keep ours"
    return "✓ own words" if choice.text is not None else "✓ take"


def _brief(item: PlanItem) -> str:
    match item.kind:
        case "comment":
            return f'"{item.note.text}"' if item.note else ""
        case "moved" | "split":
            return item.reason
        case "merged":
            return f"with {', '.join(item.others)}"
        case "deleted":
            return marked_briefly(item.ours or item.base, "")
        case "added":
            return marked_briefly("", item.theirs)
        case _:
            return marked_briefly(item.base, item.theirs)


def _title(item: PlanItem, index: Index) -> Content:
    from readiness.model.vocabulary import STATEMENT_KIND_TITLES

    if item.target is not None:
        field = FIELD_TITLES.get(f"{item.target.table}.{item.target.field}", item.target.field)
        return line(plain(f"{short_name(item)}  {field}", "bold"), plain(f"  {item.target.table}", _MUTED))
    criterion = index.framework.criteria.get(item.criterion)
    nowhere = index.framework.terms.said("no criterion")
    place = f"{item.criterion} {criterion.short}" if criterion else item.criterion or nowhere
    kind = ITEM_KIND_TITLES[item.kind]
    return line(
        plain(f"{short_name(item)}  {kind}", "bold"),
        plain(f"  {STATEMENT_KIND_TITLES[item.statement_kind]}, {place}", _MUTED),
    )


def _about(item: PlanItem, index: Index) -> Iterator[Content]:
    if item.reason:
        yield plain(item.reason, "$text-warning" if item.kind == "conflict" else "")
    if item.edits:
        yield plain(f"tracked: {_tracked(item)}", _MUTED)
    for one in item.overlaps[:_OVERLAPS_SHOWN]:
        words = f'both changed "{one.base}": here now "{one.ours}", came back "{one.theirs}"'
        yield plain(words, "$text-warning")
    if item.kind == "deleted" and item.field == "text":
        links = len(index.links_to("statement", item.statement))
        yield plain(
            f"Accepting deletes the statement and {counted(links, 'link')} to it; undo brings them back."
        )
    if item.kind in {"added", "moved"}:
        yield plain(f"It stands after {item.after}." if item.after else "It stands first in its section.")
    if item.impact:
        yield plain(f"With its impact: {item.impact}", keep_breaks=True)


def _tracked(item: PlanItem) -> str:
    days = {(one.by or "somebody", one.on): 0 for one in item.edits}
    for one in item.edits:
        days[one.by or "somebody", one.on] += 1
    return "; ".join(
        f"{by}{f', {day_words(on)}' if on else ''} ({counted(number, 'change')})"
        for (by, on), number in days.items()
    )


def _texts(item: PlanItem, choices: Choices, index: Index) -> Iterator[Content]:
    if item.kind == "comment":
        on = index.records.statements.get(item.statement)
        yield _labelled("on", plain(getattr(on, item.field, "") or item.after, keep_breaks=True))
        note = item.note
        when = f", {day_words(note.on)}" if note and note.on else ""
        yield _labelled("comment", plain(f"{note.by}{when}: {note.text}" if note else "", keep_breaks=True))
        return
    if item.kind == "moved":
        yield _labelled("text", plain(item.base, keep_breaks=True))
        return
    if item.kind != "added" and item.base:
        yield _labelled("as sent", plain(item.base, keep_breaks=True))
        yield _labelled("here now", _side(item.base, item.ours, "it is not here any more"))
    if item.kind == "split":
        for number, part in enumerate(item.parts, 1):
            yield _labelled(f"part {number}", plain(part, keep_breaks=True))
    else:
        yield _labelled("came back", _side(item.base, item.theirs, "it is not in the document"))
    if item.kind != "deleted":
        yield _labelled("kept", _result(item, choices))


def _side(base: str, words: str, nothing: str) -> Content:
    if not words:
        return plain(f"({nothing})", _MUTED)
    return plain("the same as sent", _MUTED) if words == base else marked(base, words)


def _result(item: PlanItem, choices: Choices) -> Content:
    """What accepting would store, against what is stored now."""
    chosen = choices.of(item.key)
    words = chosen.text if chosen and chosen.text is not None else choices.words_for(item)
    if item.kind == "split" and words is None:
        return plain("part 1 here, the others as new statements after it", _MUTED)
    if words is None:
        return plain("nothing proposed: e writes the text", "$text-warning")
    for name, same in (("what came back", item.theirs), ("what is here", item.ours)):
        if words == same:
            return plain(f"the same as {name}", _MUTED)
    return marked(item.ours, words)


def _labelled(label: str, words: Content) -> Content:
    return line(plain(f"{label:<{_LABEL}}", "bold $text-primary"), words)
