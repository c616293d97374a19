"""Several editions of one document in a folder that is scanned for the first time."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.evidence import relocating
from readiness.evidence.proposals import for_one_file, take
from readiness.evidence.register import add_file
from readiness.evidence.scanning import ScanResult, check_files, scan_folder
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 27)

TEXT = " ".join(
    f"In locality {number} the wait fell from {number + 9} to {number} weeks." for number in range(20)
)

OTHER = " ".join(f"School {number} asked for help with {number * 3} pupils." for number in range(30))


def written(folder: Path, files: dict[str, str]) -> Path:
    """A folder of files, each a minute younger than the one before it."""
    for number, (name, text) in enumerate(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_750_000_000 + 60 * number,) * 2)
    return folder


def scanned(ws: Workspace, folder: Path, *, dry_run: bool = False) -> tuple[ScanResult, dict[str, str]]:
    """What a scan did; and of each proposal its file with its kind."""
    result = scan_folder(ws, folder, as_at=DAY, dry_run=dry_run)
    return result, {one.file: one.kind for one in result.proposals}


def test_the_newest_is_added_and_the_others_are_its_past(workspace: Workspace, tmp_path: Path) -> None:
    """Whatever the order of the names; taken, the older ones are versions of the one item, oldest first."""
    folder = written(
        tmp_path / "in",
        {
            "Waits v3 final FINAL.txt": TEXT + " It fell again.",
            "Waits draft.txt": TEXT,
            "Waits v2.txt": TEXT + " It fell.",
        },
    )
    result, proposed = scanned(workspace, folder)
    [item] = result.added
    assert item.location == "Waits v3 final FINAL.txt"
    assert proposed == {"Waits v2.txt": "older", "Waits draft.txt": "older"}
    assert {one.evidence_id for one in result.proposals} == {item.id}
    assert f"an earlier version of {item.id} " in str(result.proposals[0])
    for proposal in result.proposals:
        assert proposal.command == f'readiness evidence earlier {item.id} "{proposal.path}"'
        take(workspace, proposal)
    held = workspace.records.evidence[item.id]
    assert [version.location for version in held.earlier] == ["Waits draft.txt", "Waits v2.txt"]
    assert (held.sha256, held.location) == (item.sha256, item.location)
    assert all((workspace.library / version.location).is_file() for version in held.earlier)
    assert [one.state for one in check_files(workspace)] == ["linked to nothing"]
    again, proposed = scanned(workspace, folder)
    assert (again.added, again.known, proposed) == ([], 3, {})


def test_one_file_is_proposed_as_a_scan_proposes_it(workspace: Workspace, tmp_path: Path) -> None:
    """Before it is added and after; not when it is registered already, or like nothing there is."""
    texts = {"Waits v1.txt": TEXT, "Waits v2.txt": TEXT + " It fell.", "Calls.txt": OTHER, "Odd.txt": "Odd."}
    first, second, calls, odd = (written(tmp_path, texts) / name for name in texts)
    assert for_one_file(workspace, first) is None, "there is nothing yet"
    item, _ = add_file(workspace, first, as_at=DAY)
    proposal = for_one_file(workspace, second)
    assert proposal is not None
    assert (proposal.kind, proposal.evidence_id, proposal.path) == ("newer", item.id, str(second))
    added, _ = add_file(workspace, second, as_at=DAY)
    assert for_one_file(workspace, second, added) == proposal
    assert for_one_file(workspace, second) is None, "adding it says that it is registered"
    assert for_one_file(workspace, calls) is None
    odd_item, _ = add_file(workspace, odd, as_at=DAY)
    assert for_one_file(workspace, odd, odd_item) is None


def test_where_names_do_not_say_the_dates_do(workspace: Workspace, tmp_path: Path) -> None:
    """A download of the same name is newer when it was changed later."""
    folder = written(tmp_path / "in", {"Waits (1).txt": TEXT + " It fell.", "Waits.txt": TEXT})
    result, proposed = scanned(workspace, folder)
    assert [item.location for item in result.added] == ["Waits.txt"]
    assert proposed == {"Waits (1).txt": "older"}


def test_an_older_version_found_later_is_not_offered_as_a_newer_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    """By its name, or where that does not say, because it was last changed before the item's file."""
    newer = written(tmp_path / "in", {"first.txt": "", "Waits v2.txt": TEXT, "Survey.txt": OTHER})
    scanned(workspace, newer)
    older = written(
        tmp_path / "old", {"Copy of Survey.txt": OTHER + " One more.", "Waits.txt": TEXT + " Draft of it."}
    )
    result, proposed = scanned(workspace, older)
    assert (result.added, proposed) == ([], {"Waits.txt": "older", "Copy of Survey.txt": "older"})
    younger = written(
        tmp_path / "new", {"1.txt": "", "2.txt": "", "3.txt": "", "Survey.txt": OTHER + " New."}
    )
    assert scanned(workspace, younger)[1] == {"Survey.txt": "newer"}


