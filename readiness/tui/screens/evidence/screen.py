"""The evidence: every item, narrowed by a filter, with what is known of the one under the cursor."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.widgets import DataTable, Static

from readiness.base.date_words import period_words
from readiness.base.dates import short_date
from readiness.base.text import counted
from readiness.evidence.suggesting import opening_words
from readiness.model.vocabulary import CANNOT_BE_OPENED, FRESHNESS_WORDS, READING_TITLES
from readiness.rules.filters.lists import evidence_matching
from readiness.rules.life_line import life_line
from readiness.rules.links import is_suspect
from readiness.rules.reading import as_read, reading_of
from readiness.tui.base.actions import bindings_for
from readiness.tui.base.content import gap_line, line, lines, plain, tinted
from readiness.tui.base.styles import styles
from readiness.tui.screens.base.filter_choices import choose_evidence_filter
from readiness.tui.screens.base.listing import ListingScreen
from readiness.tui.screens.base.records import LABEL, fact_lines
from readiness.tui.screens.evidence import forms, keeping, linking, many, moving, register
from readiness.tui.screens.evidence.linking import target_words
from readiness.tui.widgets.records_table import ROW_LIMIT, Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.content import Content

    from readiness.model.records.evidence import Evidence, Link
    from readiness.rules.filters.known_values import Known
    from readiness.tui.shell.session import Session


_REST = 0.2
"""Seconds the cursor rests before its item is read."""

_PREVIEW = 1_200
"""Characters of text shown."""


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """The first of the rows that fit the filter, what fits, and how many items there are."""

    rows: tuple[Row, ...]
    ids: tuple[str, ...]
    """Of all that fit."""
    total: int


class EvidenceScreen(ListingScreen[EvidencePicture]):
    """Table, filter and preview."""

    AREA = "evidence"
    CSS_PATH = styles("screens/base/listing.tcss", "base/lists.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("evidence")
    COLUMNS = (
        Column(" Id", 7),
        Column("Title", 24, is_stretching=True),
        Column("Kind", 13),
        Column("Agencies", 9, from_width=84),
        Column("Covers", 14, from_width=74),
        Column("State", 10),
        Column("Links", 6),
        Column("Owner", 16, from_width=100),
    )
    PANE = "Evidence"
    PLACEHOLDER = "words, or kind:audit owner:name stale -linked ..."
    NOTHING_YET = (
        "No evidence yet. Evidence is a file, a web address or a whole folder of files. Press a to add some."
    )

    def __init__(self) -> None:
        super().__init__()
        self._marked: set[str] = set()
        """Ids of the items to be changed together; never one that the filter hides."""
        self._last_marked = ""
        self._listed: tuple[str, ...] = ()
        """Ids of all items the filter leaves, in their order."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the marked items in the order of the list; of the one under the cursor when none is."""
        marked = tuple(one for one in self._listed if one in self._marked)
        return marked or tuple(filter(None, (self.table.key,)))

    def gather(self, session: Session) -> EvidencePicture:
        """The items that fit the filter."""
        found = evidence_matching(session.index, session.workspace.files, self._query, session.as_at)
        marked = frozenset(self._marked)
        rows = tuple(_row(session, one, is_marked=one.id in marked) for one in found[:ROW_LIMIT])
        return EvidencePicture(rows, tuple(one.id for one in found), len(session.records.evidence))

    def known_values(self) -> Known:
        """What a filter of evidence can ask for."""
        from readiness.model.records.evidence import Evidence
        from readiness.rules.filters.known_values import known_of

        return known_of(self.opened.framework, Evidence)

    async def show(self, picture: EvidencePicture) -> None:
        """Fill the table."""
        self._listed = picture.ids
        self._marked &= set(picture.ids)
        await self.show_rows(picture.rows, picture.total, found=len(picture.ids))
        if self._marked:
            self.bar.say(f"{len(self._marked):,} marked of {len(picture.ids):,} of {picture.total:,}")

    def action_mark(self) -> None:
        """Mark the item, or take its mark away, and go to the next."""
        if key := self.table.key:
            self._marked ^= {key}
            self._last_marked = key
            self.table.action_cursor_down()
            self.fill()

    def action_mark_run(self, step: int) -> None:
        """Mark the item and the next one below, or above; the cursor goes there."""
        before, table = self.table.key, self.table
        if not before:
            return
        table.move_cursor(row=table.cursor_row + step, animate=False)
        self._marked |= {before, table.key}
        self._last_marked = table.key
        self.fill()

    def action_mark_to(self) -> None:
        """Mark every item from the last one marked to this one."""
        key, listed = self.table.key, self._listed
        if key not in listed:
            return
        places = sorted(
            (listed.index(key), listed.index(self._last_marked) if self._last_marked in listed else 0)
        )
        self._marked |= set(listed[places[0] : places[1] + 1])
        self._last_marked = key
        self.fill()

    def action_mark_all(self) -> None:
        """Mark everything the filter leaves; when all of it is, nothing."""
        self._marked = set() if self._marked == set(self._listed) else set(self._listed)
        self.fill()

    def detail(self, record_id: str) -> Content:
        """What is known of one item."""
        return evidence_detail(self.session, record_id) if self.session else plain("")

    def on_mount(self) -> None:
        """Begin to read the words of the evidence when it is first looked at."""
        super().on_mount()
        self.ui.suggest()

    @on(DataTable.RowHighlighted)
    @work(group="preview", exclusive=True)
    async def preview(self) -> None:
        """Once the cursor rests on an item, show how its text begins."""
        await asyncio.sleep(_REST)
        session, key = self.session, self.key_in_hand
        words = (
            await asyncio.to_thread(opening_words, session.workspace.root, session.records, key, _PREVIEW)
            if session and key
            else ""
        )
        if words and key == self.key_in_hand:
            parts = [self.detail(key), plain(""), plain("Begins", "bold"), plain(words, keep_breaks=True)]
            self.query_one("#detail", Static).update(lines(parts))

    @on(DataTable.RowSelected)
    def open_detail(self) -> None:
        """Show the item in full; in a narrow window in place of the table."""
        self.add_class("-detail")
        self.query_one("#detail-box").focus()

    @work(group="flow", exclusive=True)
    async def action_filter(self) -> None:
        """Choose a ready-made filter."""
        if token := await choose_evidence_filter(self.ui):
            self.bar.add(token)

    @work(group="flow", exclusive=True)
    async def action_add_evidence(self) -> None:
        """Add a file, a folder or a web address."""
        if added := await forms.add_evidence(self.ui):
            self.point_at(added)

    @work(group="flow", exclusive=True)
    async def action_edit_evidence(self) -> None:
        """Change what is said about the item, or about all that are marked."""
        if self._marked:
            await many.edit_many(self.ui, self.chosen)
        else:
            await forms.edit_evidence(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_link(self) -> None:
        """Link the item, or all that are marked, to what it proves."""
        if self._marked:
            await many.link_many(self.ui, self.chosen)
            return
        await linking.link_evidence(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_weigh(self) -> None:
        """Show how the evidence spreads, and open what is chosen of it."""
        from readiness.tui.screens.evidence.weigh import weigh

        if wanted := await weigh(self.ui, self._query):
            self.bar.value = wanted
            self.table.focus()

    @work(group="flow", exclusive=True)
    async def action_unlink(self) -> None:
        """Take one of the item's links away."""
        if link := await linking.choose_link(self.ui, self.table.key, "Which link should go?"):
            await linking.unlink(self.ui, link)

    @work(group="flow", exclusive=True)
    async def action_reviewed(self) -> None:
        """Say that the links of the item, or of all that are marked, still hold."""
        if self._marked:
            await many.review_many(self.ui, self.chosen)
            return
        await forms.mark_reviewed(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_withdraw(self) -> None:
        """Stop relying on the item, or rely on it again."""
        await forms.toggle_withdrawn(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_relocate(self) -> None:
        """Say where the item's file is now, or the folder of all that are lost."""
        await moving.moved(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_move_folder(self) -> None:
        """Find every lost file again below a folder."""
        await moving.move_folder(self.ui)

    @work(group="flow", exclusive=True)
    async def action_replace(self) -> None:
        """Rely on another file instead."""
        await keeping.replace(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_keep_earlier(self) -> None:
        """Keep a file as an earlier version of the item."""
        await keeping.keep_earlier(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_read_again(self) -> None:
        """Read the file of the item, or of all that are marked, again."""
        await keeping.read_again(self.ui, self.chosen)

    @work(group="flow", exclusive=True)
    async def action_accept(self) -> None:
        """Take over what the item's file holds now."""
        await keeping.accept(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_delete(self) -> None:
        """Remove the item and its links, after asking."""
        await keeping.delete(self.ui, self.table.key)

    @work(group="flow", exclusive=True)
    async def action_write_out(self) -> None:
        """Write the register as a workbook."""
        await register.write_register(self.ui)

    @work(group="flow", exclusive=True)
    async def action_take_in(self) -> None:
        """Take a corrected register in."""
        await register.take_register(self.ui)

    @work(group="flow", exclusive=True)
    async def action_open_evidence(self) -> None:
        """Open the item in its own program."""
        await forms.open_evidence(self.ui, self.table.key)


def _row(session: Session, one: Evidence, *, is_marked: bool = False) -> Row:
    from readiness.rules.freshness import freshness

    framework = session.framework
    kind = framework.kinds_by_id.get(one.kind)
    state = freshness(one, framework, session.as_at)
    file_state = session.workspace.files.state_of(one.id)
    reading = reading_of(one, session.workspace.files)
    words = FRESHNESS_WORDS[state]
    if not one.is_withdrawn:
        words = f"file {file_state}" if file_state != "present" else words
        words = READING_TITLES[reading].upper() if reading in {*CANNOT_BE_OPENED, "online"} else words
    letters = " ".join(each.letter for each in framework.agencies if each.id in one.agencies)
    links = len(session.index.links_of(one.id))
    return Row(
        one.id,
        (
            f"{'*' if is_marked else ' '}{one.id}",
            one.title,
            kind.short or kind.title if kind else "no kind",
            letters or "-",
            period_words(one.period_from, one.period_to),
            _state(words),
            str(links) if links else "none",
            one.owner or "no owner",
        ),
        {0: one.id, 4: one.period_to, 6: links},
    )


def _state(words: str) -> Content:
    if words == FRESHNESS_WORDS["current"]:
        return plain(words, "$text-success")
    if words == FRESHNESS_WORDS["withdrawn"]:
        return plain(words, "$text-muted")
    return tinted(words, "bad" if words.isupper() or words.startswith("file ") else "warn")


_MUTED = "$text-muted"

_LIFE = 24
"""Characters of the line that shows how long an item holds."""


def evidence_detail(session: Session, evidence_id: str) -> Content:
    """Title, what is said of it, its gaps, and what it proves."""
    one = session.records.evidence.get(evidence_id)
    if one is None:
        return plain("")
    rows = [plain(f"{one.id} {one.title}", "bold"), *_facts(session, one)]
    gaps = session.gaps().of("evidence", one.id)
    if gaps:
        rows += [plain(""), plain("Gaps", "bold"), *(gap_line(gap) for gap in gaps)]
    links = session.index.links_of(one.id)
    rows += [plain(""), plain(f"Proves ({counted(len(links), 'link')})", "bold")]
    rows += [_link(session, each) for each in links] or [plain("Nothing yet. Press l to link it.", _MUTED)]
    return lines(rows)


def _facts(session: Session, one: Evidence) -> Iterator[Content]:
    from readiness.rules.freshness import freshness, stale_on

    state = freshness(one, session.framework, session.as_at)
    first_stale = stale_on(one, session.framework)
    until = f", stale from {short_date(first_stale)}" if first_stale else ""
    file_state = session.workspace.files.state_of(one.id)
    yield _fact("State", f"{FRESHNESS_WORDS[state]}{until}")
    drawn = life_line(one.period_from, one.period_to, first_stale, session.as_at, width=_LIFE)
    yield from (_fact("" if place else "Life", words) for place, words in enumerate(drawn))
    if file_state != "present":
        yield _fact("File", f"{file_state.upper()} since it was registered")
    if one.holds_personal_data and not one.release_approved_by:
        yield _fact("Handing over", "NOT APPROVED: it holds personal data")
    yield from fact_lines(session, as_read(one, session.workspace.files), leave_out=("title",))
    if one.updated_by:
        yield _fact("Last changed", f"{short_date(one.updated.date())} by {one.updated_by}")


def _fact(label: str, words: str) -> Content:
    return line(plain(f"{label:<{LABEL}}  ", _MUTED), words)


def _link(session: Session, link: Link) -> Content:
    where = f"  {link.pinpoint}" if str(link.pinpoint) else ""
    reviewed = f"checked {short_date(link.reviewed)}" if link.reviewed else "never checked"
    doubt = "  CHANGED since checked" if is_suspect(session.index, link) else f"  {reviewed}"
    note = f"\n  {link.note}" if link.note else ""
    return line(
        plain(link.target, "bold"),
        f" {target_words(session, link)}",
        plain(where, "$text-accent"),
        plain(doubt, _MUTED),
        plain(note, _MUTED, keep_breaks=True),
    )
