"""How wide words are in Arial, so that lines and columns can be measured before a program draws them."""

from __future__ import annotations

from functools import lru_cache

_REGULAR_LETTERS: dict[int, str] = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}

_BOLD_LETTERS: dict[int, str] = {
    238: "'",
    278: " ,./I\\ijl",
    280: "|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z",
    556: "#$0123456789J_aceksvxy",
    584: "+<=>^~",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
}

_OTHERS = {
    "\u2013": 556,
    "\u2014": 1000,
    "\u2018": 222,
    "\u2019": 222,
    "\u201c": 333,
    "\u201d": 333,
    "\xa0": 278,
    "\u2022": 350,
}

_UNKNOWN = 600

_REGULAR = {letter: width for width, letters in _REGULAR_LETTERS.items() for letter in letters} | _OTHERS

_BOLD = {letter: width for width, letters in _BOLD_LETTERS.items() for letter in letters} | _OTHERS


@lru_cache(maxsize=32768)
def width_of(word: str, *, is_bold: bool = False) -> int:
    """Width of a word in thousandths of the font size."""
    table = _BOLD if is_bold else _REGULAR
    return sum(table.get(letter, _UNKNOWN) for letter in word)