def test_a_rehearsal_says_the_same_and_names_no_command(workspace: Workspace, tmp_path: Path) -> None:
    """There is no item yet that a command could name."""
    folder = written(tmp_path / "in", {"Waits v1.txt": TEXT, "Waits v2.txt": TEXT + " It fell."})
    result, proposed = scanned(workspace, folder, dry_run=True)
    assert [(item.id, item.location) for item in result.added] == [("(new 1)", "Waits v2.txt")]
    assert proposed == {"Waits v1.txt": "older"}
    assert [one.command for one in result.proposals] == [""]
    assert not workspace.records.evidence


def test_one_name_in_two_folders_is_two_documents(workspace: Workspace, tmp_path: Path) -> None:
    """Minutes of two months share their form; what they say tells whether they are one."""
    form = " ".join(f"Heading {number} of the agenda of the partnership board." for number in range(20))
    folder = written(
        tmp_path / "in", {"May/minutes.txt": form + " " + TEXT, "June/minutes.txt": form + " " + OTHER}
    )
    result, proposed = scanned(workspace, folder)
    assert (len(result.added), proposed) == (2, {})


def test_the_same_words_under_another_name_are_proposed(workspace: Workspace, tmp_path: Path) -> None:
    """Neither is known to be the older one, so nothing is said of that."""
    folder = written(tmp_path / "in", {"Board paper.txt": TEXT + " Seen by the board.", "Waits.txt": TEXT})
    result, proposed = scanned(workspace, folder)
    assert len(result.added) == 1
    assert list(proposed.values()) == ["near"]


def test_pictures_are_versions_only_where_their_names_say_so(workspace: Workspace, tmp_path: Path) -> None:
    """Scans numbered by a camera are different pages."""
    picture = "\x89PNG\r\n"
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("scan (1).png", "scan (2).png", "poster v1.png", "poster v2.png"):
        (folder / name).write_bytes(picture.encode("latin-1") + name.encode())
    result, proposed = scanned(workspace, folder)
    assert {item.location for item in result.added} == {"scan (1).png", "scan (2).png", "poster v2.png"}
    assert proposed == {"poster v1.png": "older"}


def test_a_file_that_is_known_is_no_earlier_version(workspace: Workspace, tmp_path: Path) -> None:
    """Its own content, another item's and one kept already are refused, and nothing is left behind."""
    folder = written(tmp_path / "in", {"Waits.txt": TEXT, "Other.txt": OTHER, "Old.txt": "Quite different."})
    first, other, old = scanned(workspace, folder)[0].added
    before = sorted(workspace.library.iterdir())
    for name in ("Waits.txt", "Other.txt"):
        with pytest.raises(UsageError, match="known already"):
            relocating.keep_earlier(workspace, old.id, folder / name)
    (folder / "Empty.txt").touch()
    with pytest.raises(RefusedError, match="empty"):
        relocating.keep_earlier(workspace, old.id, folder / "Empty.txt")
    assert sorted(workspace.library.iterdir()) == before
    assert {first.id, other.id, old.id} == set(workspace.records.evidence)


def test_two_texts_that_differ_are_not_called_the_same(workspace: Workspace, tmp_path: Path) -> None:
    """A word in hundreds is a difference; a script's first line is no title."""
    text = " ".join(f"word{number}" for number in range(900))
    folder = written(
        tmp_path / "in", {"form a.sh": f"#!/bin/sh\n{text} end", "form b.sh": f"#!/bin/sh\n{text} fin"}
    )
    result, _ = scanned(workspace, folder)
    assert [item.title for item in result.added] == ["Form a"]
    assert "(nearly all of the words are the same)" in str(result.proposals[0])
