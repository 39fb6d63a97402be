"""Compiled templates are kept for the next process, and never trusted where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader

from generator.i18n import Catalogue
from generator.theme.kept import Keeping, KeptCode
from generator.theme.lean import LeanEnvironment

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = Catalogue()
ENGLISH = Catalogue("en", {"预算数": ("Budget",)})


def drawn(
    folder: Path, text: str, program: str = "1", catalogue: Catalogue = CHINESE, part: str = ""
) -> str:
    """Return what a template makes in a process that keeps its code in `folder`."""
    kept = KeptCode(Keeping(folder, program), repr(catalogue))
    environment = LeanEnvironment(catalogue, DictLoader({"page": text, "part": part}), kept)
    return environment.get_template("page").render()


def codes(folder: Path) -> list[bytes]:
    """Return everything that is kept."""
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def test_code_is_taken_from_where_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one process compiled, the next does not compile again."""
    assert drawn(tmp_path / "kept", "{{ _('预算数') }}") == "预算数"
    monkeypatch.setattr(LeanEnvironment, "compile", None)
    assert drawn(tmp_path / "kept", "{{ _('预算数') }}") == "预算数"


def test_other_source_program_or_words_are_compiled_anew(tmp_path: Path) -> None:
    """Code of another template, another program or another language is not taken."""
    text = "{{ _('预算数') }}"
    assert drawn(tmp_path, text) == "预算数"
    assert drawn(tmp_path, text, catalogue=ENGLISH) == "Budget"
    assert drawn(tmp_path, text) == "预算数"
    assert drawn(tmp_path, f"{text}!") == "预算数!"
    before = codes(tmp_path)
    assert drawn(tmp_path, f"{text}!", program="2") == "预算数!"
    assert codes(tmp_path) != before


def test_other_component_is_written_out_anew(tmp_path: Path) -> None:
    """Code is not taken where a component that may be written out in it is another one now."""
    page = "{% from 'part' import said %}{{ said(1) }}"
    for sign in "ab":
        part = f"{{% macro said(x) %}}{{{{ x }}}}{sign}{{% endmacro %}}"
        assert drawn(tmp_path, page, part=part) == f"1{sign}"


@pytest.mark.parametrize("damage", [b"", b"x", b"j2\x05\x00"])
def test_damaged_code_is_compiled_anew(tmp_path: Path, damage: bytes) -> None:
    """Code that was cut off or overwritten is not taken, and does no harm."""
    drawn(tmp_path, "{{ 1 }}")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for left in (damage, whole[: len(whole) // 2], whole[:-1]):
        file.write_bytes(left)
        assert drawn(tmp_path, "{{ 1 }}") == "1"
        assert file.read_bytes() == whole


def test_a_disk_that_refuses_stops_nothing(tmp_path: Path) -> None:
    """Without a place to keep code, pages are made all the same."""
    (tmp_path / "kept").write_bytes(b"a file in the way")
    assert drawn(tmp_path / "kept", "{{ 1 }}") == "1"
