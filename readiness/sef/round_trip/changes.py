"""What an edited self-evaluation would change: a plan to look at, and the steps that follow from choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from readiness.model.records.evaluation import Note
from readiness.model.records.written import TrackedEdit
from readiness.model.vocabulary import StatementKind
from readiness.sef.round_trip.merge import Overlap
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.stamp import Mode, PieceField

ItemKind = Literal[
    "edited",
    "added",
    "deleted",
    "split",
    "merged",
    "moved",
    "conflict",
    "comment",
    "record",
    "lead",
    "agreed",
]

ITEM_KIND_TITLES: dict[ItemKind, str] = {
    "edited": "edited",
    "added": "new",
    "deleted": "deleted",
    "split": "split",
    "merged": "merged",
    "moved": "moved",
    "conflict": "CONFLICT",
    "comment": "comment",
    "record": "elsewhere",
    "lead": "lead-in",
    "agreed": "agreed",
}


@dataclass(frozen=True, slots=True)
class AgreedWords:
    """The words of one statement as they stand in a document an agency signed, in comparable form."""

    statement: str
    text: str
    impact: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One proposed change. Which fields are filled follows from its kind."""

    key: str
    """Names the item within its plan, the same on every reading of the same file."""
    kind: ItemKind
    statement: str = ""
    """Id of the statement it is about; empty for a new one."""
    field: PieceField = "text"
    criterion: str = ""
    """Criterion it belongs to, or is proposed for."""
    statement_kind: StatementKind = "context"
    base: str = ""
    """The text as exported."""
    ours: str = ""
    """The text as it is now; empty when the statement is gone."""
    theirs: str = ""
    """The text as it came back."""
    merged: str | None = None
    """What accepting stores, unless another text is given; None when somebody has to write it."""
    overlaps: tuple[Overlap, ...] = ()
    """Where both sides changed the same words."""
    parts: tuple[str, ...] = ()
    """The texts a statement was split into."""
    others: tuple[str, ...] = ()
    """What was joined into this one: ``S0001`` a statement, ``S0001.impact`` an impact, ``S0001.text`` a
    statement's words without its impact, which stays."""
    after: str = ""
    """Id of the statement it now stands after; empty for the first of its section."""
    target: Target | None = None
    """The field of another record that was typed into: an action, a measure, the area."""
    agency: str = ""
    """Id of the agency that agreed; `merged` then says who, and when: ``J. Smith, 12 March 2027``."""
    agreed: tuple[AgreedWords, ...] = ()
    """What it agreed."""
    impact: str = ""
    """Impact that comes with a new statement."""
    edits: tuple[TrackedEdit, ...] = ()
    note: Note | None = None
    """A remark on the statement; on the nearest new one (`after` is its key) where there is no statement."""
    is_safe: bool = False
    """Whether "accept all that are safe" takes it."""
    reason: str = ""
    """What the reader should know, in words."""

    @property
    def authors(self) -> tuple[str, ...]:
        """Who made the tracked changes, each once."""
        return tuple(dict.fromkeys(one.by for one in self.edits if one.by))


@dataclass(frozen=True, slots=True)
class SefPlan:
    """Everything an edited document would change."""

    export_id: str
    """Of the export it was made from; empty when the document carries no stamp."""
    version: str
    as_at: date | None
    mode: Mode | None
    statements: int
    """Statements the document was compared with."""
    unchanged: int
    """Statements nothing is proposed for."""
    items: tuple[PlanItem, ...]
    remarks: tuple[str, ...] = ()
    """Changes that are not about a statement, to be made by hand."""
    is_foreign: bool = False
    """Whether the document was written elsewhere and is taken in piece by piece."""

    @property
    def counts(self) -> dict[ItemKind, int]:
        """Items of each kind that occurs."""
        found = Counter(item.kind for item in self.items)
        return {kind: found[kind] for kind in ITEM_KIND_TITLES if found[kind]}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is proposed."""
        return not self.items


StepKind = Literal["set", "add", "delete", "move", "note", "record", "agree", "keep"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided about one item."""

    is_accepted: bool
    text: str | None = None
    """Words to store instead of the proposed ones."""
    criterion: str = ""
    """Criterion a new statement is put under instead of the proposed one."""
    statement_kind: StatementKind | None = None
    """Kind a new statement is of instead of the proposed one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do to the records; the steps of one plan make one transaction."""

    kind: StepKind
    statement: str = ""
    field: PieceField = "text"
    text: str = ""
    criterion: str = ""
    statement_kind: StatementKind = "context"
    after: str = ""
    """Statement to stand after (add, move); empty for the first of its section."""
    note: Note | None = None
    target: Target | None = None
    """What `text` is stored in, for a step about another record."""
    words_from: tuple[str, ...] = ()
    """Other statements whose words it takes: their evidence goes with them."""
    agency: str = ""
    agreed: tuple[AgreedWords, ...] = ()
    """What an agency agreed; `text` says who, and when."""
    impact: str = ""
    """Of a new statement."""
    key: str = ""
    """Of the item a new statement is made from; of the one nearest to a note that is kept."""


