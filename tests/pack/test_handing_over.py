"""Handing over: a receipt each time, only what went is marked, and a supplement of what is new or changed."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import UsageError
from readiness.evidence import linking, register, relocating
from readiness.inspection import notice
from readiness.model.records.handover import HandOver
from readiness.model.records.requests import RequestState
from readiness.pack import packing
from readiness.pack.handing_over import hand_over
from readiness.pack.plan import PackResult
from readiness.pack.verify import verify_pack
from readiness.requests import states
from readiness.workspace.editing import set_many
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 27)


def hold(ws: Workspace, item: str, folder: Path, name: str = "", *, status: str = "ready") -> str:
    """Link a file to an item and say how far the item is; gives the evidence id."""
    path = folder / f"{name or item}.txt"
    path.write_text(f"Waits fell. {item} {name}", encoding="utf-8")
    evidence, _ = register.add_file(ws, path, as_at=DAY, holds_personal_data=False)
    linking.link(ws, evidence.id, [item], as_at=DAY)
    if ws.records.requests.get(item) is None or ws.records.requests[item].status != status:
        states.set_state(ws, item, status=status)
    return evidence.id


def built(ws: Workspace, out: Path, *, is_supplement: bool = False) -> PackResult:
    """A pack of the day."""
    plan = packing.pack_plan(ws, created=DAY, is_supplement=is_supplement)
    return packing.build(ws, plan, out, progress=lambda _: None)


def receipt(ws: Workspace, receipt_id: str) -> HandOver:
    """A stored receipt."""
    return ws.records.handovers[receipt_id]


@pytest.fixture
def sent(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A notice runs, and a pack of two items has gone."""
    notice.start(workspace, datetime(2026, 11, 20, 9, 15, tzinfo=UTC))
    hold(workspace, "STR01", tmp_path)
    hold(workspace, "STR02", tmp_path)
    hold(workspace, "STR03", tmp_path, status="gathering")
    result = built(workspace, tmp_path / "first.zip")
    hand_over(workspace, result.receipt, to="lead inspector", how="secure portal")
    return workspace


def test_a_built_pack_waits_with_all_that_is_in_it(workspace: Workspace, tmp_path: Path) -> None:
    """Name, hash, notice and each file with its fingerprint; nothing counts as handed over yet."""
    evidence = hold(workspace, "STR01", tmp_path)
    result = built(workspace, tmp_path / "pack.zip")
    waiting = receipt(workspace, result.receipt)
    assert (waiting.handed, waiting.pack, waiting.pack_hash) == (None, "pack.zip", result.pack_hash)
    [file] = waiting.files
    assert (file.item, file.evidence, file.number) == ("STR01", evidence, 1)
    assert file.sha256 == workspace.records.evidence[evidence].sha256
    assert workspace.records.requests["STR01"].status == "ready"


def test_handing_over_marks_only_what_went(sent: Workspace) -> None:
    """As one change, with who took it and how; the unready item stays as it is."""
    status = {key: one.status for key, one in sent.records.requests.items()}
    assert (status["STR01"], status["STR02"], status["STR03"]) == ("handed_over", "handed_over", "gathering")
    [gone] = sent.records.handovers.values()
    assert gone.handed is not None
    assert (gone.to, gone.how, gone.by, gone.notice) == (
        "lead inspector",
        "secure portal",
        sent.user,
        "N0001",
    )
    undo(sent)
    assert sent.records.requests["STR01"].status == "ready"
    assert receipt(sent, gone.id).handed is None


def test_what_became_ready_after_the_build_is_not_marked(workspace: Workspace, tmp_path: Path) -> None:
    """Only what is in the pack went, whatever the plan would be now."""
    hold(workspace, "STR01", tmp_path)
    result = built(workspace, tmp_path / "pack.zip")
    hold(workspace, "STR02", tmp_path)
    hand_over(workspace, result.receipt)
    assert workspace.records.requests["STR02"].status == "ready"


def test_a_pack_goes_once(sent: Workspace) -> None:
    """A second time is refused; so is handing over where no built pack waits."""
    with pytest.raises(UsageError, match="already"):
        hand_over(sent, "H0001")
    with pytest.raises(UsageError, match="No built pack"):
        hand_over(sent)


