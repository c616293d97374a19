"""The data pack: what is in it, what stops it, and that nothing half-done looks done."""

from __future__ import annotations

import errno
import hashlib
import html
import os
import random
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import bagit
import pytest

from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.pack import sink
from readiness.pack.build import build_pack
from readiness.pack.plan import (
    Digests,
    NotSupplied,
    PackBlockedError,
    PackCancelledError,
    PackFile,
    PackItem,
    PackPlan,
    PackProgress,
)
from readiness.pack.verify import verify_pack

Chunk = bytes | memoryview
FIXED_FILES = {"bagit.txt", "bag-info.txt", "README.txt", "cover-note.txt", "index.docx", "index.html",
               "index.xlsx", "manifest-sha512.txt", "tagmanifest-sha512.txt"}  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> PackPlan:
    """Three items with files of several kinds, two of one name, one address; two items not supplied."""
    source = tmp_path / "source"
    (source / "elsewhere").mkdir(parents=True)
    draw = random.Random(1)  # noqa: S311 - made-up bytes, not a secret
    contents = {
        "sef.pdf": draw.randbytes(700_000),
        "elsewhere/sef.pdf": b"another file of the same name",
        "Cafe\u0301 notes.csv": b"a,b\r\n1,2\r\n" * 500,
    }
    for name, content in contents.items():
        (source / name).write_bytes(content)
    sef, other, notes = (source / name for name in contents)
    items = (
        PackItem(
            "STR01",
            "Self-evaluation",
            "STR",
            (
                PackFile("E0001", "Self-evaluation 2025", sef, hashlib.sha256(sef.read_bytes()).hexdigest(),
                         date(2024, 4, 1), date(2025, 3, 31), "OFFICIAL", ("p.4",), False),
                PackFile("E0002", "Self-evaluation 2025", other, holds_personal_data=False),
            ),
            ("https://example.org/local-offer",),
        ),
        PackItem("QA01", "Dashboard", "QA",
                 (PackFile("E0003", "=1+1 <b>Notes</b>", notes, holds_personal_data=False),)),
        PackItem("EHC04", "Backlog", "EHC"),
    )  # fmt: skip
    return PackPlan(
        "Exampleshire", "A framework, first edition", "OFFICIAL-SENSITIVE", date(2025, 9, 1), items,
        (NotSupplied("HLT01", "Health return", "HLT", "Sent by its own secure route."),),
        cover="Dear inspector,\nthis is our pack.",
    )  # fmt: skip


def built(plan: PackPlan, out: Path) -> Path:
    """Build a folder or, for a .zip name, a zip."""
    build_pack(plan, out, as_zip=out.suffix == ".zip")
    return out


def unpacked(path: Path, target: Path) -> Path:
    """The pack as a folder."""
    if path.is_dir():
        return path
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target)
    return target / path.stem


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_three_judges_find_the_pack_whole(tmp_path: Path, plan: PackPlan, name: str) -> None:
    """Our verifier, the bagit library and sha512sum all accept the pack, folder or zip."""
    pack = built(plan, tmp_path / name)
    report = verify_pack(pack)
    folder = unpacked(pack, tmp_path / "out")
    assert report.findings == ()
    assert (report.files, report.info["Bagging-Date"]) == (3, "2025-09-01")
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.version_info == (1, 0)
    summed = ["sha512sum", "--strict", "-c", "manifest-sha512.txt", "tagmanifest-sha512.txt"]
    subprocess.run(summed, cwd=folder, check=True, capture_output=True)
    assert {one.name for one in folder.iterdir()} == {*FIXED_FILES, "data"}
    assert sorted(one.name for one in (folder / "data").iterdir()) == [
        "001_STR_STR01_Self-evaluation-2025.pdf",
        "002_STR_STR01_Self-evaluation-2025.pdf",
        "003_QA_QA01_1-1-b-Notes-b.csv",
    ]


def test_the_pack_hash_stands_for_every_file(tmp_path: Path, plan: PackPlan) -> None:
    """The hash on the cover note is that of the manifest, as anyone can compute it."""
    result = build_pack(plan, tmp_path / "pack", as_zip=False)
    digest = hashlib.sha512((tmp_path / "pack" / "manifest-sha512.txt").read_bytes()).hexdigest()
    assert result.pack_hash == digest == verify_pack(tmp_path / "pack").pack_hash
    for name in ("cover-note.txt", "index.html"):
        assert digest in (tmp_path / "pack" / name).read_text(encoding="utf-8")
    assert result.seal == verify_pack(tmp_path / "pack").seal


