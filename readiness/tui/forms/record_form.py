"""A form made from the fields of a record: one row each, in their order, read and worded as everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from rich.text import Text
from textual import on
from textual.widgets import Input, Select, TextArea

from readiness.base.date_words import moment_words, weekday_words
from readiness.base.text import visible
from readiness.base.zone import local_zone
from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_reading import FieldWordsError, read
from readiness.model.field_words import words
from readiness.model.records.differences import title_of
from readiness.model.records.record import Record
from readiness.tui.forms.fields import Field, FieldRow
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.parts import Parts
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel
    from textual.widget import Widget

    from readiness.tui.forms.fields import FieldKind

_ROW_KINDS: Mapping[str, FieldKind] = {
    "long": "long",
    "choice": "choice",
    "yes_no": "choice",
    "choices": "choices",
    "records": "choices",
    "rows": "choices",
}
"""How the row of a kind of field is laid out; the others stand in one line."""


@dataclass(frozen=True, slots=True)
class RecordField(Field):
    """A row for one field of a record, or of a part of one."""

    bound: Bound | None = None
    around: Around | None = None
    held: object = None
    """The stored value; the field's default for a new record."""
    user: str = ""
    """Who fills the form in: stands in a new part that says who wrote it."""

    def row(self) -> FieldRow:
        """The row of a form that asks it."""
        if self.bound is None or self.around is None:
            raise TypeError(f"{self.name} is not a field of a record.")
        return RecordRow(self, self.bound, self.around)


class RecordRow(FieldRow):
    """A row whose answer is read, and whose faults are said, by the field itself."""

    def __init__(self, spec: RecordField, bound: Bound, around: Around) -> None:
        self._bound, self._around, self._held = bound, around, spec.held
        self._opened: Any = _opened(bound, spec.held, around)
        super().__init__(spec, _entry(spec, bound, around, self._opened))
        if isinstance(self._entry, Parts):
            self._opened = self._entry.said

    @property
    def raw(self) -> str | tuple[str, ...]:
        """The answer as typed or chosen; parts as text."""
        return self._entry.said if isinstance(self._entry, Parts) else super().raw

    @property
    def opened_with(self) -> str | tuple[str, ...]:
        """The answer that stood in the field at first."""
        opened: str | tuple[str, ...] = self._opened
        return opened

    def fill(self, answer: str | tuple[str, ...]) -> None:
        """Put an answer into the field, as far as it is one the field can hold."""
        if isinstance(self._entry, Parts):
            self._entry.choose(answer if isinstance(answer, tuple) else (answer,))
        elif answer or self._bound.may_be_emptied or not isinstance(self._entry, Select):
            super().fill(answer)

    @property
    def value(self) -> object:
        """The answer as the record holds it; what nobody touched is as it was.

        Raises:
            FieldWordsError: The field cannot hold it.
        """
        return self._read() if self.is_changed else self._held

    def _read(self) -> object:
        if not isinstance(self._entry, Parts):
            return read(self._bound, self.raw, self._around)
        parts = self._entry.held
        return read(self._bound, parts if self._bound.is_many else next(iter(parts), None), self._around)

    def fault(self) -> str:
        """What is wrong with the answer, in the field's own sentence; of what nobody touched nothing is."""
        if not self.is_changed and not (self.spec.is_needed and self._bound.is_empty(self._held)):
            return ""
        try:
            self._read()
        except FieldWordsError as error:
            return error.sentence
        return ""

    def meaning(self) -> str:
        """The answer in words, where it is a date or moment that can be read; else empty."""
        if self._bound.field.kind not in {"date", "moment"}:
            return ""
        try:
            value = self.value
        except FieldWordsError:
            return ""
        return ", ".join(_in_full(one) for one in (value if isinstance(value, tuple) else (value,)) if one)

    @on(Parts.Changed)
    def take_in_parts(self) -> None:
        """There is another answer."""
        self.take_in()


class RowParts(Parts):
    """Parts of a record, each with fields of its own."""

    def __init__(self, bound: Bound, held: Iterable[object], around: Around, user: str) -> None:
        self._bound, self._around, self._user = bound, around, user
        super().__init__(held, is_many=bound.is_many)

    def line_of(self, part: object) -> str:
        """As everywhere in words."""
        return words(self._bound, (part,) if self._bound.is_many else part, self._around)

    def text_of(self, part: object) -> str:
        """Its fields as JSON."""
        return part.model_dump_json() if isinstance(part, self._row_type) else ""

    def part_of(self, text: str) -> object | None:
        """The part with these fields, or None where it has others now."""
        try:
            return self._row_type.model_validate_json(text)
        except ValidationError:
            return None

    def in_order(self, held: list[object]) -> list[object]:
        """Parts that begin with their date in its order; others as they were added."""
        first = next(iter(fields_of(self._row_type).values()))
        if first.field.kind != "date" or not first.is_needed:
            return held
        return sorted(held, key=lambda part: str(getattr(part, first.name)))

    async def ask(self, part: object | None) -> object | None:
        """A form of the part's own fields."""
        made: list[BaseModel] = []
        row_type = self._row_type
        fresh = {name: one.default for name, one in fields_of(row_type).items()}
        fresh |= {name: value for name, value in self._usual().items() if name in fresh}
        held = fresh if part is None else {name: getattr(part, name) for name in fresh}

        async def save(answers: Answers) -> bool:
            made.append(row_type.model_validate({**held, **answers.values}))
            return True

        title = f"{self._bound.label}: {'add' if part is None else 'change'}"
        specs = part_rows(row_type, held, self._around)
        return made[-1] if await fill_in(self.app, FormDialog(title, specs, save)) else None

    @property
    def _row_type(self) -> type[BaseModel]:
        if self._bound.row is None:
            raise TypeError(f"{self._bound.name} has no parts.")
        return self._bound.row

    def _usual(self) -> Mapping[str, object]:
        """What a new part says unless somebody says otherwise."""
        return {"by": self._user, "on": self._around.today}


