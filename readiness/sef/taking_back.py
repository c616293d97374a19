"""Taking an edited self-evaluation back: a plan first, then one transaction of what was accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.text import counted
from readiness.formats.limited import need_ordinary_file, read_file
from readiness.model.records.changes import Change, Transaction, put, remove
from readiness.model.records.evaluation import Statement
from readiness.model.vocabulary import StatementKind
from readiness.sef.agreeing import asked_to_agree, with_agreement
from readiness.sef.following import Follow, links_that_follow
from readiness.sef.printed_exports import recalled, remembered
from readiness.sef.record_edits import RecordDraft
from readiness.sef.round_trip.agreements import signed
from readiness.sef.round_trip.changes import Choice, SefPlan, Step, decide
from readiness.sef.round_trip.memory import Memory
from readiness.sef.round_trip.stamp import comparable
from readiness.workspace.editing import make, revise

if TYPE_CHECKING:
    from collections.abc import Collection

    from readiness.sef.round_trip.changes import PlanItem
    from readiness.sef.round_trip.printed import PrintedSef
    from readiness.sef.round_trip.stamp import Mode
    from readiness.sef.word_in.raw import RawSef
    from readiness.workspace.workspace import Workspace


def plan_sef(ws: Workspace, path: Path) -> SefPlan:
    """What an edited document would change; nothing is changed by asking.

    Raises:
        UsageError: There is no such file.
        RefusedError: It is no document that can be read, or of another area or framework.
    """
    from readiness.sef.word_in.document import plan_read

    return plan_read(read_returned(path), ws.index, memory=_memory(ws))


def read_returned(path: Path) -> RawSef:
    """What stands in a document somebody sent: read directly, or turned into one that can be.

    Raises:
        UsageError: There is no such file.
        RefusedError: It is no document that can be read.
    """
    from readiness.formats.office_program import as_word, is_old_word
    from readiness.sef.word_in.document import read_sef_file

    if not path.exists():
        raise UsageError("There is no such file.", str(path), "Check its name and folder.")
    need_ordinary_file(path)
    if not is_old_word(path):
        return read_file(read_sef_file, path)
    with as_word(path) as made:
        return read_file(read_sef_file, made)


def plan_foreign(ws: Workspace, path: Path) -> SefPlan:
    """What a self-evaluation written elsewhere would become here; nothing is changed by asking.

    Raises:
        UsageError: There is no such file.
        RefusedError: It is no document that can be read, or was exported from a workspace.
    """
    from readiness.definitions.suggestion_weights import weights_for
    from readiness.sef.taking_in.plan import plan_taking_in

    raw = read_returned(path)
    return plan_taking_in(raw, ws.index, name=path.name, learned=weights_for(ws.framework))


_TELLING: tuple[Mode, ...] = ("draft", "agreement")
"""Documents whose printed words are told from new ones, where the export is not known."""


def _memory(ws: Workspace) -> Memory:
    """What the workspace knows about its exports."""

    def today(as_at: date | None) -> PrintedSef:
        from readiness.sef.word_out.document import printed_today
        from readiness.sef.word_out.notebook import SefSource
        from readiness.workspace.clock import measured

        day = as_at or measured(ws).on
        source = SefSource(ws.index, gaps=ws.gaps(day))
        draft, signed_too = (printed_today(source, as_at=day, version="", mode=one) for one in _TELLING)
        more = tuple(one for one in signed_too.tables if one not in draft.tables)
        others = (*draft.others, *sorted(signed_too.words))
        return draft.model_copy(update={"tables": (*draft.tables, *more), "others": others})

    return Memory(recalled=partial(recalled, ws), remembered=partial(remembered, ws), today=today)


def apply_sef(
    ws: Workspace, plan: SefPlan, choices: Mapping[str, Choice], *, name: str, as_at: date
) -> Transaction:
    """Store what was accepted as one change, which undo takes back; a backup is made first.

    Raises:
        StaleEditError: Somebody changed one of the statements since the plan was made.
        StorageError: The disk refused; nothing is stored.
    """
    steps = decide(plan, choices)
    if not steps:
        return Transaction("Nothing was accepted", ())
    changes = _Draft(ws, as_at).changes(steps)
    ws.repository.way_back(ws.clock(), reason="before-import")
    verb = "Take in" if plan.is_foreign else "Take back"
    label = f"{verb} {name}: {counted(len(changes), 'record')}"
    return ws.run(Transaction(label, changes))


class _Draft:
    """Statements as the steps leave them."""

    def __init__(self, ws: Workspace, as_at: date) -> None:
        self._ws = ws
        self._as_at = as_at
        self._stored = dict(ws.records.statements)
        self._now = dict(self._stored)
        self._others = RecordDraft(ws, as_at)
        self._follows: list[Follow] = []
        self._back: dict[str, str] = {}
        """Ids of the statements made anew for ones deleted here since the export, by the old id."""
        self._made: dict[str, str] = {}
        """Ids of new statements by the key of what they were made from."""

    def changes(self, steps: Iterable[Step]) -> tuple[Change, ...]:
        """Every change the steps make, links of deleted statements included.

        Raises:
            UsageError: Words for another record cannot be stored in it.
        """
        for step in steps:
            if step.kind == "agree":
                self._agree(step)
            elif step.kind == "keep":
                self._keep(step)
            elif step.target is not None:
                self._others.do(step.target, step.text)
            else:
                self._do(step)
        self._others.follow(self._follows)
        found: list[Change] = [*self._others.changes(), *links_that_follow(self._ws, self._follows)]
        for statement_id in {**self._stored, **self._now}:
            before, after = self._stored.get(statement_id), self._now.get(statement_id)
            if before is after:
                continue
            if after is not None:
                found.append(put(after, before))
            elif before is not None:
                links = self._ws.index.links_to("statement", statement_id)
                found += [*(remove(one) for one in links), remove(before)]
        return tuple(found)

    def _do(self, step: Step) -> None:
        held = self._now.get(step.statement)
        if step.kind == "add":
            need_section(self._ws, step)
            fresh = make(
                Statement,
                id=self._ws.repository.next_id(Statement.table),
                criterion=step.criterion,
                kind=step.statement_kind,
                text=step.text,
                impact=step.impact,
                as_at=self._as_at,
            )
            self._made[step.key] = fresh.id
            self._follows += [(source, fresh.id) for source in step.words_from]
            self._place(fresh, step.after)
        elif held is None:
            self._bring_back(step)
        elif step.kind == "set":
            self._follows += [(source, held.id) for source in step.words_from]
            self._now[held.id] = revise(held, **{step.field: step.text})
        elif step.kind == "delete":
            del self._now[held.id]
        elif step.kind == "move":
            kept = revise(held, criterion=step.criterion or held.criterion, kind=step.statement_kind)
            self._place(kept, step.after)
        elif step.note is not None and step.note not in held.notes:
            self._now[held.id] = revise(held, notes=(*held.notes, step.note))

    def _keep(self, step: Step) -> None:
        """Put a note on the new statement it stood beside: the one before it, else the one after."""
        made = sorted((_number(key), name) for key, name in self._made.items())
        near = _number(step.key)
        before = [name for number, name in made if number <= near]
        if not made or step.note is None:
            raise UsageError(
                "There is no new statement to keep notes with.", step.key, "Take a piece of the text as well."
            )
        held = self._now[before[-1] if before else made[0][1]]
        if step.note not in held.notes:
            self._now[held.id] = revise(held, notes=(*held.notes, step.note))

    def _agree(self, step: Step) -> None:
        """Record an agency's agreement for the statements that say just what it signed."""
        try:
            by, on = signed(step.text)
        except ValueError as error:
            raise UsageError(
                "That does not say who agreed and when.", step.text, f"{error} Write NAME, DATE."
            ) from None
        asked = asked_to_agree(self._ws.framework)
        for words in step.agreed:
            held = self._now.get(words.statement)
            if held is None or (comparable(held.text), comparable(held.impact)) != (words.text, words.impact):
                continue
            if held.agreed_by(step.agency) is None:
                self._now[held.id] = with_agreement(held, step.agency, by=by, on=on, asked=asked)

    def _bring_back(self, step: Step) -> None:
        """Words accepted for a statement deleted here since the export stand as a new one: none is lost."""
        if step.kind != "set" or not step.text.strip() or step.statement in self._stored:
            return
        known = self._now.get(self._back.get(step.statement, ""))
        if known is not None:
            self._now[known.id] = revise(known, **{step.field: step.text})
            return
        self._do(replace(step, kind="add", field="text"))
        self._back[step.statement] = next(reversed(self._now))

    def _place(self, statement: Statement, after: str) -> None:
        """Put a statement behind another of its section, and number the section anew where it must be."""
        section = [
            one
            for one in self._now.values()
            if (one.criterion, one.kind) == (statement.criterion, statement.kind) and one.id != statement.id
        ]
        section.sort(key=lambda one: (one.position, one.id))
        at = next((place + 1 for place, one in enumerate(section) if one.id == after), 0)
        section.insert(at, statement)
        self._now[statement.id] = statement
        for number, one in enumerate(section, 1):
            if one.position != number:
                self._now[one.id] = revise(one, position=number)


