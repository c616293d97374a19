"""Bags that are in order and bags that are not, by the section of RFC 8493 that says so.

Names with a version and a fate in front are those of the Library of Congress's ``bagit-conformance-suite``
(a public domain work of the United States Government), to which the standard's section 5.1 points. The bags
are not its files: each was made anew from the name and the standard. Names without are cases of our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from tests.reports.bag_making import (
    PAYLOAD,
    Edit,
    Files,
    append,
    bag,
    changed,
    digest,
    drop,
    manifest,
    put,
    replace,
)

Fate = Literal["valid", "warned", "invalid", "stricter"]
"""``warned``: valid, but something must be said. ``stricter``: allowed by the standard, refused by us."""
M512, TAG512 = "manifest-sha512.txt", "tagmanifest-sha512.txt"
HELLO, MORE = PAYLOAD
ADDRESS = "https://example.org/file 7"
OLD = "0.97"


@dataclass(frozen=True, slots=True)
class Case:
    """A bag and what is to be said of it."""

    name: str
    fate: Fate
    section: str
    """Of RFC 8493."""
    make: Callable[[], Files]
    says: str = ""
    """Words the reason must hold."""


def old(edit: Edit = lambda _: None, info: str = "Contact-Name: A. Person\n") -> Callable[[], Files]:
    """A bag of version 0.97 with MD5 checksums, as most of the suite's."""
    return lambda: bag(version=OLD, algorithms=("md5",), info=info, edit=edit)


def also_listed(name: str, algorithm: str = "md5") -> Edit:
    """The payload manifest names one more file, which is not in the bag."""
    return append(f"manifest-{algorithm}.txt", f"{digest(b'', algorithm)}  {name}")


def to_fetch(name: str) -> Edit:
    """``fetch.txt`` names a file, and so does the manifest."""

    def change(files: Files) -> None:
        also_listed(name)(files)
        append("fetch.txt", f"{ADDRESS} {name}")(files)

    return change


def accents(form: Literal["NFC", "NFD"]) -> str:
    """A payload name with accents, composed or not."""
    return unicodedata.normalize(form, "data/N\u00fa\u00f1ez")


def named(name: str, written: str = "") -> Callable[[], Files]:
    """A bag with one file of an unusual name, written otherwise in the manifest when `written` is given."""
    edit = replace(M512, name, written) if written else lambda _: None
    return lambda: bag({name: b"content"}, edit=edit)


def respaced(end: str) -> Edit:
    """All tag files with another end of line."""

    def change(files: Files) -> None:
        for name in files:
            if name.endswith(".txt") and not name.startswith("data/"):
                files[name] = files[name].replace(b"\n", end.encode())

    return change


