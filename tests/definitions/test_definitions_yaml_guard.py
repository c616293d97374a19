"""The YAML guard: hostile and surprising files become Problems with a line, in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.definitions.yaml import MAX_DEPTH, MAX_PROBLEMS, Reading, parse_yaml, read_yaml


def whats(reading: Reading) -> str:
    """Everything the problems say."""
    return "\n".join(str(one) for one in reading.problems)


HOSTILE = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from readiness.definitions.loading import load_framework
nl = chr(10)
rounds = range(1, 10)
bombs = {
    "alias bomb": nl.join(["a0: &a0 [x]", *(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in rounds)]),
    "merge bomb": nl.join(["m0: &m0 {k0: v}", *(
        f"m{n}: &m{n} {{<<: [{','.join([f'*m{n - 1}'] * 7)}], k{n}: v}}" for n in rounds)]),
    "flow nesting": "a: " + "[" * 100_000,
    "map nesting": "a: " + "{a: " * 100_000,
    "block nesting": "a:" + nl + "- " * 100_000,
    "key nesting": "? " * 100_000,
    "python object": "a: !!python/object/apply:os.system ['true']",
    "too large": "a: " + "x" * (1024 * 1024),
    "many values": "a: [" + "x," * 300_000 + "]",
    "long digits": "a: " + "1" * 900_000,
    "digits then a letter": "a: " + "1" * 900_000 + "x",
    "underscores": "a: " + "1_" * 450_000 + "x",
    "colons": "a: [" + "1:0" * 300_000 + "]",
    "many faults": "a: [" + "no," * 40_000 + "]",
    "repeated keys": nl.join(["a: 1"] * 40_000),
    "quotes": "a: " + '"' * 999_999,
    "anchors": "a: " + "&a " * 300_000,
    "colons in keys": ": " * 400_000,
}
folder = Path(sys.argv[1])
for name, text in bombs.items():
    path = folder / "bomb.yaml"
    path.write_text(text)
    framework, problems = load_framework(path)
    print(json.dumps([name, framework is None, len(problems), bool(problems and problems[0].what)]))
"""


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    """Bombs, deep nesting and megabytes of nonsense neither crash, hang nor fill memory: all are told."""
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [yaml.safe_load(line) for line in done.stdout.splitlines()]
    assert len(rows) == 18
    for name, is_none, count, is_told in rows:
        assert is_none, name
        assert 0 < count <= MAX_PROBLEMS + 40, name
        assert is_told, name


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        *((word, word) for word in ("yes", "no", "on", "off", "Yes", "NO", "On", "y", "N", "True", "FALSE")),
        *(
            (word, word)
            for word in ("0777", "0o17", "0x1F", "0b101", "1_000", "12:30", "12:30:00", "190:20:30")
        ),
        *((word, word) for word in (".inf", "-.INF", ".nan", "1e3", "1.5e-3", ".5", "5.", "+5", "007", "=")),
        *((word, word) for word in ("2025-6-6", "2025-02-30", "2025-06-06 10:00:00", "2025-06-06T10:00:00Z")),
        ("9" * 30, "9" * 30),
        ("9" * 60, "9" * 60),
    ],
)
def test_surprising_scalars(word: str, kept: str) -> None:
    """Unquoted words that readers disagree about are listed, and kept as the text that was written."""
    reading = parse_yaml(f"a: 1\nb: {word}\n", "f.yaml")
    assert [one.where.line for one in reading.problems] == [2]
    assert "quotation marks" in reading.problems[0].hint
    assert reading.tree == {"a": 1, "b": kept}


@pytest.mark.parametrize("word", ["yes", "0777", "12:30", "1.10", "2025-06-06", "null", "true", "<<"])
def test_quoted_words_are_text(word: str) -> None:
    """Anything in quotation marks is text, exactly as written."""
    for quoted in (f'"{word}"', f"'{word}'"):
        reading = parse_yaml(f"a: {quoted}", "f.yaml")
        assert not reading.problems
        assert reading.tree == {"a": word}


def test_what_is_read() -> None:
    """Nothing, true, false, whole numbers, decimals and dates are read; all else is text."""
    reading = parse_yaml(
        "{a: , b: null, c: ~, d: true, e: false, f: -3, g: 1.25, h: 2025-06-06, i: A1, j: 1.2.3, on: x}",
        "f.yaml",
    )
    assert not reading.problems
    assert reading.tree == {
        "a": None, "b": None, "c": None, "d": True, "e": False, "f": -3, "g": 1.25,
        "h": date(2025, 6, 6), "i": "A1", "j": "1.2.3", "on": "x",
    }  # fmt: skip


def test_repeated_key_names_both_lines() -> None:
    """A key written twice is a fault that names both lines; the first value stays."""
    reading = parse_yaml("a: 1\nb:\n  c: 1\n  d: 2\n  c: {x: [1, 2]}\ne: 3\n", "f.yaml")
    assert "on line 3 and on line 5" in whats(reading)
    assert reading.tree == {"a": 1, "b": {"c": 1, "d": 2}, "e": 3}


@pytest.mark.parametrize("key", ["1", "1.5", "2025-06-06", "true", "null", "0777", "12:30", "~"])
def test_keys_that_are_not_text(key: str) -> None:
    """A key that readers take for something other than text is a fault."""
    reading = parse_yaml(f"a: 1\n{key}: x\n", "f.yaml")
    assert "is not text" in whats(reading)
    assert reading.problems[0].where.line == 2