def _words(path: Path) -> str:
    from docx import Document
    from openpyxl import load_workbook

    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([one.text for one in document.paragraphs] + cells)
    if path.suffix == ".xlsx":
        values = [cell for sheet in load_workbook(path) for row in sheet.values for cell in row]
        return "\n".join(str(value) for value in values if value is not None)
    return html.unescape(path.read_text(encoding="utf-8"))


def test_names_in_the_page_end_lines_at_their_marks_and_in_no_word(tmp_path: Path, plan: PackPlan) -> None:
    """A narrow column never cuts a word of a file's name."""
    page = (built(plan, tmp_path / "pack") / "index.html").read_text(encoding="utf-8")
    assert "001_<wbr>STR_<wbr>STR01_<wbr>Self-<wbr>evaluation-<wbr>2025.pdf</a>" in page
    assert "td.file" not in page


@pytest.mark.parametrize("index", ["index.xlsx", "index.docx", "index.html"])
def test_each_index_lists_every_file_and_everything_not_supplied(
    tmp_path: Path, plan: PackPlan, index: str
) -> None:
    """Item, file (in Word its title), place, address, what is missing and why; no ids of the team."""
    pack = built(plan, tmp_path / "pack")
    words = _words(pack / index)
    file = "Self-evaluation 2025" if index == "index.docx" else "001_STR_STR01_Self-evaluation-2025.pdf"
    expected = ["STR01", file, "p.4",
                "=1+1 <b>Notes</b>", "https://example.org/local-offer", "HLT01",
                "Sent by its own secure route.",
                "EHC04", "Not yet available."]  # fmt: skip
    for one in expected:
        assert one in words
    assert "E0001" not in words
    assert "sef.pdf" not in words
    assert ("2024-04-01" in words) or ("01/04/2024 to 31/03/2025" in words)


def test_the_index_workbook_has_no_formula(tmp_path: Path, plan: PackPlan) -> None:
    """A title that begins with = is words in the workbook."""
    from openpyxl import load_workbook

    pack = built(plan, tmp_path / "pack")
    book = load_workbook(pack / "index.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(pack / "index.xlsx").read(name)
        for name in zipfile.ZipFile(pack / "index.xlsx").namelist()
    )


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_same_input_same_bytes_whatever_the_clock_and_zone(tmp_path: Path, plan: PackPlan) -> None:
    """Two builds are equal byte for byte, in another time zone and at another time too."""
    first, second = built(plan, tmp_path / "a" / "pack.zip"), tmp_path / "b" / "pack.zip"
    folder = built(plan, tmp_path / "a" / "pack")
    for _item, file in plan.files():
        os.utime(file.path, (1, 1))
    old = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Auckland"
    try:
        built(plan, second)
        built(plan, tmp_path / "b" / "pack")
    finally:
        os.environ.pop("TZ") if old is None else os.environ.update(TZ=old)
    assert first.read_bytes() == second.read_bytes()
    assert _tree(folder) == _tree(tmp_path / "b" / "pack")


def test_kinds_that_are_compressed_already_are_stored(tmp_path: Path, plan: PackPlan) -> None:
    """A pdf is stored as it is, a csv is packed, and no member needs a size limit lifted."""
    with zipfile.ZipFile(built(plan, tmp_path / "pack.zip")) as archive:
        ways = {Path(one.filename).suffix: one.compress_type for one in archive.infolist()}
    assert ways[".pdf"] == ways[".docx"] == zipfile.ZIP_STORED
    assert ways[".csv"] == zipfile.ZIP_DEFLATED


def flagged(plan: PackPlan, approved_by: str = "") -> PackPlan:
    """The plan with personal data in one file."""
    item = plan.items[1]
    file = replace(item.files[0], holds_personal_data=True, approved_by=approved_by)
    return replace(plan, items=(plan.items[0], replace(item, files=(file,)), plan.items[2]))


def test_personal_data_nobody_approved_stops_the_build_by_name(tmp_path: Path, plan: PackPlan) -> None:
    """The message names the item and the evidence, and nothing is written."""
    with pytest.raises(PackBlockedError) as caught:
        build_pack(flagged(plan), tmp_path / "pack", as_zip=False)
    assert caught.value.blocked == ("QA01: E0003 =1+1 <b>Notes</b>",)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["source"]


def test_approved_personal_data_goes_out(tmp_path: Path, plan: PackPlan) -> None:
    """An approval lets the build run; inspectors are told what the file holds, not who approved it."""
    approved = flagged(plan, approved_by="Director of Children's Services")
    result = build_pack(approved, tmp_path / "pack", as_zip=False)
    assert result.overridden == ()
    words = _words(tmp_path / "pack" / "index.xlsx")
    assert "contains personal data" in words
    assert "Director" not in words


