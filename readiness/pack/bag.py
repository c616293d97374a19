"""The tag files that make a folder a BagIt 1.0 bag (RFC 8493)."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from readiness.base.text import visible
from readiness.pack.plan import Digests, PackPlan

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

MANIFEST = "manifest-sha512.txt"

_AGENT = re.compile(r"[\w-]*readiness \d")
"""How what ``bag-info.txt`` of a pack of ours says built it begins."""

TAG_MANIFEST = "tagmanifest-sha512.txt"


def manifest(digests: Mapping[str, Digests]) -> bytes:
    """A manifest by name, sorted; `sha512sum -c` reads it as it stands.

    Names made for a pack hold no character that BagIt would have written as a percent code.
    """
    lines = (f"{digests[name].sha512}  {name}\n" for name in sorted(digests))
    return "".join(lines).encode()


def bag_info(plan: PackPlan, sizes: Iterable[int], *, version: str) -> bytes:
    """``bag-info.txt``: who made the pack, when, and how much it holds."""
    counted = tuple(sizes)
    fields = [
        ("Source-Organization", plan.area),
        ("Bagging-Date", f"{plan.created:%Y-%m-%d}"),
        ("External-Description", _description(plan)),
        ("Protective-Marking", plan.marking),
        ("Contact-Name", plan.contact),
        ("Payload-Oxum", f"{sum(counted)}.{len(counted)}"),
        ("Items-Not-Supplied", str(len(plan.missing))),
        ("Adds-To", _adds_to(plan)),
        ("Rehearsal", "DRILL: not for inspectors" if plan.is_drill else ""),
        ("Fictional-Example", "yes" if plan.is_example else ""),
        ("Bag-Software-Agent", f"{agent(plan.made_with)} {version}"),
    ]
    lines = (f"{name}: {visible(value).strip()}\n" for name, value in fields if value.strip())
    return "".join(lines).encode()


def _adds_to(plan: PackPlan) -> str:
    """What a supplementary pack adds to, by the hash of the newest pack before it where there is one."""
    before = plan.supplement
    return f"{before.since:%Y-%m-%d} {before.pack_hash}".strip() if before else ""


def agent(made_with: str) -> str:
    """The program's name as ``bag-info.txt`` gives it: small letters and hyphens, ending in ``readiness``."""
    name = re.sub(r"[^a-z0-9]+", "-", made_with.casefold()).strip("-")
    return name if name.endswith("readiness") else f"{name}-readiness".strip("-")


def is_ours(agent: str) -> bool:
    """Whether a ``Bag-Software-Agent`` is this program, under any framework."""
    return _AGENT.match(agent) is not None


def _description(plan: PackPlan) -> str:
    kind = "DRILL: rehearsal of a data pack" if plan.is_drill else "Data pack for inspectors"
    kind = f"{kind}, supplementary" if plan.supplement else kind
    return f"{kind} under {plan.framework}"


ALGORITHMS = {
    "sha512": "sha512", "sha384": "sha384", "sha256": "sha256", "sha224": "sha224",
    "sha3512": "sha3_512", "sha3384": "sha3_384", "sha3256": "sha3_256", "sha3224": "sha3_224",
    "sha1": "sha1", "md5": "md5",
}  # fmt: skip
"""Checksums by the name BagIt gives them, with Python's name for each; MD5 and SHA-1 because old bags
have nothing else (2.4)."""

EVERY_MANIFEST_LISTS_ALL = (1, 0)
"""From this version on, each payload manifest lists the whole payload (3)."""

_LINE_END = r"(?:\r\n|\n|\r)"

_DECLARATION = re.compile(
    rf"BagIt-Version: (\d+)\.(\d+){_LINE_END}Tag-File-Character-Encoding: (\S+){_LINE_END}?".encode()
)

_VERSIONS = {(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)}

_ENCODINGS = {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "utf-16", "utf-16-be", "utf-16-le"}
"""Python's names of those accepted; others of the register would need more than a table."""

_LISTED = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")

_FETCHED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+[ \t]+(?:\d+|-)[ \t]+(.+)")

_ELEMENT = re.compile(r"[^\s:](?:[^:]*[^\s:])?:(?:[ \t].*)?")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What ``bagit.txt`` declares (2.1.1)."""

    version: tuple[int, int] = (1, 0)
    encoding: str = "utf-8"
    """Python's name for the encoding of every other tag file."""


def hasher(algorithm: str) -> hashlib._Hash:
    """A new hasher for one of `ALGORITHMS`."""
    return hashlib.new(ALGORITHMS[algorithm], usedforsecurity=False)


def declaration(content: bytes) -> Declaration | None:
    """What ``bagit.txt`` declares; None when it is not as wanted or names what is unknown here."""
    found = _DECLARATION.fullmatch(content)
    if found is None:
        return None
    try:
        encoding = codecs.lookup(found[3].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    version = (int(found[1]), int(found[2]))
    return Declaration(version, encoding) if version in _VERSIONS and encoding in _ENCODINGS else None


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a tag file that are not empty, each with its number from 1 (2.3)."""
    for number, line in enumerate(re.split(_LINE_END, text), start=1):
        if line.strip():
            yield number, line


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a manifest (2.1.3)."""

    digest: str
    """Hexadecimal digits, in lower case."""
    name: str
    """As written, but for a ``./`` in front."""
    is_starred: bool
    """Whether ``md5sum`` and its like put a star before the name (6.1.3)."""


def listed(line: str, algorithm: str) -> Listed | None:
    """What a line of a manifest lists; None when it is not a checksum of this kind and a name."""
    found = _LISTED.fullmatch(line)
    if found is None or len(found[1]) != 2 * hasher(algorithm).digest_size:
        return None
    return Listed(found[1].lower(), found[3].removeprefix("./"), bool(found[2]))


def fetched(line: str) -> str | None:
    """The name a line of ``fetch.txt`` lists; None when it is not an address, a length and a name (2.2.3)."""
    found = _FETCHED.fullmatch(line)
    return found[1].removeprefix("./") if found else None


def decoded(name: str) -> str:
    """Undo the percent codes BagIt 1.0 writes for line breaks and the percent sign (2.1.3)."""
    return re.sub(r"%(0[AaDd]|25)", lambda found: chr(int(found[1], 16)), name)


def elements(text: str, version: tuple[int, int]) -> Iterator[tuple[str, str] | int]:
    """Labels and values of ``bag-info.txt`` in their order, or the number of a line that is neither (2.2.2).

    Before 1.0 any white space may stand around the colon, and lines without one are passed over.
    """
    unfolded: list[tuple[int, str]] = []
    for number, line in lines(text):
        if line[0] in " \t" and unfolded:
            first, begun = unfolded[-1]
            unfolded[-1] = (first, f"{begun} {line.strip()}")
        else:
            unfolded.append((number, line))
    for number, line in unfolded:
        label, colon, value = line.partition(":")
        if colon and (version < (1, 0) or _ELEMENT.fullmatch(line)):
            yield visible(label.strip()), visible(value.strip())
        elif version >= (1, 0):
            yield number