@pytest.mark.parametrize(
    ("text", "what", "tree"),
    [
        ("a: &x 1\nb: 2", "Anchors (`&x`)", {"a": 1, "b": 2}),
        ("a: !!str 1\nb: 2", "Tags (`tag:yaml.org,2002:str`)", {"a": "1", "b": 2}),
        ("a: !mine [1]\nb: 2", "Tags (`!mine`)", {"a": [1], "b": 2}),
        ("a: {<<: {x: 1}, y: 2}", "Merge keys", {"a": {"y": 2}}),
        ("? [a, b]\n: 1\nc: 2", "A key is a list or mapping", {"c": 2}),
        ("? {a: {b: c}}\n: {d: 1}\nc: 2", "A key is a list or mapping", {"c": 2}),
    ],
)
def test_extras_of_yaml_are_refused(text: str, what: str, tree: dict[str, object]) -> None:
    """Anchors, tags, merge keys and odd keys are listed, and the rest of the file is read."""
    reading = parse_yaml(text, "f.yaml")
    assert what in whats(reading)
    assert reading.tree == tree


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "The file is empty."),
        ("# nothing\n", "The file is empty."),
        ("- a\n- b\n", "not a mapping of named parts"),
        ("just words", "not a mapping of named parts"),
        ("a: 1\n---\nb: 2\n", "a second document"),
        ("a: [1, 2\nb: 3\n", "not well-formed YAML"),
        ("a: *gone", "Aliases"),
        ("*gone : 1", "Aliases"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "Tag directives"),
    ],
)
def test_files_that_are_no_definition(text: str, what: str) -> None:
    """Each way of not being a definition is told in words."""
    assert what in whats(parse_yaml(text, "f.yaml"))


def test_deepest_allowed() -> None:
    """Nesting is read up to the limit and refused one below it."""
    deep = parse_yaml("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), "f.yaml")
    assert not deep.problems
    deeper = parse_yaml("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml")
    assert "nested more than" in whats(deeper)
    assert deeper.tree is None


@pytest.mark.parametrize(
    ("data", "what", "line"),
    [
        (b"a: 1\nb: \xff\xfe\n", "not UTF-8", 2),
        ("a: 1".encode("utf-16"), "not UTF-8", 1),
        (b"a: 1\nb: x\x00y\n", "control character <U+0000>", 2),
        (b"a: \x1b[31m\n", "control character <U+001B>", 1),
        (b"a: " + b"x" * (1024 * 1024), "larger than 1 MiB", 0),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, what: str, line: int) -> None:
    """Wrong encodings, control characters and huge files are told, with the line where there is one."""
    path = tmp_path / "f.yaml"
    path.write_bytes(data)
    reading = read_yaml(path)
    assert what in whats(reading)
    assert reading.problems[0].where.line == line
    assert reading.tree is None


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    """A file saved by Windows Notepad, with a byte order mark and CRLF, reads as any other."""
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: two\r\n")
    reading = read_yaml(path)
    assert not reading.problems
    assert reading.tree == {"a": 1, "b": "two"}


def test_hostile_words_are_made_visible() -> None:
    """Direction marks in keys and values never reach a message raw."""
    reading = parse_yaml('"\u202ea": 1\n"\u202ea": 2\nb: &\u0430\u202e x\n', "f.yaml")
    assert "\u202e" not in whats(reading)
    assert "<U+202E>" in whats(reading)


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=8), plain_values, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_reads_what_a_writer_wrote(values: dict[str, object]) -> None:
    """Whatever the library writes with all text in quotation marks is read back the same, with no fault."""
    reading = parse_yaml(_quoted(values), "f.yaml")
    assert not reading.problems, whats(reading)
    assert reading.tree == values


class _QuotingDumper(yaml.SafeDumper):
    """Writes every text in quotation marks, and dates without."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        return True


_QuotingDumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def _quoted(values: object) -> str:
    text = yaml.dump(values, Dumper=_QuotingDumper, allow_unicode=False)
    assert isinstance(text, str)
    return text


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,\n \t01._~=<y", max_size=60))
@settings(max_examples=400, deadline=None)
def test_never_raises_and_never_silently_empty(text: str) -> None:
    """Any text gives a mapping or at least one problem, and never an exception."""
    reading = parse_yaml(text, "f.yaml")
    assert reading.tree is not None or reading.problems


@given(st.text(alphabet="0123456789abxo._-+:eEyTnNZ ", min_size=1, max_size=12).map(str.strip).filter(bool))
@settings(max_examples=400, deadline=None)
def test_no_unquoted_text_means_two_things(word: str) -> None:
    """What is read as text without a fault is text for the reference reader too."""
    try:
        theirs = yaml.safe_load(f"a: [{word}]")["a"][0]
    except (yaml.YAMLError, ValueError, TypeError, KeyError, IndexError):
        return
    reading = parse_yaml(f"a: [{word}]", "f.yaml")
    ours = reading.tree["a"] if reading.tree else None
    if not reading.problems and isinstance(ours, list):
        assert ours[0] == theirs
        assert isinstance(theirs, (dict, list)) or type(ours[0]) is type(theirs)
