"""A supplementary pack: only what is new or changed since the last hand-over, and what it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.zone import local_zone
from readiness.pack.plan import OutOfDate, PackFile, PackItem, PackPlan, Supplement
from readiness.workspace.receipts import sent_since

if TYPE_CHECKING:
    from readiness.model.records.handover import HandedFile, HandOver
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Sent:
    """The last time a file or address went for an item."""

    line: HandedFile
    on: date

    @property
    def words(self) -> str:
        """``no. 12 of 24/11/2026``."""
        number = f"no. {self.line.number}" if self.line.number else self.line.name
        return f"{number} of {self.on:%d/%m/%Y}"


def supplementary(ws: Workspace, supplied: Sequence[PackItem]) -> tuple[tuple[PackItem, ...], Supplement]:
    """The items with only what is new or changed since the hand-overs so far, and what those were.

    Args:
        ws: The workspace, for the hand-overs under the notice that runs.
        supplied: Everything that would go in a whole pack.

    Raises:
        UsageError: Nothing was handed over yet.
    """
    receipts = sent_since(ws)
    if not receipts:
        raise UsageError(
            "Nothing has been handed over yet, so there is nothing to add to.",
            "",
            "Build the whole pack; when it has gone, say so with 'readiness pack hand-over'.",
        )
    sent = _sent(receipts)
    items = tuple(one for item in supplied if (one := _fresh(item, sent)).files or one.addresses)
    standing = {(item.id, key) for item in supplied for key in _keys(item)}
    changed = {(item.id, file.evidence_id): file for item in items for file in item.files}
    gone = tuple(
        OutOfDate(key[0], one.line.name, one.line.number or 0, one.on, _instead(key, changed))
        for key, one in sent.items()
        if one.line.name and (key not in standing or key in changed)
    )
    newest, packs = receipts[-1], [one for one in receipts if one.pack_hash]
    return items, Supplement(
        since=_day(newest),
        receipt=newest.id,
        pack_hash=packs[-1].pack_hash if packs else "",
        sent=sum(bool(one.line.name) for one in sent.values()) - len(gone),
        last_number=max((one.line.number or 0 for one in sent.values()), default=0),
        out_of_date=gone,
        changed_here=_changed_here(ws, sent, changed),
    )


def need_news(plan: PackPlan) -> None:
    """Refuse a supplementary pack that would say nothing.

    Raises:
        UsageError: Nothing is new, changed or withdrawn since the last hand-over.
    """
    before = plan.supplement
    if before is not None and not plan.items and not before.out_of_date:
        raise UsageError(
            f"Nothing is new or changed since the hand-over of {before.since:%d/%m/%Y}.",
            before.receipt,
            before.changed_words
            or "Mark what is to go as ready first; --dry-run says what stays out and why.",
        )


def _sent(receipts: Sequence[HandOver]) -> dict[tuple[str, str], _Sent]:
    """What went for each item, by evidence or address; the latest time counts."""
    return {
        (line.item, line.name if not line.sha256 and "://" in line.name else line.evidence): _Sent(
            line, _day(receipt)
        )
        for receipt in receipts
        for line in receipt.files
    }


def _changed_here(
    ws: Workspace, sent: dict[tuple[str, str], _Sent], changed: dict[tuple[str, str], PackFile]
) -> tuple[str, ...]:
    """What went as it is registered while the file itself is another by now."""
    left = {evidence for item, evidence in sent if (item, evidence) not in changed}
    return tuple(sorted(one for one in left if ws.files.state_of(one) == "changed"))


def _day(receipt: HandOver) -> date:
    moment = receipt.handed or receipt.created
    return moment.astimezone(local_zone()).date()


def _keys(item: PackItem) -> tuple[str, ...]:
    return (*(file.evidence_id for file in item.files), *item.addresses)


def _fresh(item: PackItem, sent: dict[tuple[str, str], _Sent]) -> PackItem:
    files = tuple(
        file if before is None else replace(file, replaces=f"Replaces {before.words}")
        for file in item.files
        if _is_fresh(file, before := sent.get((item.id, file.evidence_id)))
    )
    addresses = tuple(one for one in item.addresses if (item.id, one) not in sent)
    return replace(item, files=files, addresses=addresses)


def _is_fresh(file: PackFile, before: _Sent | None) -> bool:
    return before is None or not file.sha256 or file.sha256 != before.line.sha256


def _instead(key: tuple[str, str], changed: dict[tuple[str, str], PackFile]) -> str:
    return f"Replaced in this pack by: {changed[key].title}" if key in changed else "No longer relied on"
