"""What follows at once when evidence is flagged as holding personal data, withdrawn or removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from readiness.model.records.changes import Change, Transaction
from readiness.model.records.evidence import Evidence


def without_document_titles(root: Path, transaction: Transaction) -> Transaction:
    """The transaction with the file's name for a title that was taken out of a document flagged by it.

    A title that a person typed, before or now, stays.
    """
    changes = tuple(_retitled(root, change) for change in transaction.changes)
    return replace(transaction, changes=changes) if changes != transaction.changes else transaction


def wipe_cached(root: Path, changes: Sequence[Change]) -> None:
    """Wipe the words kept of every document that may not be held any more, where the disk lets us."""
    if digests := set(_closed(changes)):
        from readiness.library.search import wipe_words

        wipe_words(root, digests)


def _closed(changes: Iterable[Change]) -> Iterable[str]:
    """Digests of files flagged, withdrawn or removed by changes, of what they hold now and held before."""
    for change in changes:
        before, after = change.before, change.after
        if isinstance(after, Evidence) and not after.holds_personal_data and not after.is_withdrawn:
            continue
        yield from (side.sha256 for side in (before, after) if isinstance(side, Evidence) and side.sha256)


def _retitled(root: Path, change: Change) -> Change:
    before, after = change.before, change.after
    if not isinstance(before, Evidence) or not isinstance(after, Evidence) or not after.sha256:
        return change
    if not after.holds_personal_data or before.holds_personal_data or after.title != before.title:
        return change
    from readiness.library.guess import without_document_title

    instead = without_document_title(root, after)
    return replace(change, after=after.model_copy(update=instead)) if instead else change