SUITE_VALID = (
    Case("0.97/valid/minimal-bag", "valid", "2.1", lambda: changed(
        bag(version=OLD, algorithms=("md5",), tag_algorithms=()), drop("bag-info.txt"))),
    Case("0.97/valid/basic-bag", "valid", "2", old()),
    *(Case(f"0.97/valid/basic-bag-{one}", "valid", "2.4", partial(bag, version=OLD, algorithms=(one,)))
      for one in ("sha1", "sha224", "sha256", "sha512")),
    *(Case(f"{one}/valid/basic-bag", "valid", "2.1.1", partial(bag, version=one, algorithms=("md5",)))
      for one in ("0.93", "0.94", "0.95", "0.96")),
    Case("0.97/valid/bag-in-a-bag", "valid", "2.1.2", lambda: bag(
        {f"data/bag/{name}": content for name, content in bag().items() if not name.endswith("/")},
        version=OLD)),
    Case("0.97/valid/bag-with-encoded-names", "valid", "2.1.3", lambda: bag(
        {"data/test%20file%25.txt": b"x"}, version=OLD)),
    Case("0.97/valid/bag-with-escapable-characters", "valid", "2.1.3", lambda: bag(
        {"data/~tilde 'quoted' & [more] $HOME #1.txt": b"x", "data/-r.txt": b"y"}, version=OLD)),
    Case("0.97/valid/bag-with-leading-dot-slash-in-manifest", "valid", "2.1.3", old(
        replace("manifest-md5.txt", "data/", "./data/"))),
    Case("0.97/valid/bag-with-space", "valid", "2.1.3", lambda: bag({"data/a b  c.txt": b"x"}, version=OLD)),
    Case("0.97/valid/duplicate-metadata-entries", "valid", "2.2.2", old(
        info="Contact-Name: One\nContact-Name: Two\nBagging-Date: 2026-01-01\n")),
    Case("0.97/valid/holey-bag", "valid", "2.2.3", old(put("fetch.txt", f"{ADDRESS} {HELLO}\n"))),
    Case("0.97/valid/uncommon-metadata-separators", "valid", "2.2.2", old(
        info="Contact-Name  :\tOne\nContact-Phone:Two\nKey\t:  value\n")),
    Case("0.97/valid/ISO-8859-1-encoded-tag-files", "valid", "2.1.1", lambda: bag(
        {"data/caf\u00e9.txt": b"x"}, version=OLD, encoding="ISO-8859-1", info="Contact-Name: Ren\u00e9\n")),
    Case("0.97/valid/UTF-16-encoded-tag-files", "valid", "2.1.1", lambda: bag(
        {"data/caf\u00e9.txt": b"x"}, version=OLD, encoding="UTF-16BE", info="Contact-Name: Ren\u00e9\n")),
    Case("1.0/valid/basicBag", "valid", "2", bag),
)  # fmt: skip

SUITE_WARNED = (
    Case("0.97/warning/made-with-md5sum-tools", "warned", "6.1.3", old(
        replace("manifest-md5.txt", "  data/", " *data/")), "a star before the name"),
    Case("0.97/warning/filename-normalization", "warned", "6.1.1.3", lambda: bag(
        {accents("NFD"): b""}, version=OLD, edit=put(M512, manifest({accents("NFC"): b""}, "sha512"))),
        "accents"),
    Case("0.97/warning/duplicate-file-with-different-case", "warned", "6.1.1.1", lambda: bag(
        {"data/a.txt": b"x", "data/A.txt": b"x"}, version=OLD), "differs only in capitals"),
    Case("0.97/warning/relative-path", "warned", "5.1", old(
        replace("manifest-md5.txt", "data/hello", "data/inner/../hello")), "leaves a folder and comes back"),
    Case("0.97/warning/same-filename-listed-twice-with-different-normalization", "warned", "6.1.1.3",
        lambda: bag({accents("NFC"): b""}, version=OLD, edit=append(M512, f"{digest(b'', 'sha512')}  "
        f"{accents('NFD')}")), "a second time"),
    Case("0.97/warning/same-filename-listed-twice-with-the-same-hash", "warned", "2.1.3", old(
        append("manifest-md5.txt", f"{digest(PAYLOAD[HELLO], 'md5')}  {HELLO}")), "a second time"),
    Case("0.97/warning/special-system-files", "stricter", "3", lambda: changed(
        bag(version=OLD), put("data/.DS_Store", "x"), put("data/Thumbs.db", "x")), "no manifest lists it"),
)  # fmt: skip

