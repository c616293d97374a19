"""Build the data pack handed to inspectors: a BagIt 1.0 bag with an index, as a folder or a zip.

The files are copied and hashed in one pass. The `bagit` library is not used to write: it hashes a
second time, writes version 0.97, and changes the process's working folder. It is the tests' judge
of what is written here.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import FileIO
from pathlib import Path

from readiness import __version__
from readiness.base.errors import RefusedError, StorageError, UsageError
from readiness.base.file_names import legal_name, name_key, split_suffix
from readiness.base.text import visible
from readiness.pack.bag import BAGIT, MANIFEST, TAG_MANIFEST, bag_info, manifest
from readiness.pack.checks import (
    LONGEST_WINDOWS_PATH,
    DigestOf,
    changed_fault,
    longest_path,
    pack_faults,
    raise_faults,
    read_digest,
    unreadable_fault,
)
from readiness.pack.index import cover_note, index_lines, index_workbook, readme
from readiness.pack.index_pages import index_document, index_page
from readiness.pack.plan import (
    Digests,
    PackCancelledError,
    PackFaultsError,
    PackItem,
    PackPlan,
    PackProgress,
    PackResult,
    PlacedFile,
)
from readiness.pack.sink import PackSink, is_hollow, open_sink

CHUNK = 512 * 1024
"""Bytes copied at a time; small enough to stay in the processor's cache while hashed twice and written."""

Progress = Callable[[PackProgress], None]

Cancelled = Callable[[], bool]


def build_pack(
    plan: PackPlan,
    out: Path,
    *,
    as_zip: bool,
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
    digest: DigestOf = read_digest,
    replace: bool = False,
) -> PackResult:
    """Build a pack at `out`, which must not exist or be a zip file that may be lost.

    Until it is whole it is called ``out.partial``.

    Args:
        plan: What to hand over and what not.
        out: The pack's folder, or its zip file.
        as_zip: Whether to write a zip.
        progress: Told after each chunk copied.
        cancelled: Asked before each chunk; when true the build stops and leaves nothing.
        digest: How a file's digest is found before it is copied; it is taken again while copying.
        replace: Whether a zip file that stands there may be lost.

    Raises:
        PackBlockedError: Files with personal data that nobody approved, and no override reason.
        PackFaultsError: `out` exists, a file is missing, empty, unreadable or changed; all are named.
        StorageError: The disk is full or would not.
        PackCancelledError: The user stopped it.
    """
    _check_override(plan)
    placed = placed_files(plan)
    names = [*(one.name for one in placed), TAG_MANIFEST]
    raise_faults(pack_faults(plan, out, names, digest=digest, replace=replace and as_zip))
    sizes = {one.name: _size_of(one) for one in placed}
    warnings = _warnings(plan, out, names)
    sink = _opened(out, plan, as_zip=as_zip, replace=replace)
    try:
        result = _write(plan, placed, _Copying(sink, sum(sizes.values()), len(placed), progress, cancelled))
        sink.finish()
    except OSError as error:
        sink.abandon()
        raise _storage_error(error, out) from error
    except BaseException:
        sink.abandon()
        raise
    unapproved = tuple(file.evidence_id for _item, file in plan.unapproved())
    return PackResult(
        out, result.pack_hash, result.seal, len(placed), result.size, len(plan.missing), unapproved,
        plan.override_reason if unapproved else "", warnings, result.digests,
    )  # fmt: skip


def _opened(out: Path, plan: PackPlan, *, as_zip: bool, replace: bool) -> PackSink:
    try:
        return open_sink(out, as_zip=as_zip, created=plan.created, replace=replace)
    except OSError as error:
        raise _storage_error(error, out) from error


@dataclass(frozen=True, slots=True)
class _Written:
    pack_hash: str
    seal: str
    size: int
    digests: dict[str, str]
    """SHA-256 by name."""


