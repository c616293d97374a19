"""The engagement meeting in Word: a brief of two pages to bring, and apart from it one that stays inside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from readiness.base.date_words import long_day_words
from readiness.base.errors import UsageError
from readiness.base.text import counted, visible
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.layout import heading_pages
from readiness.formats.word.model import Block, Chart, Column, Paragraph, Part, Table, cell, strong, words
from readiness.formats.word.package import LANGUAGE
from readiness.progress import snapshots
from readiness.progress.meeting import (
    NO_FIGURE,
    NO_PROOF,
    ROLES,
    Challenge,
    Meeting,
    Since,
    Told,
    Voice,
    meeting,
    period_of,
)
from readiness.progress.meeting_questions import MOST, Question, likely_questions
from readiness.rules.small_numbers import BASES_NOTE, COUNTS_NOTE
from readiness.workspace import output as output_door
from readiness.workspace.measure_chart import chart_blocks

if TYPE_CHECKING:
    from readiness.model.records.area import Area
    from readiness.workspace.workspace import Workspace

MOST_WORDS: Final = 900
"""Words of a brief that a meeting reads."""

MOST_PAGES: Final = 2

_MOST_IDS: Final = 6
"""Ids of records printed beside a question."""

_MOST_ATTENDEES: Final = 60
"""Words of those who go."""

_LONGEST_WORD: Final = 8
"""Characters allowed for a word on average, so that one endless word does not fill a page."""


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of each part is printed; 0 words or items for none."""

    told: int
    """Recommendations."""
    text: int
    """Words of a recommendation, a challenge or what somebody said."""
    detail: int
    """Words of progress, of figures, of proof and of an answer."""
    challenges: int
    voices: int


_ROOMS: Final = (
    _Room(12, 40, 40, 6, 6),
    _Room(12, 24, 26, 5, 5),
    _Room(12, 16, 20, 4, 4),
    _Room(12, 16, 20, 3, 3),
    _Room(12, 12, 16, 3, 3),
    _Room(12, 8, 12, 2, 2),
    _Room(12, 8, 10, 1, 1),
    _Room(8, 8, 10, 2, 2),
    _Room(4, 8, 8, 1, 1),
)
"""Tried in turn until the brief holds no more words and pages than it may."""


_LEAST_ROOM_FOR_CHARTS: Final = 3
"""Place among the rooms down to which words give way to a chart."""

_MOST_CHARTS: Final = 2

_ROOM_FOR_A_TABLE: Final = 16
"""Words of a recommendation at which attendees still have a table to be filled in, and no sentence."""


def brief_document(area: Area, found: Meeting, marking: str = "") -> bytes:
    """The brief as the bytes of a .docx file, within its words and pages; what is left out is said."""
    mark = f"{marking or area.marking} - not for publication"
    blocks, language = fitted(area, found), found.framework.language
    return _document(area, "Engagement meeting", mark, found.as_at, blocks, language)


def fitted(area: Area, found: Meeting) -> tuple[Block, ...]:
    """The brief's blocks with the most room that keeps it within `MOST_WORDS` and `MOST_PAGES`.

    Charts stand in it where it still keeps within them; for one, words give way a little.
    """
    tried: tuple[Block, ...] = ()
    place = 0
    for place, room in enumerate(_ROOMS):  # noqa: B007 - where it ended is where charts are tried from
        tried = tuple(_brief(area, found, room))
        if _fits(tried):
            break
    for room in _ROOMS[place : max(place, _LEAST_ROOM_FOR_CHARTS) + 1]:
        for charts in range(min(_MOST_CHARTS, len(found.drawn)), 0, -1):
            drawn = tuple(_brief(area, found, room, charts))
            if _fits(drawn):
                return drawn
    return tried


def _fits(blocks: tuple[Block, ...]) -> bool:
    return word_count(blocks) <= MOST_WORDS and page_count(blocks) <= MOST_PAGES


def word_count(blocks: Iterable[Block]) -> int:
    """Words in paragraphs, captions, headings and cells, as a word processor counts them."""
    return sum(len(text.split()) for block in blocks for text in _texts(block))


def page_count(blocks: tuple[Block, ...]) -> int:
    """Pages the blocks take with a line to spare, as worked out from the styles: an estimate."""
    end = words("body", "end", bookmark="end")
    return heading_pages((Part((*blocks, end)),))["end"]


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield f"Table 1: {block.title}"
        yield from (column.heading for column in block.columns)
        yield from ("".join(run.text for run in one) for row in block.rows for one in row)
    elif isinstance(block, Chart):
        yield f"Figure 1: {block.title}"
    elif isinstance(block, Paragraph):
        yield block.text


