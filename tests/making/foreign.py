"""A made-up framework of a made-up country, worked with; and the words of ours that must not show in it."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.cli.conftest import Run

DEFINITION = Path(__file__).parents[1] / "data" / "foreign" / "seeland-2027.yaml"

OURS = re.compile(
    r"\b(SEND|SENCO|SENDIASS|SEF|EHC\w*|DfE|NHS|ICB|UPN|PCF|OFFICIAL\b[\w-]*|(?i:ofsted|cqc|england|english|"
    r"british|council\w*|child\w*|famil\w+|parent\w*|carer\w*|pupil\w*|school\w*|young people|sixth form|"
    r"bank holiday\w*|local area|alternative provision|areas? for (?:priority action|improvement)))\b"
)
"""Words of area SEND, of England and of families: none may show unless a definition brings it along."""

_FILES_OF_STYLE = ("styles.xml", "theme", "settings.xml", "fontTable", "webSettings", "numbering.xml")


EVALUATED = re.compile(r"(?<![\w'\"{-])[Cc]riteri(?:on|a)(?![\w'\":}-])")
"""What this program calls what is evaluated, where the definition calls it otherwise; no option or key."""


def ours_in(text: str, *, is_data: bool = False) -> list[str]:
    """Words of ours in a text, each with what stands around it.

    Args:
        text: What a person reads.
        is_data: Whether its headings are names of fields, which are the same everywhere.
    """
    patterns = (OURS,) if is_data else (OURS, EVALUATED)
    return [
        text[max(0, one.start() - 60) : one.end() + 40].strip()
        for pattern in patterns
        for one in pattern.finditer(text)
    ]


def words_of_file(path: Path) -> str:
    """Everything a person or a program reads in a file of ours, parts of an archive one after another."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8", errors="replace")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(_parts(archive))


def _parts(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if any(one in name for one in _FILES_OF_STYLE):
            continue
        yield name
        text = archive.read(name).decode("utf-8", "replace")
        yield html.unescape(re.sub(r"<[^>]*>", " ", text)) if name.endswith((".xml", ".rels")) else text


EVIDENCE = (
    ("Bestandskonzept 2026.txt", "Der Bestand wird erneuert.", "plan", "bezirk"),
    ("Statistik 2026.txt", "Entlehnungen: 41.000.", "zahlen", "bezirk"),
    ("Umfrage Lesende.txt", "Die Lesenden loben den Bücherbus.", "umfrage", "verein"),
)


def work(run: Run, root: Path) -> list[str]:
    """Make a workspace under the foreign framework and write something of everything; what was said."""
    said: list[str] = []

    def do(*arguments: object) -> None:
        done = run("-w", root, "--user", "E. Huber", *arguments)
        said.append(f"{arguments}\n{done.out}\n{done.err}")
        assert done.code == 0, said[-1]

    made = run("init", root, "--area", "Nordufer", "--framework", DEFINITION, "--user", "E. Huber")
    assert made.code == 0, made.err
    said.append(made.out)
    for number, (name, text, kind, agency) in enumerate(EVIDENCE, 1):
        path = root.parent / name
        path.write_text(f"{text}\n", encoding="utf-8")
        do("evidence", "add", path, "--kind", kind, "--agency", agency, "--from", "2026-01-01",
           "--to", "2026-09-30", "--owner", "A. Moser", "--no-personal-data")  # fmt: skip
        do("evidence", "link", f"E{number:04d}", "K1")
    do("area", "set", "--context", "Zwölf Orte am See.")
    for kind, text in (
        ("headline", "Der Bestand ist jung."),
        ("strength", "Neues steht rasch im Regal."),
        ("area_to_develop", "Zerlesenes bleibt zu lange."),
        ("next_step", "Wir sortieren im Winter aus."),
        ("context", "Lesende loben den Bestand."),
    ):
        do("statement", "add", "K1", kind, text)
    do("statement", "edit", "S0002", "--impact", "82 von 100 finden, was sie suchen.")
    do("evidence", "link", "E0003", "S0005")
    do("statement", "agree", "S0001", "bezirk", "--by", "E. Huber")
    do("grade", "K1", "gut", "--why", "Die Zahlen zeigen es.")
    do("grade", "K2", "n2", "--why", "Der Bus kommt.")
    do("recommendations", "add", "Den Bus öfter fahren lassen.", "--kind", "area_for_priority_action",
       "--source", "Bericht 2024", "--criteria", "K2")  # fmt: skip
    do("recommendations", "add", "Zerlesenes ersetzen.", "--kind", "area_for_improvement", "--criteria", "K1")
    do("plan", "add", "Zweiten Bus kaufen", "--who", "Bezirksamt", "--due", "2027-06-30")
    do("plan", "set", "P0001", "--answers", "R0001")
    do("measures", "add", "Fahrten je Woche", "--good", "higher")
    do("measures", "record", "M0001", "4", "--to", "2026-09-30")
    do("requests", "set", "U01", "--owner", "A. Moser", "--hours", "2", "--status", "ready")
    do("evidence", "link", "E0001", "U01")
    return said