class RecordParts(Parts):
    """Ids of records, each with its title, chosen from all there are."""

    def __init__(self, bound: Bound, held: Iterable[object], around: Around) -> None:
        self._bound = bound
        self._table = around.records.table(bound.field.records) if around.records else {}
        super().__init__(held, is_many=bound.is_many)

    def line_of(self, part: object) -> str:
        """Id and title."""
        record = self._table.get(str(part))
        return f"{part} {title_of(record) if isinstance(record, Record) else '(no longer there)'}"

    async def ask(self, part: object | None) -> object | None:
        """A list of all records there are, to choose one from."""
        del part
        choices = [
            Choice(record_id, title_of(record))
            for record_id, record in self._table.items()
            if isinstance(record, Record) and record_id not in self.held
        ]
        return await self.app.push_screen_wait(Picker(self._bound.label, choices)) or None


def record_rows(
    kind: type[Record],
    before: Record | None,
    around: Around,
    *,
    only: Iterable[str] = (),
    given: Mapping[str, object] | None = None,
    user: str = "",
) -> list[Field]:
    """A row for every field people set, in the order of the class.

    Args:
        kind: Type of the record.
        before: The record as it stands; None for a new one.
        around: What typed words mean.
        only: Names of the fields wanted, in the order wanted; all when empty.
        given: What a new record opens with, by stored name.
        user: Who fills the form in.
    """
    fields = fields_of(kind)
    names = list(only) or [name for name, field in fields.items() if field.is_for_people]
    started = given or {}
    return [
        _spec(
            fields[name],
            getattr(before, name) if before is not None else started.get(name, fields[name].default),
            around,
            user,
        )
        for name in names
    ]


def part_rows(row_type: type[BaseModel], held: Mapping[str, object], around: Around) -> list[Field]:
    """A row for every field people set of a part of a record."""
    return [
        _spec(field, held[name], around, "")
        for name, field in fields_of(row_type).items()
        if field.is_for_people
    ]


def _spec(bound: Bound, held: object, around: Around, user: str) -> RecordField:
    return RecordField(
        bound.name,
        around.framework.terms.said(bound.label),
        _ROW_KINDS.get(bound.field.kind, "text"),
        options=tuple(_offered(bound, around).items()),
        hint=bound.field.empty if bound.may_be_emptied else "",
        is_needed=not bound.may_be_emptied,
        help=around.framework.terms.said(bound.field.help),
        bound=bound,
        around=around,
        held=held,
        user=user,
    )


def _opened(bound: Bound, held: object, around: Around) -> Any:
    """What a row opens with: text as typed, an id, ids, or parts."""
    kind = bound.field.kind
    is_empty = bound.is_empty(held)
    if kind in {"rows", "records"}:
        return () if is_empty else held if isinstance(held, tuple) else (held,)
    if kind in {"choice", "choices"} and bound.is_many:
        offered = _offered(bound, around)
        return tuple(one for one in offered if isinstance(held, tuple) and one in held)
    if kind == "yes_no":
        return "" if held is None else "yes" if held else "no"
    if kind == "choice":
        return str(held) if held in _offered(bound, around) else ""
    return "" if is_empty else visible(words(bound, held, around), keep_breaks=kind == "long")


def _offered(bound: Bound, around: Around) -> Mapping[str, str]:
    if bound.field.kind == "yes_no":
        return {"yes": "yes", "no": "no"}
    offered = bound.field.choices(around.framework) if bound.field.choices else {}
    if bound.field.as_ids:
        return {one: f"{one} {said}" for one, said in offered.items()}
    return offered


def _entry(spec: RecordField, bound: Bound, around: Around, opened: Any) -> Widget:
    kind = bound.field.kind
    if kind == "rows":
        return RowParts(bound, opened, around, spec.user)
    if kind == "records":
        return RecordParts(bound, opened, around)
    if isinstance(opened, tuple):
        return Choices(_offered(bound, around).items(), opened)
    if kind in {"choice", "yes_no"}:
        return Select[str](
            [(Text(visible(said)), one) for one, said in _offered(bound, around).items()],
            prompt=spec.hint or "choose",
            value=opened or Select.NULL,
            allow_blank=bound.may_be_emptied or not opened,
            compact=True,
        )
    if kind == "long":
        area = TextArea(opened, compact=True, tab_behavior="focus", soft_wrap=True)
        area.styles.height = spec.lines
        return area
    return Input(opened, placeholder=spec.hint, compact=True, select_on_focus=False)


def _in_full(value: object) -> str:
    if isinstance(value, datetime):
        return moment_words(value.astimezone(local_zone()))
    return weekday_words(value) if isinstance(value, date) else ""