def safe_choices(plan: SefPlan) -> dict[str, Choice]:
    """Accept everything that is safe, and nothing else."""
    return {item.key: Choice(is_accepted=True) for item in plan.items if item.is_safe}


_ORDER: dict[StepKind, int] = {
    "set": 0,
    "note": 0,
    "record": 0,
    "move": 1,
    "add": 2,
    "delete": 3,
    "agree": 4,
    "keep": 4,
}


def decide(plan: SefPlan, choices: Mapping[str, Choice]) -> tuple[Step, ...]:
    """The steps that follow from the choices. What nobody chose stays as it is.

    A conflict is only resolved with a text: the one given, or the proposed merge. Taken one by one in the
    order given, the steps leave new statements as they stand in the document: what is to stand after the
    same statement comes last first, and nothing is deleted while something is still to be put after it.
    """
    steps = [
        step
        for item in plan.items
        if (choice := choices.get(item.key)) and choice.is_accepted
        for step in _steps(_as_placed(item, choice), choice.text)
    ]
    added = [step for step in steps if step.kind == "add"]
    others = [step for step in steps if step.kind != "add"]
    return tuple(sorted((*others, *reversed(added)), key=lambda step: _ORDER[step.kind]))


def _as_placed(item: PlanItem, choice: Choice) -> PlanItem:
    """A new statement under the criterion and of the kind somebody chose for it."""
    if item.kind != "added":
        return item
    kind = choice.statement_kind or item.statement_kind
    return replace(item, criterion=choice.criterion or item.criterion, statement_kind=kind)


def _steps(item: PlanItem, text: str | None) -> Iterator[Step]:
    words = text if text is not None else item.merged
    if item.target is not None or item.kind == "agreed":
        yield from _elsewhere(item, words)
        return
    match item.kind:
        case "lead":
            pairs = zip(item.others, item.parts, strict=True)
            yield from (Step("set", statement, "impact", part) for statement, part in pairs)
        case "comment":
            kind: StepKind = "note" if item.statement else "keep"
            yield Step(kind, item.statement, note=item.note, key="" if item.statement else item.after)
        case "moved":
            yield replace(_placed("move", item, item.after), statement=item.statement)
        case "deleted" if item.field == "impact":
            yield Step("set", item.statement, "impact")
        case "deleted":
            yield Step("delete", item.statement)
        case "added":
            added = _placed("add", item, item.after)
            yield replace(added, text=words or "", impact=item.impact, key=item.key)
        case "split":
            first, *rest = item.parts
            yield Step("set", item.statement, item.field, first if text is None else text)
            added = replace(_placed("add", item, item.statement), words_from=(item.statement,))
            yield from (replace(added, text=part) for part in rest)
        case _ if words is not None:  # edited or merged, or a conflict with a text to settle it
            sources = (one.partition(".")[0] for one in item.others)
            yield Step(
                "set",
                item.statement,
                item.field,
                words,
                item.criterion,
                item.statement_kind,
                words_from=tuple(dict.fromkeys(one for one in sources if one != item.statement)),
            )
            yield from map(_taken_out, item.others)


def _elsewhere(item: PlanItem, words: str | None) -> Iterator[Step]:
    """The step for another record's field, or for an agreement; none where nobody wrote the words."""
    if words is not None:
        kind: StepKind = "agree" if item.kind == "agreed" else "record"
        yield Step(kind, text=words, target=item.target, agency=item.agency, agreed=item.agreed)


def _placed(kind: StepKind, item: PlanItem, after: str) -> Step:
    return Step(kind, criterion=item.criterion, statement_kind=item.statement_kind, after=after)


def _taken_out(other: str) -> Step:
    """The step for a piece whose words now stand elsewhere."""
    statement, _, field = other.partition(".")
    if not field:
        return Step("delete", statement)
    return Step("set", statement, "impact" if field == "impact" else "text")
