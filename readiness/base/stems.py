"""Words of English text cut down so that plurals and endings of verbs meet: for suggestions and snippets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")

_COMMON_WORDS = """
a about above across after all also an and any are around as at available be because been before
being below between both but by can could did do does doing down during each every few for from
further had has have having he her here his how i if in including into is it its known make many may
more most must no nor not now of off on once one only or other our out over own part per same shall
she should so some such than that the their them then there these they this those through to too
under until up use used using very was we well were what when where whether which while who whom why
will with within would year years you your two three new good way
"""

_COMMON = frozenset(_COMMON_WORDS.split())

_SHORTEST_STEM = 3

_ENDINGS = (
    ("ational", "ate"), ("isations", "is"), ("isation", "is"), ("ments", "ment"), ("ingly", ""), ("ings", ""),
    ("ies", "y"), ("ing", ""), ("ed", ""), ("ers", "er"), ("ly", ""), ("es", "e"), ("s", ""),
)  # fmt: skip


def words_in(text: str) -> list[str]:
    """The words of a text in order, lower case, possessive endings dropped; common words stay."""
    return [found.group().split("'")[0].split("\u2019")[0] for found in _WORD.finditer(text.casefold())]


def stem(word: str) -> str:
    """A word without its commonest endings: ``waits``, ``waiting`` and ``waited`` meet in ``wait``."""
    for ending, instead in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_STEM and not word.endswith("ss"):
            return _undoubled(root + instead)
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM + 1 else word


def _undoubled(root: str) -> str:
    """``planned`` meets ``plan``; ``timely`` meets ``time``."""
    if len(root) > _SHORTEST_STEM and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root.removesuffix("e") if len(root) > _SHORTEST_STEM + 1 else root


_DEEP_ENDINGS = (
    "ications", "ication", "ically", "ations", "ation", "itions", "ition", "ments", "ment", "ities", "ists",
    "ions", "ical", "ings", "ness", "able", "ible", "ance", "ence", "ency", "ancy", "ists", "ion", "ing",
    "ies", "ied", "ity", "ist", "als", "ers", "ors", "ive", "ant", "ent", "ial", "ian", "ics", "ed", "es",
    "er", "or", "al", "ic", "s", "y", "e",
)  # fmt: skip
"""Endings that come off a word one after the other, longest first."""

_SHORTEST_ROOT = 4

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split()  # noqa: SIM905 - read in their order
    )
}


@lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """A lower-case word cut down until nothing more comes off: ``refused`` and ``refusals`` meet.

    A number up to twenty in words is its figures.
    """
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word.endswith("men") and len(word) > _SHORTEST_ROOT:
        return root(f"{word[:-2]}an")
    for ending in _DEEP_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT and not word.endswith("ss"):
            return root(word[: -len(ending)])
    return word


def is_cut_in_an_ending(word: str, its_root: str) -> bool:
    """Whether a word still being typed is a root and the beginning of an ending: ``reviewi``, ``review``."""
    rest = word.removeprefix(its_root)
    return rest != word and any(ending.startswith(rest) for ending in _DEEP_ENDINGS)


def is_common(word: str) -> bool:
    """Whether a lower-case word is too common to carry meaning."""
    return word in _COMMON


def opening(word: str) -> str:
    """How a word of the same root begins, whatever its ending."""
    its_root = root(word)
    return its_root if len(its_root) > _SHORTEST_ROOT and word.startswith(its_root) else stem(word)


def phrase_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds a run of words in lower-case text, each with any ending: ``plan`` also in ``planned``."""
    return re.compile(r"\b" + r"[\W_]+".join(re.escape(opening(word)) + r"\w*" for word in words))
