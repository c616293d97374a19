"""Where the files that a person names may lie."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.base.reach import (
    OwnFiles,
    as_named,
    by_own_name,
    is_confined,
    named_path,
    need_reach,
    own_files,
    reach_only,
)


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    """What a test says of the process does not outlive it."""
    yield
    reach_only(None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of own files, with something beside it."""
    (tmp_path / "files").mkdir()
    (tmp_path / "library").mkdir()
    (tmp_path / "secret.txt").write_text("s", "utf-8")
    return tmp_path / "files"


def test_in_a_terminal_every_path_is_the_persons_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative to the folder one stands in, with ~ and the quotation marks of Windows."""
    monkeypatch.chdir(tmp_path)
    assert named_path("a.docx") == tmp_path / "a.docx"
    assert named_path(' "a b.docx" ') == tmp_path / "a b.docx"
    assert named_path("~/a.docx") == Path.home() / "a.docx"
    assert own_files() is None
    assert not is_confined()
    assert as_named("/srv/exports/a.docx") == "/srv/exports/a.docx"
    assert by_own_name("Wrote /srv/a.docx") == "Wrote /srv/a.docx"
    need_reach(Path("/etc/passwd"))


@pytest.mark.parametrize(
    "typed",
    ["/etc/passwd", "../secret.txt", "a/../../secret.txt", "..\\secret.txt", "link", "link/x", "\0"],
)
def test_served_to_others_nothing_else_is_reached(typed: str, own: Path) -> None:
    """By no spelling, and by no link."""
    if sys.platform != "win32":
        (own / "link").symlink_to(own.parent)
    reach_only(OwnFiles(own))
    with pytest.raises(RefusedError):
        named_path(typed)
    with pytest.raises(RefusedError):
        need_reach(own / typed.replace("\\", "/"))


def test_served_to_others_own_files_have_names(own: Path) -> None:
    """The home of the server's account is not theirs; a default is offered by its name alone."""
    reach_only(OwnFiles(own, own.parent / "library"))
    assert named_path("a.docx") == own / "a.docx"
    assert named_path("lists/a.docx") == own / "lists" / "a.docx"
    assert named_path(".") == own
    assert named_path("~/a.docx") == own / "~" / "a.docx"
    assert as_named("/srv/exports/a.docx") == "a.docx"
    assert as_named(".") == "."
    assert by_own_name(f"Wrote {own / 'a.docx'}") == "Wrote a.docx"
    assert by_own_name(f"In {own}") == "In your files"
    need_reach(own / "a.docx")
    need_reach(own.parent / "library" / "a.docx")
    with pytest.raises(RefusedError):
        need_reach(own.parent / "secret.txt")


def test_alone_one_may_name_both(own: Path) -> None:
    """What is handed in by its name, everything else by its path."""
    reach_only(OwnFiles(own, is_all=False))
    assert named_path("a.docx") == own / "a.docx"
    assert named_path(str(own.parent / "secret.txt")) == own.parent / "secret.txt"
    assert named_path("~/a.docx") == Path.home() / "a.docx"
    assert not is_confined()
    need_reach(Path("/etc/passwd"))
