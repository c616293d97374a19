"""The fields of a form: what they ask, how they are shown, and how an answer is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Select, Static, TextArea

from readiness.base.date_words import weekday_words
from readiness.base.dates import DateWordsError, Nearest, parse_date
from readiness.base.errors import RefusedError
from readiness.base.reach import NAME_ONE, as_named, is_confined, named_path
from readiness.base.text import visible
from readiness.tui.base.content import plain
from readiness.tui.widgets.choices import Choices
from readiness.tui.widgets.paths import PathSuggester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

FieldKind = Literal["text", "long", "date", "number", "choice", "choices", "path"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks."""

    name: str
    label: str
    kind: FieldKind = "text"
    value: str | tuple[str, ...] = ""
    """What it opens with, as typed; ids for choices."""
    options: tuple[tuple[str, str], ...] = ()
    """Id and words of each choice."""
    hint: str = ""
    """Shown in an empty field."""
    is_needed: bool = False
    today: date | None = None
    """What the word `today` stands for in a date."""
    nearest: Nearest = "ahead"
    """Which year is meant where a date has none: ahead for deadlines, back for what is past."""
    lines: int = 4
    """Height of a long text."""
    help: str = ""
    """One sentence about it, shown while the cursor is in it."""

    def row(self) -> FieldRow:
        """The row of a form that asks it."""
        return FieldRow(self, _entry(self))


class FieldRow(Horizontal):
    """A label, the field, and below it what a date means and what is wrong with the answer."""

    class Edited(Message):
        """The answer is another one now."""

    def __init__(self, spec: Field, entry: Widget) -> None:
        super().__init__(classes=f"field -{spec.kind}")
        self.spec = spec
        self._entry = entry

    def compose(self) -> Iterator[Widget]:
        """Label and entry side by side."""
        needed = " *" if self.spec.is_needed else ""
        yield Static(plain(self.spec.label + needed), classes="label", markup=False)
        yield self._entry
        yield Static("", classes="meaning", markup=False)
        yield Static("", classes="wrong", markup=False)

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self._entry.focus()

    @property
    def raw(self) -> str | tuple[str, ...]:
        """The answer as typed or chosen."""
        entry = self._entry
        if isinstance(entry, Input):
            return entry.value
        if isinstance(entry, TextArea):
            return entry.text
        if isinstance(entry, Choices):
            return entry.chosen
        chosen = entry.value if isinstance(entry, Select) else Select.NULL
        return "" if chosen is Select.NULL else str(chosen)

    @property
    def opened_with(self) -> str | tuple[str, ...]:
        """The answer that stood in the field at first."""
        return _shown(self.spec)

    @property
    def is_changed(self) -> bool:
        """Whether the answer differs from what the field opened with."""
        return self.raw != self.opened_with

    def fill(self, answer: str | tuple[str, ...]) -> None:
        """Put an answer into the field, as far as it is one the field can hold."""
        entry = self._entry
        if isinstance(entry, Choices):
            entry.choose(answer if isinstance(answer, tuple) else (answer,))
        elif isinstance(answer, str):
            if isinstance(entry, Select):
                known = {one for one, _ in self.spec.options}
                entry.value = answer if answer in known else Select.NULL
            elif isinstance(entry, TextArea):
                entry.text = visible(answer, keep_breaks=True)
            elif isinstance(entry, Input):
                entry.value = visible(answer)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Choices.Changed)
    def take_in(self) -> None:
        """Say what a date that is being typed means, and that there is another answer."""
        meaning = self.meaning() if self.is_changed else ""
        self.query_one(".meaning", Static).update(plain(f"= {meaning}"))
        self.set_class(bool(meaning), "-meaning")
        if self.has_class("-wrong"):
            self.check()
        self.post_message(self.Edited())

    def meaning(self) -> str:
        """The answer in words, where it is a date that can be read; else empty."""
        if self.spec.kind != "date":
            return ""
        try:
            day = self.value
        except ValueError:
            return ""
        return weekday_words(day) if isinstance(day, date) else ""

    @property
    def value(self) -> object:
        """The answer: words, a tuple of ids, a date or None, a whole number or None.

        Raises:
            ValueError: The words are not what the field asks for.
        """
        raw = self.raw
        if isinstance(raw, tuple):
            return raw
        if self.spec.kind == "date":
            return parse_date(
                raw, today=self.spec.today, nearest=self.spec.nearest, working_days=self._working_days
            )
        if self.spec.kind == "number":
            return int(raw) if raw.strip() else None
        return raw.strip()

    def _working_days(self, day: date, count: int) -> date:
        """The day so many working days after a day, by the calendar of the workspace that is open."""
        from readiness.workspace.clock import calendar_of

        session = getattr(self.app, "session", None)
        if session is None:
            raise DateWordsError("No workspace is open to count working days by")
        return calendar_of(session.workspace, day).add_working_days(day, count)

    def fault(self) -> str:
        """What is wrong with the answer, in a sentence; empty when nothing is."""
        try:
            value = self.value
            if self.spec.kind == "path":
                named_path(str(value))
        except DateWordsError as error:
            return str(error)
        except RefusedError as error:
            return f"{error.title} {error.hint}"
        except ValueError:
            return "Write a whole number."
        return "This is needed." if self.spec.is_needed and value in ("", (), None) else ""

    def check(self) -> bool:
        """Say what is wrong with the answer, if anything is; returns whether it can be used."""
        problem = self.fault()
        self.query_one(".wrong", Static).update(plain(problem))
        self.set_class(bool(problem), "-wrong")
        return not problem


def _shown(spec: Field) -> str | tuple[str, ...]:
    """What a field opens with; controls are made visible, because a field sends them to the terminal."""
    if isinstance(spec.value, tuple) or spec.kind == "choice":
        return spec.value
    value = as_named(spec.value) if spec.kind == "path" else spec.value
    return visible(value, keep_breaks=spec.kind == "long")


def _entry(spec: Field) -> Input | TextArea | Select[str] | Choices:
    if isinstance(spec.value, tuple):
        return Choices(spec.options, spec.value)
    if spec.kind == "choice":
        known = spec.value in {one for one, _ in spec.options}
        return Select[str](
            [(Text(visible(words)), one) for one, words in spec.options],
            prompt=spec.hint or "choose",
            value=spec.value if known and spec.value else Select.NULL,
            allow_blank=True,
            compact=True,
        )
    words = str(_shown(spec))
    if spec.kind == "long":
        area = TextArea(words, compact=True, tab_behavior="focus", soft_wrap=True)
        area.styles.height = spec.lines
        return area
    return Input(
        words,
        placeholder=NAME_ONE if spec.kind == "path" and is_confined() else spec.hint,
        compact=True,
        suggester=PathSuggester() if spec.kind == "path" else None,
        select_on_focus=False,
    )


FILE_HINT = "type a path; right arrow completes"