def need_section(ws: Workspace, step: Step) -> None:
    """Refuse a new statement that belongs to no criterion.

    Raises:
        UsageError: It does not.
    """
    if step.criterion not in ws.framework.criteria:
        raise UsageError(
            f"{step.key or 'A piece'} belongs to no section.", step.text, "Say which it belongs to."
        )


def _number(key: str) -> int:
    digits = key.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


_WITH_TEXT = frozenset({"edited", "conflict", "merged", "split", "added", "record", "agreed"})
"""Kinds of change in which other words can be stored."""


class Choices:
    """The choices about one plan; what nobody chose stays as it is."""

    def __init__(self, plan: SefPlan) -> None:
        self.plan = plan
        self._items = {item.key: item for item in plan.items}
        self._made: dict[str, Choice] = {}
        self._typed: dict[str, str] = {}

    def item(self, key: str) -> PlanItem | None:
        """The change with this key; None for a remark."""
        return self._items.get(key)

    def of(self, key: str) -> Choice | None:
        """What was decided about a change, or None."""
        return self._made.get(key)

    @property
    def accepted(self) -> dict[str, Choice]:
        """The choices that change something."""
        return {key: one for key, one in self._made.items() if one.is_accepted}

    @property
    def refused(self) -> int:
        """How many changes were refused."""
        return len(self._made) - len(self.accepted)

    @property
    def safe(self) -> int:
        """How many changes are safe to accept together."""
        return sum(1 for item in self.plan.items if item.is_safe)

    def accept(self, key: str) -> None:
        """Take a change as proposed, or in the words typed for it; taken again, it is undecided again."""
        chosen = self._made.get(key)
        if chosen is not None and chosen.is_accepted:
            del self._made[key]
        else:
            self._made[key] = Choice(is_accepted=True, text=self._typed.get(key))

    def refuse(self, key: str) -> None:
        """Leave a change out; refused again, it is undecided again."""
        chosen = self._made.get(key)
        if chosen is not None and not chosen.is_accepted:
            del self._made[key]
        else:
            self._made[key] = Choice(is_accepted=False)

    def accept_in_words(
        self, key: str, words: str, *, criterion: str = "", kind: StatementKind | None = None
    ) -> None:
        """Take a change in these words; a new statement under this criterion, of this kind."""
        self._typed[key] = words
        self._made[key] = Choice(is_accepted=True, text=words, criterion=criterion, statement_kind=kind)

    def accept_safe(self) -> int:
        """Take every safe change nobody decided about; returns how many were taken."""
        found = self._safe_undecided
        for key in found:
            self.accept(key)
        return len(found)

    @property
    def safe_left(self) -> int:
        """How many safe changes nobody decided about."""
        return len(self._safe_undecided)

    @property
    def _safe_undecided(self) -> list[str]:
        return [item.key for item in self.plan.items if item.is_safe and item.key not in self._made]

    def words_for(self, item: PlanItem) -> str | None:
        """What accepting the change stores; None when somebody has to write it."""
        return self._typed.get(item.key, item.merged)

    def needs_words(self, item: PlanItem) -> bool:
        """Whether the change can only be accepted with words somebody writes, and nobody has."""
        return needs_words(item) and (item.kind == "added" or self._typed.get(item.key) is None)

    def changed_in(self, plan: SefPlan) -> list[str]:
        """Keys of accepted changes that another plan of the same document sees differently."""
        others = {item.key: item for item in plan.items}
        return [key for key in self.accepted if others.get(key) != self._items[key]]

    def renewed(self, plan: SefPlan) -> Choices:
        """The choices carried over to a newer plan; those about changes that look different are not.

        Words that were typed are kept in any case.
        """
        fresh = Choices(plan)
        fresh._typed = dict(self._typed)
        fresh._made = {key: one for key, one in self._made.items() if fresh.item(key) == self._items[key]}
        return fresh


def needs_words(item: PlanItem) -> bool:
    """Whether the change can only be accepted with words somebody writes."""
    if item.kind == "added":
        return not item.criterion
    return item.kind in {"edited", "conflict", "merged", "record", "agreed"} and item.merged is None


def takes_words(item: PlanItem) -> bool:
    """Whether other words can be stored for this change."""
    return item.kind in _WITH_TEXT


def hindrance(item: PlanItem, stored: Collection[str]) -> str:
    """Why a change cannot be stored at all; empty when it can. `stored` are ids of statements."""
    is_new = item.kind in {"added", "record", "lead", "agreed"} or (
        item.kind == "comment" and not item.statement
    )
    if not is_new and item.statement not in stored:
        return f"{item.statement} is not here any more. Write it anew where it is wanted, or refuse this."
    return ""