def test_an_override_needs_a_reason_and_a_name_and_stays_inside(tmp_path: Path, plan: PackPlan) -> None:
    """Reason and name are in the result, for the history, and in no file of the pack."""
    with pytest.raises(UsageError):
        build_pack(replace(flagged(plan), override_reason="Asked in writing"), tmp_path / "x", as_zip=False)
    forced = replace(flagged(plan), override_reason="Asked in writing", override_by="The director")
    result = build_pack(forced, tmp_path / "pack", as_zip=False)
    assert (result.overridden, result.override_reason) == (("E0003",), "Asked in writing")
    told = b"".join(_tree(tmp_path / "pack").values())
    assert b"Asked in writing" not in told
    assert b"The director" not in told


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
@pytest.mark.parametrize("after", range(7))
def test_cancelling_leaves_nothing(tmp_path: Path, plan: PackPlan, name: str, after: int) -> None:
    """However far the build had come, cancelling removes what was written."""
    asked = iter(range(100))
    with pytest.raises(PackCancelledError):
        build_pack(plan, tmp_path / name, as_zip=name.endswith("zip"), cancelled=lambda: next(asked) >= after)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["source"]


def test_progress_ends_with_everything_done(tmp_path: Path, plan: PackPlan) -> None:
    """Progress never goes back and ends with all files and bytes."""
    told: list[PackProgress] = []
    build_pack(plan, tmp_path / "pack", as_zip=False, progress=told.append)
    assert [one.bytes_done for one in told] == sorted(one.bytes_done for one in told)
    assert (told[-1].files_done, told[-1].bytes_done) == (told[-1].files, told[-1].bytes) == (3, 705_029)


def _vanish(file: Path) -> None:
    file.unlink()


def _grow(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"more")


