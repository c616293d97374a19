"""Addresses and shortcuts: one document is one item, named by its file, under whatever address it comes."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.evidence import register
from readiness.evidence.scanning import scan_folder
from readiness.library.web_addresses import address_key, address_title
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 27)

PLACE = "https://council.sharepoint.com/sites/SEND/Shared%20Documents/EHC%20plan%20audit%20v2.docx"

VIEWER = "https://council.sharepoint.com/sites/SEND/Shared%20Documents/Forms/AllItems.aspx"


def shortcut(path: Path, target: str) -> Path:
    """A Windows shortcut to a local path, as Explorer writes it."""
    local = target.encode("cp1252") + b"\0"
    info = struct.pack("<7I", 28 + len(local) + 1, 28, 1, 0, 28, 0, 28 + len(local)) + local + b"\0"
    path.write_bytes(struct.pack("<I16sI", 0x4C, bytes(16), 0x2).ljust(0x4C, b"\0") + info)
    return path


@pytest.mark.parametrize(
    "other",
    [
        f"{PLACE}?web=1",
        f"{PLACE}?d=w1234&csf=1&web=1&e=AbCdEf",
        "https://council.sharepoint.com/:w:/r/sites/SEND/Shared%20Documents/EHC%20plan%20audit%20v2.docx?d=w12",
        f"{VIEWER}?viewid=1&id=%2Fsites%2FSEND%2FShared%20Documents%2FEHC%20plan%20audit%20v2%2Edocx",
        PLACE.upper().replace("HTTPS", "https"),
    ],
)
def test_one_document_under_many_addresses_is_one_item(workspace: Workspace, other: str) -> None:
    """The viewer's parameters and the sharing prefix do not make another document of it."""
    item, _ = register.add_url(workspace, PLACE, as_at=DAY)
    assert item.title == "EHC plan audit v2"
    with pytest.raises(UsageError, match=f"already registered as {item.id}"):
        register.add_url(workspace, other, as_at=DAY)


def test_other_parameters_elsewhere_do_tell_documents_apart() -> None:
    """Only what is known to be of a campaign is left out; a page's own number is not."""
    assert address_key("https://x.gov.uk/doc?id=1") != address_key("https://x.gov.uk/doc?id=2")
    assert address_key("https://www.x.gov.uk/doc/?utm_source=mail") == address_key("http://x.gov.uk/doc")
    viewer = "https://c.sharepoint.com/sites/a/_layouts/15/Doc.aspx?sourcedoc={0}&file=Minutes%20May.docx"
    assert address_key(viewer.format("%7B1%7D")) != address_key(viewer.format("%7B2%7D"))
    assert address_title(viewer) == "Minutes May"


def test_an_address_without_its_beginning_is_understood(workspace: Workspace) -> None:
    """People paste what their browser shows; a name without a host is none."""
    item, _ = register.add_url(workspace, " www.penmarsh.example/local-offer/short-breaks ", as_at=DAY)
    assert item.location == "https://www.penmarsh.example/local-offer/short-breaks"
    assert item.title == "www.penmarsh.example/local-offer/short-breaks"
    for typed in ("https://", "ftp://x.example/a", "penmarsh", "http://[x"):
        with pytest.raises(UsageError, match="not a web address"):
            register.add_url(workspace, typed, as_at=DAY)


def test_a_saved_address_and_a_shortcut_are_what_they_point_to(workspace: Workspace, tmp_path: Path) -> None:
    """Added by name each becomes its target; one whose target is not here is named, and nothing is added."""
    (tmp_path / "audit.txt").write_text("Audit of plans", encoding="utf-8")
    saved = tmp_path / "Audit.url"
    saved.write_text(f"[{{000214A0}}]\nProp3=19,2\n[InternetShortcut]\nURL={PLACE}?web=1\n", encoding="utf-8")
    item, _ = register.add_file(workspace, saved, as_at=DAY)
    assert (item.location_kind, item.location) == ("url", f"{PLACE}?web=1")
    item, _ = register.add_file(
        workspace, shortcut(tmp_path / "a.lnk", str(tmp_path / "audit.txt")), in_place=True, as_at=DAY
    )
    assert item.location == str(tmp_path / "audit.txt")
    with pytest.raises(RefusedError, match="not here") as caught:
        register.add_file(workspace, shortcut(tmp_path / "b.lnk", "S:\\SEND\\gone.docx"), as_at=DAY)
    assert "S:\\SEND\\gone.docx" in caught.value.detail
    (tmp_path / "c.lnk").write_bytes(b"no shortcut")
    with pytest.raises(RefusedError, match="does not say where"):
        register.add_file(workspace, tmp_path / "c.lnk", as_at=DAY)


def test_a_scan_names_where_shortcuts_point(workspace: Workspace, tmp_path: Path) -> None:
    """It follows none of them; each is told with the command that adds its target."""
    folder = tmp_path / "in"
    folder.mkdir()
    shortcut(folder / "b.lnk", "S:\\SEND\\gone.docx")
    result = scan_folder(workspace, folder, as_at=DAY)
    assert (result.added, result.skipped) == ([], 1)
    assert "a shortcut to S:\\SEND\\gone.docx" in result.problems[0].what
    assert 'readiness evidence add "S:\\SEND\\gone.docx"' in result.problems[0].hint