_OUTSIDE = {
    "invalid/out-of-scope-file-paths-using-dot-notation": "../../../README.md",
    "linux-only/out-of-scope-file-paths-using-absolute-path": "/tmp/foo",  # noqa: S108 - a name, never opened
    "linux-only/out-of-scope-file-paths-using-shortcut": "~/foo",
    "linux-only/out-of-scope-file-paths-using-shortcut-username": "~root/foo",
    "windows-only/out-of-scope-file-paths-using-absolute-path": r"C:\Windows\System32\setx.exe",
    "windows-only/out-of-scope-file-paths-using-shortcut": r"%HomeDrive%\Windows\System32\setx.exe",
    "windows-only/out-of-scope-file-paths-using-unc": r"\\?\UNC\server\Windows\System32\setx.exe",
}
SUITE_INVALID = (
    Case("0.97/invalid/baginfo-missing-encoding", "invalid", "2.1.1", old(
        put("bagit.txt", "BagIt-Version: 0.97\n")), "does not declare"),
    Case("0.97/invalid/bom-in-bagit.txt", "invalid", "2.1.1", old(
        replace("bagit.txt", "BagIt-V", "\ufeffBagIt-V")), "does not declare"),
    Case("0.97/invalid/invalid-version-number", "invalid", "2.1.1", old(
        replace("bagit.txt", "0.97", ".97")), "does not declare"),
    Case("0.97/invalid/bagit-with-invalid-whitespace", "invalid", "2.1.1", old(
        replace("bagit.txt", "Version:", "Version :")), "does not declare"),
    Case("0.97/invalid/missing-bagit.txt", "invalid", "2.1.1", lambda: changed(
        bag(version=OLD), drop("bagit.txt")), "not a BagIt bag"),
    Case("0.97/invalid/missing-baginfo", "invalid", "3", lambda: changed(
        bag(version=OLD), drop("bag-info.txt")), "not there"),
    Case("0.97/invalid/corrupt-data-file", "invalid", "3", lambda: changed(
        bag(version=OLD), put(HELLO, "other")), "not what the manifest says"),
    Case("0.97/invalid/corrupt-tag-file", "invalid", "3", lambda: changed(
        bag(version=OLD), put("bag-info.txt", "Contact-Name: Other\n")), "not what the manifest says"),
    Case("0.97/invalid/extra-file-in-bag", "invalid", "3", lambda: changed(
        bag(version=OLD), put("data/bar", "x")), "no manifest lists it"),
    Case("0.97/invalid/same-filename-listed-twice-with-different-hashes", "invalid", "2.1.3", old(
        also_listed(HELLO)), "a second time"),
    *(Case(f"0.97/{one}", "invalid", "5.1", old(also_listed(name)), "could lead outside")
      for one, name in _OUTSIDE.items()),
    *(Case(f"0.97/{one}-for-fetch", "invalid", "5.1", old(to_fetch(name)), "could lead outside")
      for one, name in _OUTSIDE.items()),
    Case("1.0/invalid/missing-from-manifest", "invalid", "3", lambda: changed(
        bag(), put("data/missingFromManifest.txt", "x")), "no manifest lists it"),
    Case("1.0/invalid/same-filename-listed-twice-with-different-hashes", "invalid", "2.1.3", lambda: bag(
        edit=also_listed(HELLO, "sha512")), "a second time"),
    Case("1.0/invalid/bagit-with-invalid-whitespace", "invalid", "2.1.1", lambda: bag(
        edit=replace("bagit.txt", "Version:", "Version :")), "does not declare"),
)  # fmt: skip

OURS_VALID = (
    Case("empty payload", "valid", "2.1.2", lambda: bag({})),
    Case("no tag manifest", "valid", "2.2.1", lambda: bag(tag_algorithms=())),
    Case("tag manifest with another checksum", "valid", "2.2.1", lambda: bag(tag_algorithms=("sha256",))),
    Case("two manifests, each of everything", "valid", "2.1.3", lambda: bag(algorithms=("sha256", "sha512"))),
    Case("SHA-3", "valid", "2.4", lambda: bag(algorithms=("sha3256",))),
    Case("payload listed in one manifest of two before 1.0", "valid", "3", lambda: bag(
        version=OLD, algorithms=("md5", "sha512"),
        edit=put(M512, manifest({HELLO: PAYLOAD[HELLO]}, "sha512")))),
    Case("checksums in capitals", "valid", "2.1.3", lambda: bag(edit=lambda files: files.update(
        {M512: re.sub(rb"^\w+", lambda one: one[0].upper(), files[M512], flags=re.MULTILINE)}))),
    Case("tabs and spaces before the name", "valid", "2.1.3", lambda: bag(edit=replace(M512, "  ", " \t "))),
    Case("one space before the name", "valid", "2.1.3", lambda: bag(edit=replace(M512, "  ", " "))),
    Case("lines end in CRLF", "valid", "2.3", lambda: bag(edit=respaced("\r\n"))),
    Case("lines end in CR", "valid", "2.3", lambda: bag(edit=respaced("\r"))),
    Case("no end of the last line", "valid", "2.3", lambda: bag(edit=lambda files: files.update(
        {name: files[name].rstrip() for name in (M512, "bagit.txt", "bag-info.txt")}))),
    Case("percent sign written as a code", "valid", "2.1.3", named("data/100%.txt", "data/100%25.txt")),
    Case("percent sign as it stands", "valid", "2.1.3", named("data/100%25.txt")),
    Case("tag folder", "valid", "2.2.4", lambda: bag(edit=put("notes/read.me", b"\xff\x00"))),
    Case("value over several lines", "valid", "2.2.2", lambda: bag(
        info="External-Description: one\n  two: three\n\tfour\nPayload-Oxum: 263.2\n")),
    Case("bytes and files said in another case", "valid", "2.2.2", lambda: bag(info="PAYLOAD-OXUM: 263.2\n")),
    Case("all to be fetched has come", "valid", "2.2.3", lambda: bag(
        edit=put("fetch.txt", f"https://example.org/a - {HELLO}\n{ADDRESS} {MORE}\n"))),
)  # fmt: skip