def questions_document(
    area: Area, questions: Sequence[Question], as_at: date, language: str = LANGUAGE
) -> bytes:
    """The page that stays inside, as the bytes of a .docx file."""
    mark = f"{area.marking} - internal, not to leave the partnership"
    return _document(area, "Likely questions", mark, as_at, tuple(_inside(questions)), language)


def export_meeting(
    ws: Workspace,
    output: Path,
    *,
    as_at: date,
    internal: Path | None = None,
    replace: bool | Collection[Path] = False,
) -> None:
    """Write the brief, and the internal page when a file is named for it; none where one is refused.

    The brief compares with the snapshot taken last, where there is one measured no later than `as_at`.

    Args:
        ws: Whose meeting it is.
        output: The brief.
        as_at: Everything is measured at it.
        internal: The page that stays inside; none when not given.
        replace: Whether files that are there may be written over, or which of them.

    Raises:
        UsageError: A file's ending is not .docx, or both are the same file.
        RefusedError: A file stands there and may not be replaced, or is a workspace's own.
        StorageError: A file cannot be written.
    """
    ws.need_definition()
    files = [output] if internal is None else [output, internal]
    for path in files:
        output_door.need_suffix(path, ".docx")
    may = {path: replace if isinstance(replace, bool) else path in replace for path in files}
    if len({output_door.need_place(path, replace=may[path]) for path in files}) < len(files):
        raise UsageError(
            "The brief and the internal page are the same file.",
            visible(output.name),
            "Give --internal another name: the page must not travel with the brief.",
        )
    found = meeting(ws.index, as_at, last_state(ws, as_at))
    marking = output_door.marking(ws.area, ws.framework, found.evidence)
    output_door.save(output, brief_document(ws.area, found, marking), replace=may[output])
    if internal is not None:
        questions = likely_questions(ws.gaps(as_at), as_at)
        page = questions_document(ws.area, questions, as_at, ws.framework.language)
        output_door.save(internal, page, replace=may[internal])


def last_state(ws: Workspace, as_at: date) -> Since | None:
    """What changed since the snapshot taken last of those measured no later than a date; None without one."""
    kept = [one for one in snapshots.listed(ws) if one.as_at <= as_at]
    if not kept:
        return None
    last = kept[-1]
    return Since(last.name, last.as_at, snapshots.compared(ws, last.name, as_at=as_at))


def _document(
    area: Area, title: str, mark: str, as_at: date, blocks: tuple[Block, ...], language: str
) -> bytes:
    name = f"{title}: {area.name}"
    return build(
        Content(
            title=name,
            author=area.name,
            identifier=f"{'-'.join(title.casefold().split())}-{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header=mark,
            footer=name,
            cover=(),
            contents_title="",
            parts=(Part(blocks),),
            language=language,
        )
    )


def _cut(text: str, most: int) -> str:
    """Text of at most so many words, with a mark where it was cut."""
    pieces = text.split()
    kept = " ".join(pieces[:most])[: most * _LONGEST_WORD]
    return kept if kept == " ".join(pieces) else f"{kept.rstrip(' ,;.')}…"


def _ended(sentence: str) -> str:
    """A sentence with its full stop, unless it has one or is cut."""
    return sentence if sentence.endswith((".", "…")) else f"{sentence}."


def _brief(area: Area, found: Meeting, room: _Room, charts: int = 0) -> Iterator[Block]:
    yield words("heading1", _cut(f"Engagement meeting: {area.name}", 12))
    held = f"For the meeting on {long_day_words(found.on)}. " if found.on else ""
    yield words("body", f"{held}As at {long_day_words(found.as_at)}, from what the partnership recorded.")
    yield from (words("body", notice) for notice in output_door.notices(area))
    yield words("heading2", "Since last time")
    yield from (words("body", _cut(one, room.text + room.detail)) for one in found.since)
    yield words("heading2", "What we were told, and what came of it")
    yield from _told(found, room)
    for number, measure in enumerate(found.drawn[:charts], 1):
        yield from chart_blocks(measure, found.as_at, f"_Ref_figure_{number}")
    yield words("heading2", "Challenges and what leaders do about them")
    yield from _challenges(found.challenges, room)
    yield words("heading2", found.framework.headings.meeting_voices)
    yield from _voices(found.voices, room)
    yield words("heading2", "Who attends")
    yield from _attendees(found, room, is_short=bool(charts))


