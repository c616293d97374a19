"""The one-time token, the cookie, and the list of people."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.web.keys import OneTimeToken, cookie_line
from readiness.web.people import read_people


def test_a_token_lets_in_once() -> None:
    """A wrong one does not use it up."""
    token = OneTimeToken()
    assert not token.use("wrong")
    assert not token.use("\udcff")
    assert token.use(token.value)
    assert not token.use(token.value)
    assert OneTimeToken().value != token.value


def test_no_script_and_no_other_site_has_the_cookie() -> None:
    """It is also sent to the secret path alone, so that no other server on this computer is given it."""
    assert cookie_line("readiness-1", "v", "/p/") == "readiness-1=v; Path=/p/; HttpOnly; SameSite=Strict"


def test_people_have_a_sign_in_and_a_name(tmp_path: Path) -> None:
    """Sign-ins are compared without case; remarks and empty lines are left out."""
    path = tmp_path / "people.txt"
    path.write_text("# council\nR.Shah@example.org = R. Shah\n\nk.ali = K. Ali # health\n", "utf-8")
    assert read_people(path) == {"r.shah@example.org": "R. Shah", "k.ali": "K. Ali"}


@pytest.mark.parametrize(
    "text",
    ["r.shah", "= R. Shah", "r.shah =", "a = X\nA = Y", "a = X\nb = X", "a;b = X"],
)
def test_a_list_that_is_not_understood_is_refused(text: str, tmp_path: Path) -> None:
    """With the line, and without a word of it: two people under one name would be one in the history."""
    path = tmp_path / "people.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError) as refused:
        read_people(path)
    assert "line" in refused.value.detail
    assert "Shah" not in refused.value.detail


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Or is no text."""
    (tmp_path / "odd").write_bytes(b"\xff\xfe\x00")
    for name in ("none", "odd"):
        with pytest.raises(RefusedError):
            read_people(tmp_path / name)
