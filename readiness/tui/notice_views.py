"""What the boxes of a notice say: its log, the forecast, and the report of a drill; words only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.core.wording import counted
from readiness.core.working_hours import LOCAL
from readiness.tui.dates import moment
from readiness.tui.dialogs.report import columns, heading
from readiness.tui.text import line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.content import Content

    from readiness.core.drill import DrillReport
    from readiness.core.forecast import AskForecast, Forecast, Load
    from readiness.core.framework import Framework
    from readiness.services.drill import Earlier
    from readiness.services.notice import LogEntry

_MUTED = "$text-muted"
_VERDICTS = {"late": "LATE", "unknown": "NOT KNOWN", "in_time": "in time", "ready": "ready"}
_DRILL_VERDICTS = {"missed": "MISSED", "late": "LATE", "not_due": "not due", "met": "met"}
_PATH_SHOWN = 40


def log_lines(entries: Sequence[LogEntry]) -> list[Content]:
    """Who did what to which ask, newest first."""
    if not entries:
        return [plain("Nothing has been done yet.")]
    return [
        line(
            plain(f"{moment(one.at.astimezone(LOCAL)) if one.at else '':<17}", _MUTED),
            f"{one.user}  ",
            plain(one.item, "bold"),
            f"  {one.what}",
        )
        for one in entries
    ]


def forecast_lines(found: Forecast, framework: Framework) -> list[Content]:
    """What would become of every ask: counts, the critical path, then whose they are."""
    counts = ", ".join(f"{number} {_VERDICTS[verdict]}" for verdict, number in found.counts.items())
    on_site = found.schedule.on_site
    received = moment(found.schedule.notice.received.astimezone(LOCAL))
    where = f", on site {on_site:%a} {on_site.day} {on_site:%b}" if on_site else ""
    late = [one for one in found.items if one.verdict in {"late", "unknown"}]
    agencies = {one.id: one.title for one in framework.agencies}
    return [
        plain(f"A call {received}{where}: {counts}; {len(found.without_owner)} without an owner."),
        plain(found.assumption, _MUTED),
        heading("Critical path"),
        *(_ask(one) for one in late[:_PATH_SHOWN]),
        *([plain("Everything would be ready in time.")] if not late else []),
        *([plain(f"... and {len(late) - _PATH_SHOWN} more.")] if len(late) > _PATH_SHOWN else []),
        heading("By agency"),
        *_loads(found.by_agency(), agencies, "no agency"),
        heading("By owner"),
        *_loads(found.by_owner(), {}, "no owner"),
    ]


def drill_lines(report: DrillReport, earlier: Earlier | None, framework: Framework) -> list[Content]:
    """What came of a rehearsal, beside the one before."""
    titles = {one.id: one.title for one in framework.agencies}
    before = earlier.counts if earlier else {}
    worst = [one for one in report.items if one.verdict in {"missed", "late"}]
    return [
        plain(f"Asked {len(report.items)}."),
        *(
            columns(
                (
                    (_DRILL_VERDICTS[verdict], 12),
                    (f"{number:>4}", 6),
                    (f"last drill {before[verdict]}" if verdict in before else "", 0),
                )
            )
            for verdict, number in report.counts().items()
        ),
        *([] if earlier else [plain("This was the first drill.", _MUTED)]),
        heading("By agency"),
        *(
            line(
                plain(f"{titles.get(name, name)}: ", "bold"),
                ", ".join(f"{number} {_DRILL_VERDICTS[verdict]}" for verdict, number in counts.items()),
            )
            for name, counts in report.by_agency().items()
        ),
        heading("Missed and late"),
        *(line(plain(one.id, "bold"), f"  {_DRILL_VERDICTS[one.verdict]}  {one.title}") for one in worst),
        *([plain("Nothing was missed.")] if not worst else []),
    ]


def _ask(one: AskForecast) -> Content:
    state = one.ask.state
    late = f"{one.hours_late:g} h late" if one.verdict == "late" else _why_unknown(one)
    return line(
        plain(f"{one.ask.id:<7}", "bold"),
        plain(f"{_VERDICTS[one.verdict]:<10}", "bold" if one.verdict == "late" else ""),
        f"{late}, {state.owner or 'no owner'}: {one.ask.title}",
    )


def _why_unknown(one: AskForecast) -> str:
    return "no deadline" if one.due is None else "nobody said how long it takes"


def _loads(loads: Iterable[Load], titles: dict[str, str], nobody: str) -> Iterator[Content]:
    for one in loads:
        counts = ", ".join(
            f"{number} {words}" for verdict, words in _VERDICTS.items() if (number := _count(one, verdict))
        )
        pile = (
            f"; one pair of hands would miss {counted(len(one.late_in_turn), 'deadline')}"
            if one.late_in_turn
            else ""
        )
        name = titles.get(one.name, one.name) or nobody
        yield line(plain(f"{name}: ", "bold"), f"{counts}; {one.hours_needed:g} h of work{pile}")


def _count(one: Load, verdict: str) -> int:
    return sum(item.verdict == verdict for item in one.items)
