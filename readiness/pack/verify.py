"""Verify a pack, folder or zip, with nothing but the pack: every difference is named.

A bag is judged by RFC 8493, whose sections are named where they rule. Where this program builds more strictly
than the standard asks, a pack of its own must keep to that, and any other bag gets a warning.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from readiness.base.text import counted, visible
from readiness.pack import bag
from readiness.pack.bag import TAG_MANIFEST
from readiness.pack.reading import PackSource, name_fault, open_pack, read_tag_file, same_name_key
from readiness.pack.sink import PARTIAL, UNFINISHED_NOTE

_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")

_PAYLOAD = "data/"

FindingKind = Literal[
    "changed", "missing", "added", "renamed", "swapped", "damaged", "unsafe", "unfinished", "structure"
]


@dataclass(frozen=True, slots=True, order=True)
class PackFinding:
    """One thing wrong with a pack."""

    name: str
    """The file, as named in the pack; empty when it is about the whole pack."""
    kind: FindingKind
    what: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What verifying found."""

    path: Path
    findings: tuple[PackFinding, ...]
    files: int
    """Files handed over."""
    bytes: int
    pack_hash: str
    """SHA-512 of the manifest, to compare with the cover note; empty when there is none."""
    seal: str
    """SHA-512 of the tag manifest; empty when there is none."""
    info: dict[str, str] = field(default_factory=dict)
    """What ``bag-info.txt`` says; values of a label that is repeated are joined."""
    warnings: tuple[str, ...] = ()
    """What the standard allows but asks to be told about."""

    @property
    def is_valid(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.findings


def verify_pack(path: Path) -> VerifyReport:
    """Compare every file of a pack with its manifests.

    Raises:
        StorageError: It cannot be opened.
        RefusedError: It is neither a folder nor a whole zip, or has impossible sizes.
    """
    source = open_pack(path)
    try:
        return _Verification(path, source).report()
    finally:
        source.close()


class _Verification:
    """One verification; collects findings as it goes."""

    def __init__(self, path: Path, source: PackSource) -> None:
        self._path, self._source = path, source
        self._findings: list[PackFinding] = []
        self._warnings: list[str] = []
        self._declared = bag.Declaration()
        self._is_ours = False
        self._wanted: dict[str, dict[str, str]] = {}
        """Digest wanted by algorithm, by name."""
        self._hashes: dict[str, dict[str, str]] = {}
        self._composed = {unicodedata.normalize("NFC", name): name for name in source.members}

    def report(self) -> VerifyReport:
        """Look at everything."""
        self._check_whole()
        manifests = self._read_manifests()
        payload = [name for name in self._source.members if name.startswith(_PAYLOAD)]
        self._read_fetch(manifests)
        self._hash_everything(payload)
        self._compare(manifests, payload)
        info = self._read_info(payload)
        return VerifyReport(
            self._path,
            tuple(sorted(set(self._findings))),
            len(payload),
            sum(self._source.members[name].size for name in payload),
            self._hash_of("manifest-sha512.txt"),
            self._hash_of(TAG_MANIFEST),
            info,
            tuple(dict.fromkeys(self._warnings)),
        )

    def _check_whole(self) -> None:
        members = self._source.members
        for name, why in self._source.unsafe:
            self._find("unsafe", name, f"The name is refused: {why}.")
        if self._path.name.endswith(PARTIAL) or UNFINISHED_NOTE in members:
            self._find("unfinished", "", "The pack was never finished; build it again.")
        repeated = Counter(same_name_key(name) for name in members)
        if not self._source.has_payload_folder:
            self._find("structure", "data", "The folder is missing: this is not a BagIt bag.")
        if "bagit.txt" not in members:
            self._find("structure", "bagit.txt", "It is missing: this is not a BagIt bag.")
        elif declared := bag.declaration(self._read("bagit.txt")):
            self._declared = declared
        else:
            self._find(
                "structure", "bagit.txt", "It does not declare a BagIt version and encoding known here."
            )
        self._is_ours = self._says_it_is_ours()
        for name in members:
            if repeated[same_name_key(name)] > 1:
                self._stricter("unsafe", name, "Another file differs only in capitals or accents.")

    def _says_it_is_ours(self) -> bool:
        """Whether this program built it, by what ``bag-info.txt`` says; then our own rules hold."""
        if "bag-info.txt" not in self._source.members:
            return False
        told = bag.elements(self._text("bag-info.txt"), self._declared.version)
        return any(
            one[0].casefold() == "bag-software-agent" and bag.is_ours(one[1])
            for one in told
            if not isinstance(one, int)
        )

    def _read_manifests(self) -> dict[str, set[str]]:
        """Names that each manifest lists, by the manifest's name."""
        listed: dict[str, set[str]] = {}
        for manifest in sorted(self._source.members):
            found = _MANIFEST.fullmatch(manifest)
            if found is None:
                continue
            if found[2] in bag.ALGORITHMS:
                listed[manifest] = set(self._read_manifest(manifest, found[2]))
            else:
                listed[manifest] = set()
                self._find("structure", manifest, "The checksum is of a kind not known here.")
        payload = {name for name in listed if not _is_tag_manifest(name)}
        if not payload:
            self._find("structure", "", "There is no manifest, so nothing can be checked.")
        for manifest in listed.keys() - payload:
            for name in payload - listed[manifest]:
                self._find("structure", manifest, f"It does not list {name}, as every tag manifest must.")
        return listed

    def _read_manifest(self, manifest: str, algorithm: str) -> Iterator[str]:
        for number, line in bag.lines(self._text(manifest)):
            entry = bag.listed(line, algorithm)
            if entry is None:
                self._find("structure", manifest, f"Line {number} is not a checksum and a name.")
                continue
            name = self._named(self._straightened(entry.name, manifest))
            if fault := name_fault(name):
                self._find("unsafe", name, f"The manifest names it: {fault}.")
                continue
            if name.startswith(_PAYLOAD) is _is_tag_manifest(manifest) or _is_tag_manifest(name):
                self._find("structure", manifest, f"Line {number} names a file this manifest may not list.")
                continue
            before = self._wanted.setdefault(name, {}).get(algorithm)
            if before == entry.digest:
                self._stricter("structure", manifest, f"Line {number} names a file a second time.")
            elif before is not None:
                self._find("structure", manifest, f"Line {number} names a file a second time.")
            if entry.is_starred:
                self._warn(
                    f"{manifest}: line {number} has a star before the name; a strict check will refuse it."
                )
            self._wanted[name][algorithm] = entry.digest
            yield name

    def _straightened(self, written: str, manifest: str) -> str:
        """A path that goes out of a folder and into another, made plain while it stays inside the bag."""
        if ".." not in written.split("/") or written.startswith("/"):
            return written
        plain = posixpath.normpath(written)
        if plain.split("/")[0] == "..":
            return written
        self._warn(f"{manifest}: it names {plain} by a path that leaves a folder and comes back.")
        return plain

    def _named(self, written: str) -> str:
        """The file a tag file means: percent codes undone or not, accents composed or not (6.1.1.3)."""
        name = bag.decoded(written)
        for one in (name, written):
            if one in self._source.members:
                return one
        alike = self._composed.get(unicodedata.normalize("NFC", name), "")
        if alike:
            self._warn(f"{alike}: the manifest writes its accents in another way.")
        return alike or name

    def _read_fetch(self, manifests: dict[str, set[str]]) -> None:
        """Files may come from elsewhere, but the pack is whole only when they have come (2.2.3)."""
        if "fetch.txt" not in self._source.members:
            return
        payload = [names for manifest, names in manifests.items() if not _is_tag_manifest(manifest)]
        for number, line in bag.lines(self._text("fetch.txt")):
            written = bag.fetched(line)
            name = self._named(written or "")
            if written is None:
                self._find("structure", "fetch.txt", f"Line {number} is not an address, a length and a name.")
            elif fault := name_fault(name):
                self._find("unsafe", name, f"The list of files to fetch names it: {fault}.")
            elif not all(name in names for names in payload):
                self._find("structure", "fetch.txt", f"Line {number} names a file not in every manifest.")
            elif name not in self._source.members:
                self._find("structure", "fetch.txt", f"{name} would have to be fetched from elsewhere.")

    def _hash_everything(self, payload: list[str]) -> None:
        every = sorted({*payload, *(name for name in self._wanted if name in self._source.members)})
        for name in [*every, "manifest-sha512.txt", TAG_MANIFEST]:
            if name not in self._source.members or name in self._hashes:
                continue
            algorithms = {*self._wanted.get(name, {}), "sha512"}
            hashers = {one: bag.hasher(one) for one in sorted(algorithms)}
            try:
                for chunk in self._source.chunks(name):
                    for hasher in hashers.values():
                        hasher.update(chunk)
            except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
                self._find("damaged", name, "It cannot be read to its end.")
                self._hashes[name] = {}
                continue
            self._hashes[name] = {one: hasher.hexdigest() for one, hasher in hashers.items()}

    def _compare(self, manifests: dict[str, set[str]], payload: list[str]) -> None:
        members = self._source.members
        missing = {name for name in self._wanted if name not in members}
        added = {name for name in payload if name not in self._wanted}
        if any(_is_tag_manifest(manifest) for manifest in manifests):
            tags = {one for one in members if not one.startswith(_PAYLOAD) and not _is_tag_manifest(one)}
            unlisted = tags - self._wanted.keys() - {UNFINISHED_NOTE}
            added |= unlisted if self._is_ours else set()
            for name in sorted(unlisted - added):
                self._warn(f"{name}: no tag manifest lists it, so a change of it would not be noticed.")
        for one in differences(self._wanted, self._hashes, missing, added):
            self._find(one.kind, one.name, one.what)
        if self._declared.version < bag.EVERY_MANIFEST_LISTS_ALL:
            return
        for manifest in (one for one in manifests if not _is_tag_manifest(one)):
            for name in (set(payload) & self._wanted.keys()) - manifests[manifest]:
                self._find("structure", manifest, f"It does not list {name}, which another manifest does.")

    def _read_info(self, payload: list[str]) -> dict[str, str]:
        info: dict[str, str] = {}
        if "bag-info.txt" not in self._source.members:
            return info
        total = f"{sum(self._source.members[name].size for name in payload)}.{len(payload)}"
        sums = []
        for one in bag.elements(self._text("bag-info.txt"), self._declared.version):
            if isinstance(one, int):
                self._find("structure", "bag-info.txt", f"Line {one} is not a label, a colon and a value.")
                continue
            label, value = one
            info[label] = f"{info[label]}; {value}" if label in info else value
            sums += [value] if label.casefold() == "payload-oxum" else []
        for oxum in sums:
            if oxum != total:
                what = f"It says the pack holds {_oxum_words(oxum)}; it holds {_oxum_words(total)}."
                self._find("structure", "bag-info.txt", what)
        if len(sums) > 1:
            self._find("structure", "bag-info.txt", "It gives the number of bytes and files twice.")
        return info

    def _text(self, name: str) -> str:
        """A tag file's text, in the encoding declared (2.3)."""
        content, encoding = self._read(name), self._declared.encoding
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            self._find("structure", name, "It is not text in the encoding that bagit.txt declares.")
            text = content.decode(encoding, "replace")
        if text.startswith("\ufeff") and encoding == "utf-8":
            self._find("structure", name, "It begins with a byte-order mark, which the standard forbids.")
        return text.removeprefix("\ufeff")

    def _read(self, name: str) -> bytes:
        try:
            return read_tag_file(self._source, name)
        except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
            self._find("damaged", name, "It cannot be read to its end.")
            return b""

    def _hash_of(self, name: str) -> str:
        return self._hashes.get(name, {}).get("sha512", "")

    def _find(self, kind: FindingKind, name: str, what: str) -> None:
        self._findings.append(PackFinding(visible(name), kind, visible(what)))

    def _stricter(self, kind: FindingKind, name: str, what: str) -> None:
        """A rule of our own: a pack we built breaks it, another bag is only warned of it."""
        if self._is_ours:
            self._find(kind, name, what)
        else:
            self._warn(f"{name}: {what}")

    def _warn(self, what: str) -> None:
        self._warnings.append(visible(what))


def _oxum_words(oxum: str) -> str:
    """``58.2`` as people say it: 2 files of 58 bytes in all."""
    size, _, number = oxum.partition(".")
    if not (size.isascii() and size.isdigit() and number.isascii() and number.isdigit()):
        return f"\u201c{oxum}\u201d, which is not bytes, a full stop and files"
    return f"{counted(int(number), 'file')} of {int(size):,} bytes in all"


def _is_tag_manifest(name: str) -> bool:
    found = _MANIFEST.fullmatch(name)
    return found is not None and found[1] is not None


Digests = Mapping[str, Mapping[str, str]]
"""By name of a file, its digests by algorithm."""


def differences(
    wanted: Digests, found: Digests, missing: Iterable[str], added: Iterable[str]
) -> Iterator[PackFinding]:
    """Findings in words, every file in one of them at most.

    Args:
        wanted: What the manifests say.
        found: What the files are; a file that could not be read has no digests.
        missing: Files listed that are not there.
        added: Files there that are not listed.
    """
    comparison = _Comparison(wanted, found)
    gone, new = set(missing), set(added)
    changed = {name for name in wanted.keys() & found.keys() if comparison.differs(name)}
    for old, name in comparison.renamed(gone, new):
        yield PackFinding(old, "renamed", f"It is now called {name}.")
        gone.discard(old)
        new.discard(name)
    for one, other in comparison.swapped(changed):
        yield PackFinding(one, "swapped", f"It and {other} have changed places.")
        changed -= {one, other}
    yield from (PackFinding(one, "missing", "The manifest lists it, but it is not there.") for one in gone)
    yield from (PackFinding(one, "added", "It is there, but no manifest lists it.") for one in new)
    yield from (PackFinding(one, "changed", "Its content is not what the manifest says.") for one in changed)


@dataclass(frozen=True, slots=True)
class _Comparison:
    wanted: Digests
    found: Digests

    def differs(self, name: str) -> bool:
        found = self.found[name]
        return bool(found) and any(found[one] != digest for one, digest in self.wanted[name].items())

    def fits(self, content_of: str, wanted_for: str) -> bool:
        """Whether one file's content is what the manifest wants of another."""
        found, wanted = self.found.get(content_of, {}), self.wanted.get(wanted_for, {})
        shared = found.keys() & wanted.keys()
        return bool(shared) and all(found[one] == wanted[one] for one in shared)

    def renamed(self, missing: set[str], added: set[str]) -> list[tuple[str, str]]:
        pairs, free = [], sorted(added)
        for old in sorted(missing):
            new = next((name for name in free if self.fits(name, old)), None)
            if new is not None:
                free.remove(new)
                pairs.append((old, new))
        return pairs

    def swapped(self, changed: set[str]) -> list[tuple[str, str]]:
        pairs, rest = [], sorted(changed)
        while rest:
            one = rest.pop(0)
            other = next((name for name in rest if self.fits(one, name) and self.fits(name, one)), None)
            if other is not None:
                rest.remove(other)
                pairs.append((one, other))
        return pairs
