"""The self-evaluation goes out to Word and comes back, from the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WAITS = "Waits for occupational therapy fell from 31 to 22 weeks."
BREAKS = "Short breaks reach 240 families."


@pytest.fixture
def exported(area: Path, run: Run, tmp_path: Path) -> Path:
    """Two strengths and a headline, written to Word."""
    assert area.is_dir()
    for kind, words in (("headline", "Help comes sooner."), ("strength", WAITS), ("strength", BREAKS)):
        assert run("statement", "add", "A3", kind, words).code == 0
    path = tmp_path / "sef.docx"
    assert run("sef", "export", "-o", path).code == 0
    return path


def edited(source: Path, *changes: tuple[str, str]) -> Path:
    """A copy that came back with words replaced."""
    target = source.with_name("back.docx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for before, after in changes:
                    assert before in text
                    text = text.replace(before, after)
                data = text.encode()
            new.writestr(name, data)
    return target


def text_of(run: Run, statement: str) -> str:
    """The words of a statement as stored."""
    words: str = run("statement", "show", statement, "--json").data["text"]
    return words


def test_a_document_nobody_touched_would_change_nothing(exported: Path, run: Run) -> None:
    """It says so in words, counts the statements, and stores nothing when told to."""
    ran = run("sef", "import", exported)
    assert ran.code == 0
    assert "3 statements, 3 unchanged" in ran.out
    assert "Nothing would change." in ran.out
    assert run("sef", "import", exported, "--apply", "--json").data["applied"] == []


def test_looking_stores_nothing_and_apply_takes_what_is_safe(exported: Path, run: Run) -> None:
    """The plan is shown first; --apply makes one change, which undo takes back; again there is nothing."""
    back = edited(exported, ("22 weeks", "20 weeks"))
    shown = run("sef", "import", back)
    assert "1 edited" in shown.out
    assert "1 of 1 would be stored by --apply." in shown.out
    assert text_of(run, "S0002") == WAITS

    done = run("sef", "import", back, "--apply")
    assert "'readiness undo' takes it back" in done.out
    assert text_of(run, "S0002").endswith("20 weeks.")
    again = run("sef", "import", back).out
    assert "3 unchanged" in again
    assert "0 of 0 would be stored" in again
    assert "What to put right first" in again  # the words were replaced where a gap quotes them, too
    assert run("undo").code == 0
    assert text_of(run, "S0002") == WAITS


def test_what_is_not_safe_needs_its_name(exported: Path, run: Run) -> None:
    """A deletion stays out of --apply until --accept names it, and a safe edit can be refused."""
    back = edited(exported, (WAITS, ""), ("240 families", "255 families"))
    keys = {item["kind"]: item["key"] for item in run("sef", "import", back, "--json").data["items"]}
    assert set(keys) == {"edited", "deleted"}

    left = run("sef", "import", back, "--apply", "--refuse", keys["edited"], "--json").data
    assert left["applied"] == []
    assert text_of(run, "S0003") == BREAKS
    done = run("sef", "import", back, "--apply", "--accept", keys["deleted"], "--json").data
    assert set(done["applied"]) == {"S0002", "S0003"}
    assert run("statement", "show", "S0002").code == 2
    assert text_of(run, "S0003") == "Short breaks reach 255 families."


def test_a_conflict_stands_out_and_is_left_alone(exported: Path, run: Run) -> None:
    """Both texts are shown and nobody's is stored until somebody says in which words."""
    back = edited(exported, ("22 weeks", "20 weeks"))
    assert run("statement", "edit", "S0002", "--text", WAITS.replace("22", "21")).code == 0
    ran = run("sef", "import", back, "--apply")
    assert ran.code == 0
    assert "CONFLICT" in ran.out
    assert text_of(run, "S0002") == WAITS.replace("22", "21")
    alone = run("sef", "import", back, "--apply", "--accept", "S0002.text")
    assert (alone.code, "--words" in alone.err) == (2, True)  # it would have stored nothing
    assert run("sef", "import", back, "--words", "S0002.text=").code == 2
    settled = run("sef", "import", back, "--apply", "--words", "S0002.text=Waits fell: 21 = our figure.")
    assert settled.code == 0
    assert text_of(run, "S0002") == "Waits fell: 21 = our figure."


def test_the_plan_as_json_holds_every_version(exported: Path, run: Run) -> None:
    """What was exported, what is stored and what came back, for a script to decide on."""
    (item,) = run("sef", "import", edited(exported, ("22 weeks", "20 weeks")), "--json").data["items"]
    assert (item["base"], item["ours"]) == (WAITS, WAITS)
    assert item["theirs"] == item["merged"] == WAITS.replace("22", "20")
    assert (item["kind"], item["statement"], item["is_safe"], item["note"]) == ("edited", "S0002", True, None)


def test_a_name_nothing_has_is_refused_before_anything_is_stored(exported: Path, run: Run) -> None:
    """A mistyped key stores nothing, not even what is safe."""
    back = edited(exported, ("22 weeks", "20 weeks"))
    for option in ("--accept", "--refuse"):
        ran = run("sef", "import", back, "--apply", option, "S9999.text")
        assert ran.code == 2
        assert "no change called 'S9999.text'" in ran.err
    assert text_of(run, "S0002") == WAITS