def _attendees(found: Meeting, room: _Room, *, is_short: bool) -> Iterator[Block]:
    if found.attendees:
        yield words("body", f"{_cut('; '.join(found.attendees), _MOST_ATTENDEES)}.")
        return
    roles = found.framework.meeting_roles or ROLES
    if room.text >= _ROOM_FOR_A_TABLE and not is_short:
        yield Table(
            "Attendees, to be filled in",
            "Each row is a role to invite, with room for a name; the roles are a suggestion.",
            (Column("Role", 3), Column("Name", 2)),
            tuple((cell(role), cell("", empty="to be filled in")) for role in roles),
        )
    else:
        yield words("body", "; ".join(f"{role}: to be filled in" for role in roles), ".")
    yield words("table_note", "No list of attendees has been published; the roles are our suggestion.")


def _told(found: Meeting, room: _Room) -> Iterator[Block]:
    told: Sequence[Told] = found.told
    if not told:
        yield words("body", "No recommendation has been recorded.")
        return
    yield Table(
        "Recommendations with progress, figures and proof",
        "Each row is a recommendation: how its actions stand, what its measures say, and current evidence.",
        (
            Column("Recommendation", 2.4),
            Column("Progress", 1.5),
            Column("Figures", 2.8),
            Column("Proof", 1.5),
        ),
        tuple(
            (
                cell(_cut(one.recommendation.text, room.text)),
                cell(_cut(one.progress, room.detail)),
                cell(_figures(one, room), empty=NO_FIGURE),
                cell(_cut("; ".join(item.title for item in one.proof), room.detail), empty=NO_PROOF),
            )
            for one in told[: room.told]
        ),
    )
    rule = f"{COUNTS_NOTE} {BASES_NOTE}" if found.has_few else COUNTS_NOTE
    yield words("table_note", f"{rule}{_left_out(len(told) - room.told, 'recommendation')}")


def _figures(one: Told, room: _Room) -> str:
    """What its measures say; in the fewest words where there is no room for all, so that the size is said."""
    told = "; ".join(one.figures)
    return told if len(told.split()) <= room.detail else _cut("; ".join(one.short), room.detail)


def _challenges(challenges: Sequence[Challenge], room: _Room) -> Iterator[Block]:
    if not challenges:
        yield words("body", "No area to develop has been recorded.")
        return
    for one in challenges[: room.challenges]:
        draft = "" if one.is_agreed else " (draft, not agreed)"
        answers = _cut("; ".join(one.answers), room.detail) or "no action answers this yet"
        yield words("bullet", f"{_cut(one.text, room.text)}{draft} ", strong("What we do: "), _ended(answers))
    if rest := _left_out(len(challenges) - room.challenges, "area to develop", "areas to develop"):
        yield words("body", rest.strip())


def _voices(voices: Sequence[Voice], room: _Room) -> Iterator[Block]:
    if not voices:
        yield words("body", "No current evidence of this has been recorded.")
        return
    for one in voices[: room.voices]:
        covered = period_of(one.evidence)
        about = f"{_cut(one.evidence.title, room.detail)}{f' ({covered})' if covered else ''}: "
        number = "" if one.has_number else " (no figure recorded)"
        noted = _cut(one.said, room.text) or ("" if one.heard else "nothing noted")
        said = "; ".join(filter(None, (noted.rstrip("."), _cut(one.heard, room.detail))))
        yield words("bullet", strong(about), _ended(f"{said}{number}"))
    if rest := _left_out(len(voices) - room.voices, "item"):
        yield words("body", rest.strip())


def _left_out(number: int, one: str, many: str = "") -> str:
    return (
        f" {counted(number, f'further {one}', f'further {many}' if many else '')} not shown."
        if number > 0
        else ""
    )


def _ids(records: Sequence[str]) -> str:
    """Ids in a row, the many behind a criterion cut with their number."""
    rest = len(records) - _MOST_IDS
    return ", ".join(records[:_MOST_IDS]) + (f" and {rest} more" if rest > 0 else "")


def _inside(questions: Sequence[Question]) -> Iterator[Block]:
    yield words("heading1", "Likely questions")
    yield words(
        "body",
        "Each question comes from a gap or a weak measure of our own and names the records behind it. "
        "Those on what published reports recommend most about come first. These are our suppositions: "
        "nobody outside has said what will be asked.",
    )
    if len(questions) < MOST:
        yield words("body", f"The records raise {counted(len(questions), 'question')}; none was made up.")
    if not questions:
        return
    yield Table(
        "Questions and the records behind them",
        "Each row is a question, why it may be asked, and the ids of the records to open.",
        (Column("Question", 3), Column("Why it may be asked", 3), Column("Records", 1.2)),
        tuple((cell(one.text), cell(one.why), cell(_ids(one.records))) for one in questions),
    )
    yield words("table_note", "To each answer belong a number, its source, its date and whose it is.")
