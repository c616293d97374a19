"""The documents say what is so: their commands parse, their links lead somewhere, their names exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from typer.core import TyperCommand, TyperGroup

from readiness.cli.shell.session import hoist_globals
from scripts.command_reference import PAGE, commands, examples, page, root

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    ROOT / name
    for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md")
    if (ROOT / name).is_file()
] + sorted((ROOT / "docs").rglob("*.md"))
SOURCES = sorted((ROOT / "readiness").rglob("*.py"))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
_OUR_PATH = re.compile(r"(?:readiness|tests|scripts|benchmarks|docs|\.ci)/[\w./-]*\w(?:\.\w+)?")
_SHELL = "|&;<>"


@dataclass(frozen=True)
class Line:
    """A command line somewhere in a document."""

    where: str
    text: str
    is_whole: bool
    """Whether it is meant to be typed as it stands; one in running prose may leave out arguments."""


def lines_of(document: Path) -> Iterator[Line]:
    """Every command line of this program in a document."""
    text = document.read_text(encoding="utf-8")
    fenced = "\n".join(body for _, body in _FENCE.findall(text))
    for typed in re.sub(r"\\\n\s*", " ", fenced).splitlines():
        yield from (
            Line(document.name, one, is_whole=True) for one in command_lines(typed.removeprefix("$ "))
        )
    for typed in _INLINE.findall(_FENCE.sub("", text)):
        yield from (Line(document.name, one, is_whole=False) for one in command_lines(typed))


def command_lines(typed: str) -> Iterator[str]:
    """The calls of the program in a typed line; a line of prose or of output gives none."""
    lexer = shlex.shlex(typed, posix=True, punctuation_chars=_SHELL)
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:  # an apostrophe of prose
        return
    for place, word in enumerate(words):
        if _is_program(words[place - 1] if place else ";", word):
            rest = words[place + 1 :]
            end = next((at for at, one in enumerate(rest) if set(one) <= set(_SHELL)), len(rest))
            yield shlex.join(rest[:end])


def _is_program(before: str, word: str) -> bool:
    is_called = set(before) <= set(_SHELL) or before == "-m" or "=" in before
    return is_called and re.fullmatch(r"(?:\S*[/\\])?readiness(?:\.exe)?", word) is not None


def fault(line: str, *, is_whole: bool) -> str:
    """What the program would say against a command line, empty when it would accept it; nothing is run."""
    arguments = hoist_globals(shlex.split(line))
    if "--help" in arguments:
        arguments = arguments[: arguments.index("--help")]
        is_whole = False
    missing = _global_fault(arguments)
    entry: object = root()
    while isinstance(entry, TyperGroup) and arguments and not missing:
        name = arguments.pop(0)
        missing = "" if name in entry.commands else f"no command {name}"
        entry = entry.commands.get(name)
    if isinstance(entry, TyperCommand):
        return _fault_of(entry, arguments) if is_whole else _unknown_options(entry, arguments)
    return missing or ("the command is not finished" if is_whole and line and entry is not root() else "")


def _global_fault(arguments: list[str]) -> str:
    """Take the global options off the front; what is wrong with them."""
    named = {name: one for one in root().params for name in getattr(one, "opts", ())}
    while arguments and arguments[0].startswith("-"):
        option = arguments.pop(0)
        if option.partition("=")[0] not in named:
            return f"no global option {option}"
        if "=" not in option and not getattr(named[option], "is_flag", False):
            if not arguments:
                return f"{option} needs a value"
            arguments.pop(0)
    return ""


def _fault_of(command: TyperCommand, arguments: list[str]) -> str:
    try:
        command.make_context("readiness", list(arguments))
    except Exception as error:  # noqa: BLE001 - the kinds of error are private to the library
        return f"{type(error).__name__}: {error}"
    return ""


def _unknown_options(command: TyperCommand, arguments: list[str]) -> str:
    options = {
        name
        for one in command.params
        for name in (*getattr(one, "opts", ()), *getattr(one, "secondary_opts", ()))
    }
    used = {one.partition("=")[0] for one in arguments if one.startswith("-") and not one[1:2].isdigit()}
    return ", ".join(sorted(used - options))


ALL_LINES = sorted({(one.where, one.text, one.is_whole) for doc in DOCUMENTS for one in lines_of(doc)})


@pytest.mark.parametrize(("where", "line", "is_whole"), ALL_LINES, ids=str)
def test_every_command_in_the_documents_parses(where: str, line: str, is_whole: bool) -> None:
    """A command line in a block parses whole; one in a sentence names a command and options that exist."""
    assert fault(line, is_whole=is_whole) == "", where


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_example_in_the_help_parses(name: str, command: TyperCommand) -> None:
    """The examples in the help are command lines the program accepts, for the command they stand under."""
    for example in examples(command):
        line = example.removeprefix("readiness").strip()
        assert line.startswith(name)
        assert fault(line, is_whole=True) == ""


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "gaps --sevrity minor",
        "evidence",
        "evidence shov E0001",
        "init",
        "notice correct on-site",
        "history --limit many",
        "--wrkspace x gaps",
        "-w",
    ],
)
def test_a_wrong_command_line_would_be_noticed(line: str) -> None:
    """The check itself refuses what the program refuses."""
    assert fault(line, is_whole=True)


def test_a_wrong_option_in_a_sentence_would_be_noticed() -> None:
    """In running prose arguments may be left out, but options must exist."""
    assert fault("notice start", is_whole=False) == ""
    assert fault("notice start --recieved now", is_whole=False) == "--recieved"


def test_the_command_reference_is_current() -> None:
    """docs/commands.md is what the script writes now: run `python scripts/command_reference.py`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_command_reference_holds_every_command() -> None:
    """Each command has its heading."""
    headings = set(_HEADING.findall(PAGE.read_text(encoding="utf-8")))

    assert {name for name, _ in commands()} <= headings


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    """A link to a file of the project, or to a heading in it, is not broken."""
    text = document.read_text(encoding="utf-8")
    for target in _LINK.findall(_FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        assert file.exists(), f"{document.name} links to {target}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{document.name} links to {target}"


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    headings = _HEADING.findall(_FENCE.sub("", document.read_text(encoding="utf-8")))
    return {
        re.sub(r"[^\w\- ]", "", one.replace("`", "")).strip().lower().replace(" ", "-") for one in headings
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_files_named_are_there(document: Path) -> None:
    """A path into this project that a document names exists (or is made by running what it names)."""
    text = document.read_text(encoding="utf-8")
    for code in (*_INLINE.findall(_FENCE.sub("", text)), *_code_words(text)):
        if _OUR_PATH.fullmatch(code.rstrip("/")) and "..." not in code:
            assert (ROOT / code).exists(), f"{document.name} names {code}"


def _code_words(text: str) -> Iterator[str]:
    for _, body in _FENCE.findall(text):
        yield from (one.strip("\"'") for one in body.split() if "/" in one and one.endswith((".py", ".sh")))


def test_environment_variables_named_are_those_read() -> None:
    """Documents name every variable the program reads; any other they name is read by a test or script."""
    provers = [
        one
        for name in ("tests", "scripts")
        for one in (ROOT / name).rglob("*.*")
        if one.suffix in {".py", ".sh"}
    ]
    told = _variables(DOCUMENTS)

    assert _variables(SOURCES) <= told
    assert told <= _variables(SOURCES) | _variables(provers)
    assert "READINESS_DEBUG" in told


def _variables(files: list[Path]) -> set[str]:
    return {one for file in files for one in re.findall(r"READINESS_[A-Z_]+", file.read_text("utf-8"))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_yaml_in_the_documents_is_yaml(document: Path) -> None:
    """Blocks marked as YAML can be copied into a file and read."""
    for language, body in _FENCE.findall(document.read_text(encoding="utf-8")):
        if language in {"yaml", "yml"}:
            assert yaml.safe_load(body) is not None, f"{document.name}: {body[:60]}"


def test_the_reading_of_documents_finds_what_it_should(tmp_path: Path) -> None:
    """Commands are found in blocks, in sentences, behind prompts and in a chain; prose and output are not."""
    text = (
        "Type `readiness gaps --criterion A3`, or `the readiness of it`.\n\n```\n"
        "$ readiness status --json | jq .\n"
        "cd x && readiness undo; ls\nreadiness evidence add \\\n  a.docx --kind audit  # a comment\n"
        "what readiness means\n.venv/bin/readiness history\n```\n"
    )
    document = tmp_path / "page.md"
    document.write_text(text, encoding="utf-8")

    assert [(one.text, one.is_whole) for one in lines_of(document)] == [
        ("status --json", True),
        ("undo", True),
        ("evidence add a.docx --kind audit", True),
        ("history", True),
        ("gaps --criterion A3", False),
    ]


def test_the_places_where_things_change_exist() -> None:
    """Every folder and module that the table of CONTRIBUTING.md sends somebody to is there."""
    table = (
        (ROOT / "CONTRIBUTING.md")
        .read_text("utf-8")
        .partition("## Where things change")[2]
        .partition("\n## ")[0]
    )
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| a ")]
    places = {place for row in rows for place in re.findall(r"`([\w/]+/(?:\w+\.py)?)`", "|".join(row[2:]))}

    assert len(rows) == 11
    assert len(places) > 10
    assert [one for one in sorted(places) if not (ROOT / "readiness" / one).exists()] == []