def test_a_stranger_is_refused(exported: Path, run: Run) -> None:
    """What is no Word document, and what is not there, are told apart."""
    other = exported.with_name("notes.docx")
    other.write_text("notes", encoding="utf-8")
    assert run("sef", "import", other).code == 3
    assert run("sef", "import", exported.with_name("none.docx")).code == 2


def test_a_template_goes_out_and_is_used(exported: Path, run: Run) -> None:
    """A style the council renamed is added and said; given its name, the export uses it and reads back."""
    council = exported.with_name("council.docx")
    assert "sef export --template" in run("sef", "template", "-o", council).out
    with zipfile.ZipFile(council) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["word/styles.xml"].decode()
    parts["word/styles.xml"] = styles.replace('w:val="SEF Statement"', 'w:val="Our Body"').encode()
    with zipfile.ZipFile(council, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    added = run("sef", "export", "-o", exported, "--template", council, "--force")
    assert added.code == 0
    assert "was added: SEF Statement" in added.out + added.err
    style = ("--style", "statement=Our Body")
    ran = run("sef", "export", "-o", exported, "--template", council, *style, "--json", "--force")
    assert (ran.code, json.loads(ran.out)["problems"]) == (0, [])
    assert "Nothing would change." in run("sef", "import", exported).out


@pytest.mark.parametrize("style", ["statement", "=Our Body", "statement="])
def test_a_style_that_is_half_said_is_wrong_usage(exported: Path, run: Run, style: str) -> None:
    """Role and name are both needed, and the message shows how."""
    ran = run("sef", "export", "-o", exported, "--style", style, "--force")
    assert ran.code == 2
    assert "ROLE=NAME" in ran.err


def test_a_file_that_is_there_is_not_written_over_unasked(exported: Path, run: Run) -> None:
    """It may be what a partner sent back."""
    exported.write_bytes(b"a partner's copy")
    ran = run("sef", "export", "-o", exported)
    assert ran.code == 3
    assert "--force" in ran.err
    assert exported.read_bytes() == b"a partner's copy"
    assert run("sef", "export", "-o", exported, "--force").code == 0


@pytest.mark.parametrize(
    ("option", "mode"),
    [
        (("--mode", "draft"), "draft"),
        (("--mode", "agreed"), "publication"),
        (("--for", "agreement"), "agreement"),
        ((), "draft"),
    ],
)
def test_the_earlier_names_of_the_purposes_still_work(
    exported: Path, run: Run, option: tuple[str, ...], mode: str
) -> None:
    """Scripts written for --mode go on; what is neither is refused with the choices."""
    assert run("sef", "export", "-o", exported, *option, "--force", "--json").data["mode"] == mode
    ran = run("sef", "export", "-o", exported, "--for", "poetry", "--force")
    assert ran.code == 2
    assert "publication" in ran.err


def test_a_section_a_filter_or_everything_is_agreed_in_one_act(exported: Path, run: Run) -> None:
    """One change each, which one undo takes back; which statements has to be said."""
    assert exported.exists()
    agency = "health"
    for chosen in (["--criterion", "A3"], ["--where", ""], ["--all"], ["S0001", "S0002", "S0003"]):
        ran = run("statement", "agree", *chosen, agency, "--by", "M. Cole")
        assert ran.out.strip() == f"{agency} agrees 3 statements."
        assert run("undo").code == 0
    assert (
        run("statement", "agree", "--where", "kind:headline", agency).out.strip() == f"{agency} agrees S0001."
    )
    assert run("statement", "agree", agency).code == 2
    assert run("statement", "agree", "S0001", "--all", agency).code == 2


def test_a_document_written_elsewhere_is_taken_in(area: Path, run: Run, tmp_path: Path) -> None:
    """Each piece with where it goes and why; what is accepted becomes statements, as one change."""
    assert area.is_dir()
    old = tmp_path / "old.txt"
    old.write_text(
        "Waits for occupational therapy fell from 31 weeks to 22.\nLorem ipsum dolor sit amet elit.\n",
        encoding="utf-8",
    )
    refused = run("sef", "import", old)
    assert refused.code == 3
    assert "sef take-in" in refused.err
    ran = run("sef", "take-in", old, "--json").data
    assert [one["kind"] for one in ran["items"]] == ["added", "added"]
    assert run("sef", "take-in", old, "--apply", "--json").data["applied"] == []
    place = ["--place", "piece-1=A3/strength", "--refuse", "piece-2"]
    assert run("sef", "take-in", old, "--apply", *place, "--json").data["applied"] == ["S0001"]
    shown = run("statement", "show", "S0001", "--json").data
    assert (shown["criterion"], shown["kind"]) == ("A3", "strength")
    assert run("sef", "take-in", old, "--accept", "piece-9").code == 2
    assert run("sef", "take-in", old, "--place", "piece-1=A3/nothing").code == 2
    assert run("undo").code == 0
    assert run("statement", "list", "--json").data == []