@pytest.mark.parametrize("harm", [_vanish, _grow])
@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_file_lost_or_changed_while_building_is_named(
    tmp_path: Path, plan: PackPlan, name: str, harm: Callable[[Path], None]
) -> None:
    """A file deleted or changed after it was chosen stops the build by its id; no pack is left."""
    victim = plan.items[1].files[0].path

    def strike(progress: PackProgress) -> None:
        if progress.files_done == 1 and victim.exists() and victim.stat().st_size < 6000:
            harm(victim)

    known = hashlib.sha256(victim.read_bytes()).hexdigest()
    item = replace(plan.items[1], files=(replace(plan.items[1].files[0], sha256=known),))
    chosen = replace(plan, items=(plan.items[0], item))
    with pytest.raises(RefusedError) as caught:
        build_pack(chosen, tmp_path / name, as_zip=name.endswith("zip"), progress=strike)
    assert "E0003" in caught.value.title
    assert sorted(one.name for one in tmp_path.iterdir()) == ["source"]


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_full_disk_half_way_leaves_no_pack(
    tmp_path: Path, plan: PackPlan, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No space in the middle of the second file is said in plain words and leaves nothing."""
    real, written = sink._pour, [0]

    def filling(chunks: Iterable[Chunk], write: Callable[[Chunk], object]) -> Digests:
        def store(chunk: Chunk) -> object:
            written[0] += len(chunk)
            if written[0] > 700_010:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(chunk)

        return real(chunks, store)

    monkeypatch.setattr(sink, "_pour", filling)
    with pytest.raises(StorageError) as caught:
        build_pack(plan, tmp_path / name, as_zip=name.endswith("zip"))
    assert "full" in caught.value.title
    assert sorted(one.name for one in tmp_path.iterdir()) == ["source"]


def test_too_little_room_is_said_before_anything_is_written(
    tmp_path: Path, plan: PackPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room needed and the room there are in the message."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(StorageError, match="not enough room"):
        build_pack(plan, tmp_path / "pack", as_zip=False)
    assert not (tmp_path / "pack.partial").exists()


_KILLED = """
import os, pickle, signal, sys
from pathlib import Path
from readiness.pack import sink as pack_sink
from readiness.pack.build import build_pack
plan = pickle.loads(Path(sys.argv[1]).read_bytes())
step = [int(sys.argv[3])]
def strike(name):
    real = getattr(pack_sink, name)
    def struck(*args, **kwargs):
        if step[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        step[0] -= 1
        return real(*args, **kwargs)
    setattr(pack_sink, name, struck)
for name in ("_pour", "_write_all", "_sync_folder", "_rename"):
    strike(name)
build_pack(plan, Path(sys.argv[2]), as_zip=sys.argv[2].endswith("zip"))
"""


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_killed_build_never_looks_done(tmp_path: Path, plan: PackPlan, name: str) -> None:
    """Killed at step after step, there is no pack or a whole one; what is unfinished fails to verify."""
    import pickle

    (tmp_path / "plan").write_bytes(pickle.dumps(plan))
    before = {one: one.read_bytes() for one in (tmp_path / "source").rglob("*") if one.is_file()}
    out, killed = tmp_path / name, 0
    for step in (0, 2, 5, 9, 14, 19, *range(20, 40)):
        command = [sys.executable, "-c", _KILLED, str(tmp_path / "plan"), str(out), str(step)]
        done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode == -signal.SIGKILL:
            killed += 1
        else:
            assert done.returncode == 0, done.stderr.decode()
        partial = tmp_path / f"{name}.partial"
        if out.exists():
            assert verify_pack(out).is_valid
            break
        if partial.exists():
            assert _is_refused(partial)
    assert killed > 2
    assert out.exists()
    assert before == {one: one.read_bytes() for one in before}


def _is_refused(partial: Path) -> bool:
    try:
        return not verify_pack(partial).is_valid
    except RefusedError:
        return True


def test_an_existing_name_is_never_overwritten(tmp_path: Path, plan: PackPlan) -> None:
    """A pack, or anything else at the name or its unfinished name, stays as it is."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "other.partial").mkdir()
    (tmp_path / "other.partial" / "mine.txt").write_text("keep")
    for name in ("pack", "other"):
        with pytest.raises(RefusedError):
            build_pack(plan, tmp_path / name, as_zip=False)
    assert (tmp_path / "other.partial" / "mine.txt").read_text() == "keep"


def test_a_left_over_of_an_earlier_build_is_cleared(tmp_path: Path, plan: PackPlan) -> None:
    """An unfinished folder of ours makes way for the next build."""
    left = tmp_path / "pack.partial"
    left.mkdir()
    (left / sink.UNFINISHED_NOTE).write_text("x")
    (left / "stale").write_text("x")
    assert verify_pack(built(plan, tmp_path / "pack")).is_valid
    assert not left.exists()


def test_a_path_too_long_is_refused_or_warned_of(tmp_path: Path, plan: PackPlan) -> None:
    """Above 259 characters the result warns; above 400 the build is refused with the reason."""
    deep = tmp_path.joinpath(*["d" * 50] * 4)
    deep.mkdir(parents=True)
    result = build_pack(plan, deep / ("p" * 40), as_zip=False)
    assert any("259" in one for one in result.warnings)
    assert verify_pack(result.path).is_valid
    deeper = deep.joinpath(*["d" * 50] * 3)
    deeper.mkdir(parents=True)
    with pytest.raises(RefusedError, match="400"):
        build_pack(plan, deeper / "p", as_zip=False)


def test_a_folder_or_a_pipe_is_not_a_file(tmp_path: Path, plan: PackPlan) -> None:
    """Something that is no file is refused before anything is opened, so nothing hangs."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        item = PackItem("X1", "An item", "X", (PackFile("E0009", "Odd", path),))
        with pytest.raises(RefusedError, match="not a file"):
            build_pack(replace(plan, items=(item,)), tmp_path / "pack", as_zip=False)


def test_hostile_words_become_visible(tmp_path: Path, plan: PackPlan) -> None:
    """Control and direction characters in titles are marks in every index, and the pack is still valid."""
    item = replace(
        plan.items[1], title="x\u202egnp.exe", files=(replace(plan.items[1].files[0], title="a\x1b]0;b\x07"),)
    )
    pack = built(replace(plan, items=(item,), area="Ex\x9bample"), tmp_path / "pack")
    assert verify_pack(pack).is_valid
    for name in ("index.xlsx", "index.docx", "index.html", "cover-note.txt", "bag-info.txt"):
        words = _words(pack / name)
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(words)
    assert "x<U+202E>gnp.exe" in _words(pack / "index.xlsx")


def test_the_word_index_opens_and_says_what_is_not_supplied_last(tmp_path: Path, plan: PackPlan) -> None:
    """The Word index has a title, headings and tables with header rows."""
    from docx import Document

    pack = built(plan, tmp_path / "pack")
    document = Document(BytesIO((pack / "index.docx").read_bytes()))
    headings = [
        one.text for one in document.paragraphs if one.style is not None and one.style.name == "heading 1"
    ]
    headings = headings or [
        one.text for one in document.paragraphs if "Heading" in str(one.style and one.style.name)
    ]
    assert headings == ["About this pack", "Handed over", "Not supplied"]
    assert [len(table.rows) for table in document.tables] == [5, 3]
