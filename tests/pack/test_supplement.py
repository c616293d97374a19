"""A supplementary pack holds what is new or changed since the hand-overs, and names all it replaces."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from readiness.base.errors import UsageError
from readiness.model.records.evidence import FileStates
from readiness.model.records.handover import HandedFile, HandOver
from readiness.pack import supplement
from readiness.pack.plan import OutOfDate, PackFile, PackItem, PackPlan, Supplement
from readiness.workspace.workspace import Workspace

FIRST, SECOND = datetime(2026, 11, 24, 23, 30, tzinfo=UTC), datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
PAGE = "https://example.org/offer"
WS = cast("Workspace", SimpleNamespace(files=FileStates(changed=frozenset({"E0009"}))))
"""Only the receipts, which are given, and its files are asked of a workspace."""


def handed(
    number: int, moment: datetime, *files: HandedFile, pack_hash: str = "", is_waiting: bool = False
) -> HandOver:
    """A receipt."""
    return HandOver(
        id=f"H{number:04d}",
        created=moment,
        handed=None if is_waiting else moment,
        pack_hash=pack_hash,
        files=files,
    )


def went(item: str, evidence: str, sha256: str, number: int | None = None) -> HandedFile:
    """A line of a receipt."""
    name = f"{number:03d}_{evidence}.pdf" if number else f"{evidence}.pdf"
    return HandedFile(item=item, evidence=evidence, name=name, sha256=sha256, number=number)


def held(evidence: str, sha256: str) -> PackFile:
    """A file that would go in a whole pack."""
    return PackFile(evidence, f"Title of {evidence}", Path(f"{evidence}.pdf"), sha256=sha256)


def item_of(item: str, *files: PackFile, addresses: tuple[str, ...] = ()) -> PackItem:
    """An item with what answers it."""
    return PackItem(item, item, "STR", files, addresses)


def made(
    monkeypatch: pytest.MonkeyPatch, receipts: list[HandOver], *items: PackItem
) -> tuple[tuple[PackItem, ...], Supplement]:
    """What of these items goes after these hand-overs."""
    monkeypatch.setattr(supplement, "sent_since", lambda _: receipts)
    return supplement.supplementary(WS, items)


def test_before_anything_went_there_is_nothing_to_add_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the whole pack."""
    with pytest.raises(UsageError, match="Nothing has been handed over yet"):
        made(monkeypatch, [], item_of("STR01", held("E0001", "a")))


def test_what_was_changed_and_not_taken_over_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not sent, and nothing new does not mean that nothing changed; once taken over it goes."""
    receipts = [handed(1, FIRST, went("STR01", "E0009", "a", 1), went("STR02", "E0002", "b", 2))]
    items, before = made(
        monkeypatch, receipts, item_of("STR01", held("E0009", "a")), item_of("STR02", held("E0002", "b"))
    )
    assert (items, before.changed_here) == ((), ("E0009",))
    plan = PackPlan("A", "F", "OFFICIAL", date(2026, 11, 27), items, supplement=before)
    with pytest.raises(UsageError) as caught:
        supplement.need_news(plan)
    assert "readiness evidence accept E0009" in caught.value.hint
    _, after = made(monkeypatch, receipts, item_of("STR01", held("E0009", "new")))
    assert (after.changed_here, after.changed_words) == ((), "")


def test_only_what_is_new_or_changed_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands as it went stays out, and an item left with nothing, too."""
    receipts = [handed(1, FIRST, went("STR01", "E0001", "a", 1), went("STR02", "E0002", "b", 2))]
    items, before = made(
        monkeypatch,
        receipts,
        item_of("STR01", held("E0001", "a")),
        item_of("STR02", held("E0002", "changed"), held("E0003", "c")),
        item_of("STR03", held("E0001", "a")),
    )
    assert [(item.id, [file.evidence_id for file in item.files]) for item in items] == [
        ("STR02", ["E0002", "E0003"]),
        ("STR03", ["E0001"]),
    ]
    assert [file.replaces for file in items[0].files] == ["Replaces no. 2 of 24/11/2026", ""]
    assert before.out_of_date == (
        OutOfDate(
            "STR02", "002_E0002.pdf", 2, date(2026, 11, 24), "Replaced in this pack by: Title of E0002"
        ),
    )
    assert (before.sent, before.last_number) == (1, 2)


