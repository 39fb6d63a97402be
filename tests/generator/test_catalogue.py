"""The English catalogue says every message of the program and the theme, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from generator.i18n import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).parents[2]
FILE = ROOT / "theme/locale/en/messages.po"
KEYWORDS = ("N_", "_", "key:2", "optional:2", "several:2", "count:1,2")
PAGES = ("generator/views/", "generator/score/", "theme/")
"""Folders whose messages stand on pages."""
PAGE_MODULES = (
    "generator/tabulate.py",
    "generator/model/narrative.py",
    "generator/model/ledger.py",
)
"""Modules whose messages stand on pages."""
QUOTED = re.compile(r"“[^“”]*”|`[^`]*`")
"""Quoted words, such as a key of a content file, which stays as it stands in the file."""
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
"""Chinese characters and the punctuation of Chinese."""


def messages(catalogue: Catalog) -> list[Message]:
    """Return the messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the forms of a source string or translation: one, or singular and plural."""
    return tuple(text) if isinstance(text, (list, tuple)) else (text or "",)


def places(text: str) -> list[str]:
    """Return the named places in `text`, sorted, each as often as it stands there."""
    return sorted(PLACE.findall(text))


def bare_chinese(text: str) -> list[str]:
    """Return the Chinese in `text` that stands outside quotes and backticks."""
    return CHINESE.findall(QUOTED.sub("", text))


def is_on_pages(path: str) -> bool:
    """Whether messages of the source file `path` stand on pages."""
    return path.startswith(PAGES) or path in PAGE_MODULES


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Yield every translated form of a catalogue with its own source form."""
    for message in messages(catalogue):
        for number, said in enumerate(forms(message.string)):
            yield forms(message.id)[min(number, len(forms(message.id)) - 1)], said


@pytest.fixture(scope="module")
def sources() -> Catalog:
    """Return every message in the sources, each with the files it stands in."""
    with (ROOT / "docs/babel.ini").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(KEYWORDS)}
    found = Catalog()
    for path, line, text, *_ in extract_from_dir(ROOT, methods, options, keywords):
        found.add(text, locations=[(path, line)])
    return found


@pytest.fixture(scope="module")
def english() -> Catalog:
    """Return the English catalogue as it is written."""
    with FILE.open("rb") as file:
        return read_po(file)


def test_messages_are_found_everywhere(sources: Catalog) -> None:
    """Extraction reaches program, field descriptions, templates and counted sentences."""
    assert len(messages(sources)) > 500
    folders = {path.split("/")[0] for m in messages(sources) for path, _ in m.locations}
    assert folders == {"generator", "theme"}
    assert any(path.startswith("generator/model/") for m in sources for path, _ in m.locations)
    assert any(len(forms(message.id)) == 2 for message in messages(sources))


def test_header_names_the_language(english: Catalog) -> None:
    """The header gives language, encoding and the two English forms."""
    assert english.locale_identifier == "en"
    assert english.charset == "utf-8"
    assert english.num_plurals == 2
    assert english.plural_expr == "(n != 1)"


def test_nothing_is_left_untranslated(sources: Catalog, english: Catalog) -> None:
    """Every message in the sources stands in the catalogue, with all its forms."""
    assert {forms(m.id) for m in messages(sources)} - {forms(m.id) for m in messages(english)} == (
        set()
    )


def test_nothing_is_left_over(sources: Catalog, english: Catalog) -> None:
    """Every message of the catalogue stands in the sources, and none is kept as obsolete."""
    assert {forms(m.id) for m in messages(english)} - {forms(m.id) for m in messages(sources)} == (
        set()
    )
    assert not english.obsolete


def test_every_message_is_finished(english: Catalog) -> None:
    """Every message has as many forms as it needs, none of them empty, and none is fuzzy."""
    for message in messages(english):
        assert len(forms(message.string)) == len(forms(message.id)), message.id
        assert all(said.strip() for said in forms(message.string)), message.id
        assert not message.fuzzy, message.id


def test_places_are_kept(english: Catalog) -> None:
    """Every form of a translation has exactly the named places of its source."""
    wrong = [(text, said) for text, said in pairs(english) if places(text) != places(said)]
    assert wrong == []


def test_pages_hold_no_bare_chinese(sources: Catalog, english: Catalog) -> None:
    """What stands on pages is translated throughout; only quoted words may be Chinese."""
    shown = {
        text
        for message in messages(sources)
        if any(is_on_pages(path) for path, _ in message.locations)
        for text in forms(message.id)
    }
    left = [(text, said) for text, said in pairs(english) if text in shown and bare_chinese(said)]
    assert len(shown) > 100
    assert left == []


def test_file_is_in_order(english: Catalog) -> None:
    """The file lists each message once, sorted by its source, without places in the code."""
    text = FILE.read_text("utf-8")
    names = [forms(message.id)[0] for message in messages(english)]
    assert names == sorted(names)
    assert len(re.findall(r"^msgid ", text, re.MULTILINE)) == len(names) + 1
    assert not re.search(r"^#[:~|]", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Fill in “资金” or `自评`", []),
        ("Budget of 预算 under “资金”", ["预算"]),
        ("“资金” and 自评 and “总分”", ["自评"]),
        ("Ledger：", ["："]),
        ("Rows 1–3, “a” − 2", []),
    ],
)
def test_bare_chinese_is_noticed(said: str, left: list[str]) -> None:
    """Chinese counts as translated only inside a closed pair of quotes or backticks."""
    assert bare_chinese(said) == left


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("{n} of {name}", ["n", "name"]),
        ("{name}, {name}", ["name", "name"]),
        ("公开审查: {结论, 日期}", []),
        ("{Name} {from_score}", ["from_score"]),
    ],
)
def test_places_are_noticed(said: str, named: list[str]) -> None:
    """Only what the program fills in counts as a place, as often as it stands there."""
    assert places(said) == named


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("generator/views/money.py", True),
        ("generator/score/points.py", True),
        ("generator/tabulate.py", True),
        ("generator/model/ledger.py", True),
        ("theme/pages/home.html", True),
        ("generator/model/project.py", False),
        ("generator/narrative.py", False),
        ("generator/check/scoring.py", False),
    ],
)
def test_pages_are_told_from_the_command_line(path: str, *, shown: bool) -> None:
    """Problem messages and field descriptions may name keys; messages of pages are stricter."""
    assert is_on_pages(path) is shown
