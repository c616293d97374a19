"""What Office files carry beside what is seen, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.core.leaks import Leak
from readiness.core.patterns import count_patterns
from readiness.intake.containers import Package
from readiness.intake.leak_pictures import picture_leaks
from readiness.intake.leak_rules import PART_RULES

_PICTURE = re.compile(r".*/media/[^/]+\.(?:jpe?g|png|tiff?)", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")

_READ_FOR_PATTERNS = re.compile(
    r"word/comments\.xml|xl/comments\d*\.xml|xl/comments/.+\.xml|xl/threadedComments/.+\.xml|ppt/comments/.+\.xml"
    r"|xl/pivotCache/pivotCache(?:Definition|Records)\d+\.xml|docProps/custom\.xml|content\.xml"
)


def office_leaks(package: Package) -> Iterator[Leak]:
    """Everything found in a package (docx, xlsx, pptx, odt, ods), part by part.

    Raises:
        UnreadableError: A part is damaged or unpacks to too much.
    """
    for name in sorted(package.names):
        rules = [rule for rule in PART_RULES if rule.parts.fullmatch(name)]
        is_picture = _PICTURE.fullmatch(name) is not None
        if not rules and not is_picture:
            continue
        content = package.read(name)
        for rule in rules:
            if number := rule.count(content):
                yield Leak(rule.kind, rule.place or _place(name), number)
        if _READ_FOR_PATTERNS.fullmatch(name):
            words = _TAGS.sub(" ", content.decode("utf-8", "replace"))
            place = "document" if name == "content.xml" else _place(name)
            yield from (Leak(kind, place, number) for kind, number in sorted(count_patterns(words).items()))
        if is_picture:
            yield from picture_leak_list(content, f"picture {name.rpartition('/')[2]}")


def picture_leak_list(content: bytes, place: str) -> Iterator[Leak]:
    """What a picture gives away."""
    has_place, names_somebody = picture_leaks(content)
    if has_place:
        yield Leak("location", place, 1)
    if names_somebody:
        yield Leak("author", place, 1)


def _place(name: str) -> str:
    """A part in words: ``sheet 2``, ``slide 4``, ``document``."""
    stem = name.rpartition("/")[2].partition(".")[0]
    found = re.fullmatch(r"([A-Za-z]+?)(\d*)", stem)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", found.group(1) if found else stem).lower()
    return f"{words} {found.group(2)}".strip() if found else words
