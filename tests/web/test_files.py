"""What is handed in and taken out: private, whole, never over another file, never outside the folder."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import AsyncIterator, Iterator

import pytest

from readiness.base.errors import RefusedError
from readiness.web.files import Held, OwnFolder


@pytest.fixture
def own() -> Iterator[OwnFolder]:
    """A folder that takes ten bytes a file."""
    folder = OwnFolder(largest=10)
    yield folder
    folder.remove()
    assert not folder.folder.parent.exists()


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    """Content as it comes."""
    for part in parts:
        yield part


async def test_a_file_is_kept_whole_under_a_legal_name(own: OwnFolder) -> None:
    """The same name again is another file; a path is its last part."""
    assert await own.take_in("audit.docx", pieces(b"one", b"two")) == "audit.docx"
    assert await own.take_in("audit.docx", pieces(b"x")) == "audit (2).docx"
    assert await own.take_in("../../etc/pass:wd", pieces(b"x")) == "pass_wd"
    assert await own.take_in("..", pieces(b"x")) == "file"
    assert await own.take_in(".hidden", pieces(b"x")) == "hidden"
    assert own.held()[0] == Held("audit (2).docx", 1)
    assert (own.folder / "audit.docx").read_bytes() == b"onetwo"
    if sys.platform != "win32":
        assert stat.S_IMODE((own.folder / "audit.docx").stat().st_mode) == 0o600
        assert stat.S_IMODE(own.folder.stat().st_mode) == 0o700


async def test_a_file_that_is_too_large_or_breaks_off_leaves_nothing(own: OwnFolder) -> None:
    """Neither under its name nor as a rest."""

    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(RefusedError):
        await own.take_in("large.bin", pieces(b"123456", b"78901"))
    with pytest.raises(ConnectionResetError):
        await own.take_in("broken.bin", broken())
    assert own.held() == []
    assert os.listdir(own.folder.parent) == ["files"]  # noqa: PTH208 - names only


async def test_all_files_together_have_a_bound(own: OwnFolder) -> None:
    """Ten of the largest; what one would be over it is refused."""
    for _ in range(9):
        await own.take_in("a", pieces(b"0123456789"))
    await own.take_in("a", pieces(b"012345"))
    with pytest.raises(RefusedError):
        await own.take_in("b", pieces(b"01234"))
    await own.take_in("a", pieces(b"0123"))
    with pytest.raises(RefusedError):
        await own.take_in("b", pieces(b""))
    own.forget("a")
    assert await own.take_in("b", pieces(b"x")) == "b"


def test_only_what_stands_in_the_list_is_handed_out(own: OwnFolder) -> None:
    """Folders the program wrote are looked into; links, hidden files and ways out are not."""
    (own.folder / "lists").mkdir()
    (own.folder / "lists" / "a.docx").write_bytes(b"a")
    (own.folder / ".tmp").write_bytes(b"t")
    outside = own.folder.parent / "outside"
    outside.write_bytes(b"secret")
    if sys.platform != "win32":
        (own.folder / "link").symlink_to(outside)
    assert own.held() == [Held("lists/a.docx", 1)]
    descriptor, size = own.open("lists/a.docx")
    os.close(descriptor)
    assert size == 1
    for name in ("../outside", "link", ".tmp", "lists", "", "lists/../lists/a.docx", str(outside)):
        with pytest.raises(FileNotFoundError):
            own.open(name)
        own.forget(name)
    assert outside.exists()
    own.forget("lists/a.docx")
    assert own.held() == []