OURS_INVALID = (
    Case("no payload folder", "invalid", "2.1.2", lambda: changed(
        bag({}), drop("data/")), "folder is missing"),
    Case("no manifest", "invalid", "2.1.3", lambda: bag(
        algorithms=(), tag_algorithms=("sha512",)), "no manifest"),
    Case("checksum nobody knows", "invalid", "2.4", lambda: bag(
        edit=put("manifest-crc99.txt", "00  data/hello.txt\n")), "not known here"),
    Case("manifest names a tag file", "invalid", "2.1.3", lambda: bag(
        edit=lambda files: append(M512, f"{digest(files['bag-info.txt'], 'sha512')}  bag-info.txt")(files)),
        "may not list"),
    Case("manifest names a folder", "invalid", "2.1.3", lambda: bag(
        edit=also_listed("data/inner", "sha512")), "not there"),
    Case("payload file in one manifest of two", "invalid", "3", lambda: bag(
        algorithms=("sha256", "sha512"), edit=put(M512, manifest({HELLO: PAYLOAD[HELLO]}, "sha512"))),
        "which another manifest does"),
    Case("payload file missing", "invalid", "3", lambda: changed(bag(), drop(MORE)), "not there"),
    Case("payload file changed", "invalid", "3", lambda: changed(bag(), put(MORE, "x")), "not what"),
    Case("checksum of another length", "invalid", "2.1.3", lambda: bag(
        edit=append(M512, f"{digest(b'', 'sha256')}  {HELLO}")), "not a checksum and a name"),
    Case("nothing between checksum and name", "invalid", "2.1.3", lambda: bag(
        edit=replace(M512, "  ", "")), "not a checksum and a name"),
    Case("backslash between folders", "invalid", "2.1.3", lambda: bag(
        edit=replace(M512, "inner/more", "inner\\more")), "could lead outside"),
    Case("tag manifest names a payload file", "invalid", "2.2.1", lambda: changed(
        bag(), append(TAG512, f"{digest(PAYLOAD[HELLO], 'sha512')}  {HELLO}")), "may not list"),
    Case("tag manifest names a tag manifest", "invalid", "2.2.1", lambda: changed(
        bag(algorithms=("sha256", "sha512")), lambda files: append(
            TAG512, f"{digest(files['tagmanifest-sha256.txt'], 'sha512')}  tagmanifest-sha256.txt")(files)),
        "may not list"),
    Case("tag manifest leaves a manifest out", "invalid", "2.2.1", lambda: changed(
        bag(), lambda files: files.update({TAG512: b"".join(
            line for line in files[TAG512].splitlines(keepends=True) if b"manifest" not in line)})),
        "as every tag manifest must"),
    Case("byte-order mark in a manifest", "invalid", "2.3", lambda: bag(
        edit=lambda files: files.update({M512: b"\xef\xbb\xbf" + files[M512]})), "byte-order mark"),
    Case("bytes that are no UTF-8", "invalid", "2.3", lambda: bag(
        edit=put("bag-info.txt", b"Contact-Name: Ren\xe9\n")), "not text in the encoding"),
    Case("encoding nobody knows", "invalid", "2.1.1", lambda: bag(
        edit=replace("bagit.txt", "UTF-8", "UTF-99")), "does not declare"),
    Case("version of the future", "invalid", "2.1.1", lambda: bag(
        edit=replace("bagit.txt", "1.0", "7.0")), "does not declare"),
    Case("three lines in bagit.txt", "invalid", "2.1.1", lambda: bag(
        edit=append("bagit.txt", "More: words")), "does not declare"),
    Case("lines of bagit.txt the wrong way round", "invalid", "2.1.1", lambda: bag(
        edit=put("bagit.txt", "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n")),
        "does not declare"),
    Case("space before the colon", "invalid", "2.2.2", lambda: bag(
        info="Contact-Name : One\n"), "not a label"),
    Case("no space after the colon", "invalid", "2.2.2", lambda: bag(
        info="Contact-Name:One\n"), "not a label"),
    Case("line without a colon", "invalid", "2.2.2", lambda: bag(info="Contact-Name\n"), "not a label"),
    Case("bytes and files said wrongly", "invalid", "2.2.2", lambda: bag(
        info="Payload-Oxum: 264.2\n"), "2 files of 263 bytes"),
    Case("bytes and files said twice", "invalid", "2.2.2", lambda: bag(
        info="Payload-Oxum: 263.2\nPayload-Oxum: 263.2\n"), "twice"),
    Case("a file still to be fetched", "invalid", "2.2.3", lambda: changed(
        bag(edit=put("fetch.txt", f"{ADDRESS} {HELLO}\n")), drop(HELLO)), "have to be fetched"),
    Case("fetch without a length", "invalid", "2.2.3", lambda: bag(
        edit=put("fetch.txt", f"https://example.org/a {HELLO}\n")), "not an address"),
    Case("fetch from no absolute address", "invalid", "2.2.3", lambda: bag(
        edit=put("fetch.txt", f"a.txt 7 {HELLO}\n")), "not an address"),
    Case("fetch of a tag file", "invalid", "2.2.3", lambda: bag(
        edit=put("fetch.txt", f"{ADDRESS} bag-info.txt\n")), "not in every manifest"),
    Case("fetch of a file no manifest lists", "invalid", "2.2.3", lambda: bag(
        edit=put("fetch.txt", f"{ADDRESS} data/other.txt\n")), "not in every manifest"),
)  # fmt: skip

