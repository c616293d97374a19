"""Words of English text cut down so that plurals and endings of verbs meet: for suggestions and snippets."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


def is_common(word: str) -> bool:
    """Whether a lower-case word is too common to carry meaning."""
    return word in _COMMON


def phrase_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds a run of words in lower-case text, each with any ending: ``plan`` also in ``planned``."""
    return re.compile(r"\b" + r"[\W_]+".join(re.escape(stem(word)) + r"\w*" for word in words))