@dataclass
class _Copying:
    """Copies files into a sink, keeping count."""

    sink: PackSink
    bytes: int
    files: int
    progress: Progress
    cancelled: Cancelled
    bytes_done: int = 0
    files_done: int = 0
    digests: dict[str, Digests] = field(default_factory=dict)
    buffer: memoryview = field(default_factory=lambda: memoryview(bytearray(CHUNK)), repr=False)
    """Holds one chunk of whichever file is being copied."""

    def copy(self, one: PlacedFile) -> None:
        """Copy one file; refuse it when it is not what was chosen."""
        try:
            is_stored = is_hollow(one.file.path)
        except OSError as error:
            raise _missing(one, error) from error
        digests = self.sink.add(one.name, self._chunks(one), is_stored=is_stored)
        expected = one.file.sha256.casefold()
        if expected and digests.sha256 != expected:
            raise _changed(one)
        self.digests[one.name] = digests
        self.files_done += 1
        self._tell(one.name)

    def _chunks(self, one: PlacedFile) -> Iterator[memoryview]:
        """The file's bytes; each chunk is overwritten by the next."""
        try:
            stream = one.file.path.open("rb", buffering=0)
        except OSError as error:
            raise _missing(one, error) from error
        with stream:
            before = os.fstat(stream.fileno())
            while count := self._read(one, stream, self.buffer):
                if self.cancelled():
                    raise PackCancelledError
                yield self.buffer[:count]
                self.bytes_done += count
                self._tell(one.name)
            after = os.fstat(stream.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise _changed(one)

    def _read(self, one: PlacedFile, stream: FileIO, buffer: memoryview) -> int:
        try:
            return stream.readinto(buffer)
        except OSError as error:
            raise _missing(one, error) from error

    def _tell(self, name: str) -> None:
        self.progress(PackProgress(name, self.files_done, self.files, self.bytes_done, self.bytes))


def _write(plan: PackPlan, placed: tuple[PlacedFile, ...], copying: _Copying) -> _Written:
    """Write the files, then the tag files; ``bagit.txt``, without which nothing is a bag, comes last."""
    for one in placed:
        if copying.cancelled():
            raise PackCancelledError
        copying.copy(one)
    sink, digests = copying.sink, copying.digests
    manifest_bytes = manifest(digests)
    tags: dict[str, Digests] = {MANIFEST: sink.add(MANIFEST, [manifest_bytes])}
    pack_hash = tags[MANIFEST].sha512
    lines = index_lines(plan, placed, digests)
    sizes = [one.size for one in digests.values()]
    makers: dict[str, Callable[[], bytes]] = {
        "README.txt": lambda: readme(plan),
        "bag-info.txt": lambda: bag_info(plan, sizes, version=__version__),
        "cover-note.txt": lambda: cover_note(plan, lines, pack_hash),
        "index.docx": lambda: index_document(plan, lines, pack_hash),
        "index.html": lambda: index_page(plan, lines, pack_hash),
        "index.xlsx": lambda: index_workbook(plan, lines, pack_hash),
    }
    for name, make in makers.items():
        if copying.cancelled():
            raise PackCancelledError
        tags[name] = sink.add(name, [make()])
    tags["bagit.txt"] = Digests("", _sha512(BAGIT), len(BAGIT))
    seal = sink.add(TAG_MANIFEST, [manifest(tags)]).sha512
    sink.add("bagit.txt", [BAGIT])
    short = {name: one.sha256 for name, one in digests.items()}
    return _Written(pack_hash, seal, sum(sizes), short)


def _sha512(content: bytes) -> str:
    return hashlib.sha512(content).hexdigest()


def _check_override(plan: PackPlan) -> None:
    if plan.unapproved() and plan.override_reason.strip() and not plan.override_by.strip():
        raise UsageError(
            "An override needs the name of who decided it.",
            "",
            "Say who decided; it is kept in the history.",
        )


def _size_of(one: PlacedFile) -> int:
    try:
        return one.file.path.stat().st_size
    except OSError as error:
        raise _missing(one, error) from error


def _warnings(plan: PackPlan, out: Path, names: Sequence[str]) -> tuple[str, ...]:
    unseen = sorted({file.evidence_id for _item, file in plan.files() if file.holds_personal_data is None})
    said = f"Nobody has said whether these hold personal data: {', '.join(unseen)}." if unseen else ""
    length = longest_path(out, names)
    long = f"A path in the pack has {length} characters; some Windows programs stop at 259."
    changed = plan.supplement.changed_words if plan.supplement else ""
    return tuple(filter(None, (long if length > LONGEST_WINDOWS_PATH else "", changed, said)))


def _missing(one: PlacedFile, error: OSError) -> RefusedError:
    return PackFaultsError((unreadable_fault(one.file, error),))


def _changed(one: PlacedFile) -> RefusedError:
    return PackFaultsError((changed_fault(one.file),))


def _storage_error(error: OSError, out: Path) -> StorageError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageError(
            "The disk is full; the pack was not built.",
            visible(out),
            "Free some space, or choose another disk.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return StorageError("The path is too long for this disk.", visible(out), "Choose a shorter path.")
    return StorageError(
        "The disk would not take the pack.",
        f"{visible(out)}: {visible(error.strerror or error)}",
        "Check that the folder exists and that you may write there.",
    )


LONGEST_TITLE = 60

LONGEST_PART = 16
"""Characters of a section or item id in a name."""

_LEAST_DIGITS = 3

_KEPT_LETTERS = {"\u00df": "ss", "\u00e6": "ae", "\u00c6": "AE", "\u00f8": "o", "\u00d8": "O",
                 "\u0153": "oe", "\u0142": "l", "\u0141": "L", "\u00f0": "d", "\u00fe": "th"}  # fmt: skip


def placed_files(plan: PackPlan) -> tuple[PlacedFile, ...]:
    """Every file of the plan with its number and name; one file for several items is placed for each.

    The numbers of a supplementary pack go on from those handed over before.
    """
    pairs = list(plan.files())
    first = plan.supplement.last_number + 1 if plan.supplement else 1
    digits = max(_LEAST_DIGITS, len(str(first + len(pairs) - 1)))
    placed: list[PlacedFile] = []
    taken: set[str] = set()
    for number, (item, file) in enumerate(pairs, start=first):
        name = pack_name(number, digits, item, file.title or file.path.name, file.path.name)
        name = f"DRILL_{name}" if plan.is_drill else name
        if name_key(name) in taken:
            raise AssertionError(f"two pack files would share a name at number {number}")
        taken.add(name_key(name))
        placed.append(PlacedFile(number, item, file, f"data/{name}"))
    return tuple(placed)


def pack_name(number: int, digits: int, item: PackItem, title: str, original: str) -> str:
    """The file's name in the pack.

    Args:
        number: Its place in the pack; makes the name unique.
        digits: How many digits the number is padded to.
        item: The item it answers.
        title: The evidence's title.
        original: Its own file name, which gives the suffix.
    """
    _stem, suffix = split_suffix(original)
    ending = re.sub(r"[^a-z0-9.]", "", suffix)
    has_suffix = suffix and title.casefold().endswith(suffix)
    words = slug(title[: -len(suffix)] if has_suffix else title, LONGEST_TITLE)
    parts = (f"{number:0{digits}d}", slug(item.section, LONGEST_PART), slug(item.id, LONGEST_PART), words)
    return legal_name("_".join(part for part in parts if part) + ending)


@lru_cache(maxsize=1024)
def slug(text: str, longest: int) -> str:
    """Text as plain words joined by dashes, at most `longest` characters; empty when no letter is left."""
    folded = "".join(_KEPT_LETTERS.get(one, one) for one in text)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    joined = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"['`]", "", plain)).strip("-")
    if len(joined) <= longest:
        return joined
    cut = joined[: longest + 1].rpartition("-")[0] or joined[:longest]
    return cut.strip("-")