def test_what_no_longer_answers_an_item_is_named_and_nothing_takes_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Unlinked, withdrawn, or of an item that is gone; without a number where it had none."""
    receipts = [handed(1, FIRST, went("STR01", "E0001", "a"), went("STR02", "E0002", "b", 7))]
    items, before = made(monkeypatch, receipts, item_of("STR02", held("E0003", "c")))
    assert [(one.item_id, one.number, one.instead) for one in before.out_of_date] == [
        ("STR01", 0, "No longer relied on"),
        ("STR02", 7, "No longer relied on"),
    ]
    assert (before.sent, before.last_number) == (0, 7)
    assert [item.id for item in items] == ["STR02"]


def test_an_address_is_known_by_itself_and_a_file_by_its_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose name looks like an address is a file all the same: it has a fingerprint."""
    page = HandedFile(item="STR01", evidence="E0009", name=PAGE)
    odd = HandedFile(item="STR01", evidence="E0001", name="a://b.pdf", sha256="a")
    items, before = made(
        monkeypatch,
        [handed(1, FIRST, page, odd)],
        item_of("STR01", held("E0001", "a"), addresses=(PAGE, "https://example.org/new")),
    )
    assert [(item.files, item.addresses) for item in items] == [((), ("https://example.org/new",))]
    assert (before.out_of_date, before.sent) == ((), 2)


def test_the_last_time_counts_whichever_pack_it_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number and day are told; the newest hand-over is the one before, the newest pack gives the hash."""
    receipts = [
        handed(1, FIRST, went("STR01", "E0001", "a", 3), pack_hash="f" * 8),
        handed(2, SECOND, went("STR01", "E0001", "b")),
    ]
    items, before = made(monkeypatch, receipts, item_of("STR01", held("E0001", "c")))
    assert items[0].files[0].replaces == "Replaces E0001.pdf of 26/11/2026"
    assert (before.since, before.receipt, before.pack_hash) == (date(2026, 11, 26), "H0002", "f" * 8)
    assert before.last_number == 0
    _, first = made(monkeypatch, receipts[1:], item_of("STR01", held("E0001", "b")))
    assert (first.pack_hash, first.sent, first.last_number) == ("", 1, 0)


def test_a_file_of_unknown_content_always_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can say that it is what went."""
    receipts = [handed(1, FIRST, went("STR01", "E0001", "", 1))]
    items, _ = made(monkeypatch, receipts, item_of("STR01", held("E0001", "")))
    assert [file.evidence_id for file in items[0].files] == ["E0001"]


def test_a_hand_over_without_a_moment_counts_from_the_day_it_was_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the local day."""
    _, before = made(
        monkeypatch,
        [handed(1, SECOND, went("STR01", "E0001", "a"), is_waiting=True)],
        item_of("STR01", held("E0001", "a")),
    )
    assert before.since == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("before", "items", "is_refused"),
    [
        (Supplement(date(2026, 11, 24), "H0001"), (), True),
        (Supplement(date(2026, 11, 24), "H0001"), (item_of("STR01"),), False),
        (
            Supplement(
                date(2026, 11, 24),
                "H0001",
                out_of_date=(OutOfDate("STR01", "a.pdf", 1, date(2026, 11, 24), "No longer relied on"),),
            ),
            (),
            False,
        ),
        (None, (), False),
    ],
)
def test_a_supplement_that_would_say_nothing_is_refused(
    before: Supplement | None, items: tuple[PackItem, ...], is_refused: bool
) -> None:
    """What was withdrawn is news, too; a whole pack is another matter."""
    plan = PackPlan("Testshire", "F", "", date(2026, 11, 27), items, supplement=before)
    if not is_refused:
        supplement.need_news(plan)
        return
    with pytest.raises(UsageError, match="since the hand-over of 24/11/2026") as refused:
        supplement.need_news(plan)
    assert refused.value.detail == "H0001"