STRICTER = (
    Case("tag file no tag manifest lists", "warned", "2.2.1", lambda: changed(
        bag(), put("extra.exe", "x"), put("more/extra.exe", "x")), "no tag manifest lists it"),
    Case("holey bag whose list no tag manifest names, 0.97", "warned", "2.2.3", lambda: changed(
        bag(version=OLD), put("fetch.txt", f"{ADDRESS} {HELLO}\n")), "fetch.txt: no tag manifest"),
    Case("holey bag whose list no tag manifest names, 1.0", "warned", "2.2.3", lambda: changed(
        bag(), put("fetch.txt", f"{ADDRESS} {HELLO}\n")), "fetch.txt: no tag manifest"),
    Case("line break in a name", "stricter", "2.1.3", named("data/a\nb.txt", "data/a%0Ab.txt"),
        "Windows can have no file of that name"),
    Case("colon in a name", "stricter", "6.1.2", named("data/a:b.txt"), "Windows would take it"),
    Case("name ends in a dot", "stricter", "6.1.2", named("data/a."), "Windows would take it"),
)  # fmt: skip

SUITE = (*SUITE_VALID, *SUITE_WARNED, *SUITE_INVALID)
CASES = (*SUITE, *OURS_VALID, *OURS_INVALID, *STRICTER)
