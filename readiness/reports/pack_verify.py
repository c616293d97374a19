"""Verify a pack, folder or zip, with nothing but the pack: every difference is named."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from readiness.core.plain import visible
from readiness.reports.pack_bag import TAG_MANIFEST
from readiness.reports.pack_reading import PackSource, name_fault, open_pack, read_tag_file, same_name_key
from readiness.reports.pack_sink import PARTIAL, UNFINISHED_NOTE

FindingKind = Literal[
    "changed", "missing", "added", "renamed", "swapped", "damaged", "unsafe", "unfinished", "structure"
]
_ALGORITHMS = ("sha512", "sha256", "sha1", "md5")
"""Strongest first; MD5 and SHA-1 only because the standard allows bags that have nothing else."""
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_DECLARATION = re.compile(rb"BagIt-Version: (\d+)\.(\d+)\r?\nTag-File-Character-Encoding: (\S+)(?:\r?\n)?")


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
    """What ``bag-info.txt`` says."""

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
        self._wanted: dict[str, dict[str, str]] = {}
        """Digest wanted by algorithm, by name."""
        self._hashes: dict[str, dict[str, str]] = {}

    def report(self) -> VerifyReport:
        """Look at everything."""
        self._check_whole()
        manifests = self._read_manifests()
        payload = [name for name in self._source.members if name.startswith("data/")]
        self._hash_everything(payload)
        self._compare(manifests)
        info = self._read_info(payload)
        return VerifyReport(
            self._path,
            tuple(sorted(set(self._findings))),
            len(payload),
            sum(self._source.members[name].size for name in payload),
            self._hash_of("manifest-sha512.txt"),
            self._hash_of(TAG_MANIFEST),
            info,
        )

    def _check_whole(self) -> None:
        members = self._source.members
        for name, why in self._source.unsafe:
            self._find("unsafe", name, f"The name is refused: {why}.")
        if self._path.name.endswith(PARTIAL) or UNFINISHED_NOTE in members:
            self._find("unfinished", "", "The pack was never finished; build it again.")
        repeated = Counter(same_name_key(name) for name in members)
        for name in members:
            if repeated[same_name_key(name)] > 1:
                self._find("unsafe", name, "Another file differs only in capitals or accents.")
        if "bagit.txt" not in members:
            self._find("structure", "bagit.txt", "It is missing: this is not a BagIt bag.")
            return
        declared = _DECLARATION.fullmatch(self._read("bagit.txt"))
        if declared is None or declared.group(3).upper() != b"UTF-8":
            self._find("structure", "bagit.txt", "It does not declare a BagIt version and UTF-8.")
        if "fetch.txt" in members:
            self._find("structure", "fetch.txt", "Some files would have to be fetched from elsewhere.")

    def _read_manifests(self) -> dict[str, list[str]]:
        """Names each kind of manifest lists: ``payload`` and ``tag``."""
        listed: dict[str, list[str]] = {"payload": [], "tag": []}
        for name in sorted(self._source.members):
            found = _MANIFEST.fullmatch(name)
            if found is None:
                continue
            if found.group(2) not in _ALGORITHMS:
                self._find("structure", name, "The checksum is of a kind not known here.")
                continue
            listed["tag" if found.group(1) else "payload"].extend(self._read_manifest(name, found.group(2)))
        if not any(re.fullmatch(r"manifest-[a-z0-9]+\.txt", name) for name in self._source.members):
            self._find("structure", "", "There is no manifest, so nothing can be checked.")
        return listed

    def _read_manifest(self, manifest: str, algorithm: str) -> list[str]:
        names: list[str] = []
        length = hashlib.new(algorithm, usedforsecurity=False).digest_size * 2
        text = self._read(manifest).decode("utf-8", "replace")
        for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
            if not line.strip():
                continue
            found = _LINE.fullmatch(line)
            if found is None or len(found.group(1)) != length:
                self._find("structure", manifest, f"Line {number} is not a checksum and a name.")
                continue
            name = _decoded(found.group(2)).removeprefix("./")
            if fault := name_fault(name):
                self._find("unsafe", name, f"The manifest names it: {fault}.")
                continue
            if algorithm in self._wanted.setdefault(name, {}):
                self._find("structure", manifest, f"Line {number} names a file a second time.")
            self._wanted[name][algorithm] = found.group(1).lower()
            names.append(name)
        return names

    def _hash_everything(self, payload: list[str]) -> None:
        every = sorted({*payload, *(name for name in self._wanted if name in self._source.members)})
        for name in [*every, "manifest-sha512.txt", TAG_MANIFEST]:
            if name not in self._source.members or name in self._hashes:
                continue
            algorithms = {*self._wanted.get(name, {}), "sha512"}
            hashers = {one: hashlib.new(one, usedforsecurity=False) for one in sorted(algorithms)}
            try:
                for chunk in self._source.chunks(name):
                    for hasher in hashers.values():
                        hasher.update(chunk)
            except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
                self._find("damaged", name, "It cannot be read to its end.")
                self._hashes[name] = {}
                continue
            self._hashes[name] = {one: hasher.hexdigest() for one, hasher in hashers.items()}

    def _compare(self, manifests: dict[str, list[str]]) -> None:
        members = self._source.members
        listed = set(manifests["payload"]) | set(manifests["tag"])
        missing = {name for name in listed if name not in members}
        payload = set(manifests["payload"])
        added = {name for name in members if name.startswith("data/") and name not in payload}
        changed = {name for name in listed - missing if self._differs(name)}
        if manifests["tag"]:
            tags = {name for name in members if "/" not in name and not name.startswith("tagmanifest-")}
            added |= tags - set(manifests["tag"]) - {UNFINISHED_NOTE}
        for old, new in self._renamed(missing, added):
            self._find("renamed", old, f"It is now called {new}.")
            missing.discard(old)
            added.discard(new)
        for one, other in self._swapped(changed):
            self._find("swapped", one, f"It and {other} have changed places.")
            changed -= {one, other}
        for name in missing:
            self._find("missing", name, "The manifest lists it, but it is not there.")
        for name in added:
            self._find("added", name, "It is there, but no manifest lists it.")
        for name in changed:
            self._find("changed", name, "Its content is not what the manifest says.")

    def _differs(self, name: str) -> bool:
        found = self._hashes.get(name, {})
        return bool(found) and any(found[one] != digest for one, digest in self._wanted[name].items())

    def _fits(self, content_of: str, wanted_for: str) -> bool:
        """Whether one file's content is what the manifest wants of another."""
        found, wanted = self._hashes.get(content_of, {}), self._wanted.get(wanted_for, {})
        shared = found.keys() & wanted.keys()
        return bool(shared) and all(found[one] == wanted[one] for one in shared)

    def _renamed(self, missing: set[str], added: set[str]) -> list[tuple[str, str]]:
        pairs, free = [], sorted(added)
        for old in sorted(missing):
            new = next((name for name in free if self._fits(name, old)), None)
            if new is not None:
                free.remove(new)
                pairs.append((old, new))
        return pairs

    def _swapped(self, changed: set[str]) -> list[tuple[str, str]]:
        pairs, rest = [], sorted(changed)
        while rest:
            one = rest.pop(0)
            other = next((name for name in rest if self._fits(one, name) and self._fits(name, one)), None)
            if other is not None:
                rest.remove(other)
                pairs.append((one, other))
        return pairs

    def _read_info(self, payload: list[str]) -> dict[str, str]:
        if "bag-info.txt" not in self._source.members:
            return {}
        text = self._read("bag-info.txt").decode("utf-8", "replace")
        info = {
            visible(label.strip()): visible(value.strip())
            for label, colon, value in (line.partition(":") for line in text.splitlines())
            if colon
        }
        total = sum(self._source.members[name].size for name in payload)
        oxum = info.get("Payload-Oxum", "")
        if oxum and oxum != f"{total}.{len(payload)}":
            self._find(
                "structure",
                "bag-info.txt",
                f"It speaks of {oxum} bytes and files; there are {total}.{len(payload)}.",
            )
        return info

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


def _decoded(name: str) -> str:
    """Undo the percent codes BagIt 1.0 writes for line breaks and the percent sign."""
    return re.sub(r"%(0[AaDd]|25)", lambda found: chr(int(found.group(1), 16)), name)