def test_an_item_handed_over_by_hand_leaves_a_receipt(workspace: Workspace, tmp_path: Path) -> None:
    """With the files as they then were; called back, it was no hand-over and the receipt goes."""
    evidence = hold(workspace, "STR01", tmp_path)
    states.set_state(workspace, "STR01", status="handed_over")
    [by_hand] = workspace.records.handovers.values()
    assert by_hand.handed is not None
    assert [(file.evidence, file.name) for file in by_hand.files] == [(evidence, "STR01.txt")]
    states.set_state(workspace, "STR01", status="ready")
    assert not workspace.records.handovers


def test_a_receipt_of_several_keeps_the_others(workspace: Workspace) -> None:
    """What is called back leaves it alone."""
    set_many(workspace, RequestState, ["STR01", "STR02"], {"status": "handed_over"})
    states.set_state(workspace, "STR01", status="ready")
    [left] = workspace.records.handovers.values()
    assert left.items == ("STR02",)


def test_a_packs_receipt_stays_when_an_item_is_called_back(sent: Workspace) -> None:
    """The pack did go, and that is what it says."""
    states.set_state(sent, "STR01", status="gathering")
    assert receipt(sent, "H0001").items == ("STR01", "STR02")


def test_a_supplement_needs_something_to_add_to(workspace: Workspace) -> None:
    """Nothing handed over: the whole pack is to be built, and the message says so."""
    with pytest.raises(UsageError, match="Nothing has been handed over yet"):
        packing.pack_plan(workspace, created=DAY, is_supplement=True)


def test_a_supplement_of_nothing_new_is_refused(sent: Workspace, tmp_path: Path) -> None:
    """Rather than an empty pack."""
    with pytest.raises(UsageError, match="Nothing is new or changed"):
        built(sent, tmp_path / "second.zip", is_supplement=True)
    assert not (tmp_path / "second.zip").exists()


def test_a_supplement_holds_what_is_new_and_changed_and_says_what_it_replaces(
    sent: Workspace, tmp_path: Path
) -> None:
    """Numbers go on; its own index names the earlier file; what still stands is not sent again."""
    changed = sent.index.evidence_to("request", "STR02")[0].id
    path = tmp_path / "new.txt"
    path.write_text("Waits fell further.", encoding="utf-8")
    relocating.replace(sent, changed, path)
    states.set_state(sent, "STR03", status="ready")
    result = built(sent, tmp_path / "second", is_supplement=True)
    files = [(one.item, one.number) for one in receipt(sent, result.receipt).files]
    assert files == [("STR02", 3), ("STR03", 4)]
    assert receipt(sent, result.receipt).supplements == "H0001"
    assert verify_pack(tmp_path / "second").is_valid
    note = (tmp_path / "second" / "cover-note.txt").read_text(encoding="utf-8")
    page = (tmp_path / "second" / "index.html").read_text(encoding="utf-8")
    for told in (note, page):
        assert "Supplementary data pack" in told
        assert "Handed over before and still standing: 1 file or address." in told
        assert "Replaced in this pack by" in told
    assert "Replaces no. 2 of" in page
    with zipfile.ZipFile(tmp_path / "second" / "index.xlsx") as book:
        assert b"Replaced" in book.read("xl/workbook.xml")


def test_what_is_no_longer_relied_on_is_said(sent: Workspace, tmp_path: Path) -> None:
    """A file that went and was withdrawn since: a line for it, even when nothing else is new."""
    gone = sent.index.evidence_to("request", "STR01")[0].id
    register.withdraw(sent, gone)
    built(sent, tmp_path / "second", is_supplement=True)
    note = (tmp_path / "second" / "cover-note.txt").read_text(encoding="utf-8")
    assert "No longer relied on" in note
    assert "Handed over: no files." in note


def test_a_supplement_counts_every_hand_over_before_it(sent: Workspace, tmp_path: Path) -> None:
    """A third adds to the second: what the second brought is not sent again."""
    states.set_state(sent, "STR03", status="ready")
    second = built(sent, tmp_path / "second.zip", is_supplement=True)
    hand_over(sent, second.receipt)
    hold(sent, "STR04", tmp_path)
    third = built(sent, tmp_path / "third.zip", is_supplement=True)
    assert receipt(sent, third.receipt).items == ("STR04",)
    assert receipt(sent, third.receipt).supplements == second.receipt
