"""The index: whatever stands on a page is found by it, and nothing else; an edit moves little."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue
from generator.search.codes import (
    ALPHABET,
    code_of,
    decode,
    encode,
    join_terms,
    numbers_of,
    split_terms,
    steps_up_to,
)
from generator.search.proof import _asked, _missing, _terms, prove
from generator.search.query import Hit, Row, open_shard, search, see_all
from generator.search.revise import revise
from generator.search.texts import (
    NAMES_APART,
    Field,
    PageText,
    Passage,
    as_script,
    from_script,
    names_on,
    readable,
    text_of,
    text_shard,
)
from generator.search.tokens import fold, parts_of
from generator.search.volume import (
    Item,
    PageKind,
    Volume,
    gather,
    make_volume,
    root_shard,
    shard_of,
    volume_shards,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.problem import Problem

LETTERS = "安全生产监管消防设备购置经费道路养护河长制"
NAMES = {"south": ("南城应急管理局", "南城安监局"), "north": ("北城住建局",)}


def page_of(number: int, chance: random.Random) -> PageText:
    """Return some page."""

    def words(count: int) -> str:
        return "".join(chance.choices(LETTERS, k=count))

    name = f"{words(6)}经费{number}"
    prose = "，".join(f"{words(8)}{chance.randint(1, 99)}PPP {words(3)}" for _ in range(4))
    return PageText(
        title=name,
        marks=("得分 96",),
        passages=(
            Passage(Field.TITLE, name),
            Passage(Field.NUMBER, f"4201{number:06d}-{number}", "identity", "项目编码"),
            Passage(Field.INDICATOR, NAMES_APART.join(words(4) for _ in range(3)), "indicators"),
            Passage(Field.TEXT, prose, "achievements", "主要绩效"),
        ),
    )


def texts_of(pages: Mapping[str, PageText]) -> dict[str, bytes]:
    """Return the text shard of every page by its path."""
    return {f"{f}/text.js": text_shard(page, f"{f}/text.js") for f, page in pages.items()}


def volume_of(year: str, pages: Mapping[str, PageText], units: tuple[str, ...]) -> Volume:
    """Return the volume of pages that are dealt out to units."""
    items = [
        Item(units[number % len(units)], folder, PageKind.EVALUATION, "plain", repr(page))
        for number, (folder, page) in enumerate(pages.items())
    ]
    return make_volume(year, year, items)


def made(years: Mapping[str, Mapping[str, PageText]]) -> dict[str, bytes]:
    """Return every shard of a small site."""
    files: dict[str, bytes] = {}
    volumes = []
    for year, pages in years.items():
        texts = texts_of(pages)
        volumes.append(volume_of(year, pages, tuple(NAMES)))
        files |= texts | laid(volumes[-1], texts)
    return files | {"search/volumes.js": root_shard(volumes, NAMES.items(), [("plain", "通行")])}


def laid(volume: Volume, texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return every shard of a volume."""
    return volume_shards(volume, gather(volume, texts.__getitem__))


def some_pages(year: str, count: int) -> dict[str, PageText]:
    """Return some pages of a year by their address."""
    chance = random.Random(year)  # noqa: S311  the same pages every time
    return {f"projects/{year}/x/p-{n:04d}": page_of(n, chance) for n in range(count)}


SITE = {year: some_pages(year, 130) for year in ("2020", "2021")}
FILES = made(SITE)
UNIT_OF = {
    item.folder: item.unit
    for year, pages in SITE.items()
    for item in volume_of(year, pages, tuple(NAMES)).items
}


def see(path: str) -> Any:  # noqa: ANN401  whatever a shard holds
    """Return what a finished shard holds."""
    return open_shard(FILES[path])


def truth(query: str) -> set[str]:
    """Return what a reader of all pages would find: every part on the page, unit or year."""
    parts = parts_of(query)
    found = set()
    for year, pages in SITE.items():
        for folder, page in pages.items():
            said = [*(p.text for p in page.passages), *NAMES[UNIT_OF[folder]]]
            if parts and all(
                part.text == year or any(part.pattern.search(fold(text)) for text in said)
                for part in parts
            ):
                found.add(folder)
    return found


QUERIES = st.one_of(
    st.text(alphabet=LETTERS, min_size=2, max_size=5),
    st.text(alphabet=LETTERS + 'Pp１24 "、0-', min_size=2, max_size=9),
    st.sampled_from(("应急", "安监局 消防", "2021 道路", "4201000012-12", "42", "经费1", "PPP")),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(QUERIES)
def test_search_finds_exactly_what_is_there(query: str) -> None:
    """A query finds the pages on which all its parts stand, and no other."""
    if any(len(part.text) == 1 and part.text in LETTERS for part in parts_of(query)):
        return
    assert {hit.folder for hit in search(query, see)} == truth(query)


@pytest.mark.parametrize("letter", LETTERS)
def test_one_character_is_sought_in_names(letter: str) -> None:
    """A single Chinese character finds the pages that have it in a name, unit or indicator."""
    expected = {
        folder
        for pages in SITE.values()
        for folder, page in pages.items()
        if any(letter in p.text for p in page.passages if p.field is not Field.TEXT)
        or any(letter in name for name in NAMES[UNIT_OF[folder]])
    }
    assert {hit.folder for hit in search(letter, see)} == expected


def test_best_field_comes_first_and_then_the_newest() -> None:
    """A title is worth more than an indicator, that more than prose; within one, newest first."""
    hits = search("安全", see)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.score for hit in hits} == {9, 3, 1}
    for score in (9, 3, 1):
        years = [hit.year for hit in hits if hit.score == score]
        assert years == sorted(years, reverse=True)


@pytest.mark.parametrize("query", ["", "  ", "🙂", "“”", "[.*+?^${}()|\\", "<>&'"])
def test_nothing_to_seek_finds_nothing(query: str) -> None:
    """A query without letter or digit finds nothing."""
    assert search(query, see) == ()


def test_shards_are_proved() -> None:
    """The proof of a sound volume is empty."""
    assert faults_of(SITE["2020"], {}) == []


def faults_of(pages: Mapping[str, PageText], changes: Mapping[str, bytes]) -> list[Problem]:
    """Return what the proof says of a volume whose files were changed."""
    volume, texts = volume_of("2020", pages, ("south",)), texts_of(pages)
    see = see_all({**laid(volume, texts), **changes}, texts.__getitem__)
    return list(prove(volume, see, names_of(volume, texts)))


def names_of(volume: Volume, texts: Mapping[str, bytes]) -> Mapping[int, str]:
    """Return the names on every page of a volume, by its number."""
    return {n: names_on(text_of(texts[item.text])) for n, item in enumerate(volume.items)}


def test_lost_page_is_noticed() -> None:
    """A posting that lacks a page is a problem that names the page and what it was sought by."""
    page = PageText(title="消防设备购置", passages=(Passage(Field.TITLE, "消防设备购置"),))
    path = "search/2020/terms-0.js"
    volume, texts = volume_of("2020", {"a/b": page}, ("south",)), texts_of({"a/b": page})
    whole = laid(volume, texts)[path]
    lost = from_script(whole).replace(";消防=", ";消火=")
    (first, *_) = faults_of({"a/b": page}, {path: as_script(path, lost)})
    assert (str(first.at), first.kind.code) == ("a/b/index.html:1:1", "U109")
    assert Catalogue().say(first.message) == "站内搜索按“消防设备购置”找不到这一页"
    assert first.blocks


SMALL = some_pages("2020", 12)
SMALL_FILES = made({"2020": SMALL})


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_quick_proof_misses_nothing(chance: random.Random) -> None:
    """Whatever is wrong with a shard, the proof says what looking every name up by itself says."""
    path = "search/2020/terms-0.js"
    postings = split_terms(from_script(SMALL_FILES[path]))
    term = chance.choice(sorted(postings))
    other = chance.choice(sorted(postings))
    last = chance.randint(0, len(postings[term]))
    damaged = chance.choice(
        (
            {**postings, term: postings[other]},
            {**postings, term: postings[term][:last]},
            {**postings, f"{term}{other}": postings[term], term: ""},
            {t: p for t, p in postings.items() if t != term},
        )
    )
    files = SMALL_FILES | {path: as_script(path, join_terms(damaged))}
    volume = volume_of("2020", SMALL, tuple(NAMES))
    see = see_all(files, files.__getitem__)
    row = Row("2020", "2020", len(volume.items), volume.shards, "")
    names = names_of(volume, files)
    folders = {number: item.folder for number, item in enumerate(volume.items)}
    assert set(_missing(row, folders, names, see)) <= set(prove(volume, see, names))


@settings(max_examples=300, derandomize=True)
@given(st.text(alphabet="安全生产监管局ab12，(Ａ１ 々.", max_size=60))
def test_terms_of_a_name_answer_whatever_is_asked_for_it(name: str) -> None:
    """All that is looked up for a name is one of its terms, or the beginning of one."""
    terms = _terms([name])
    for lookup in _asked(fold(name)):
        begun = [term for term in terms if term.startswith(lookup.term)]
        assert lookup.term in terms if lookup.is_whole else begun
        assert lookup.is_whole or len(lookup.term) > 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_script_is_plain_json_without_markup(text: str) -> None:
    """A shard is what any writer of JSON makes of it, but for three signs, and is read again."""
    script = as_script("search/a.js", {"a": [text, 1]})
    said = json.dumps({"a": [text, 1]}, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        said = said.replace(sign, escaped)
    assert script.decode() == f'selfevalSearch("search/a.js",{said});\n'
    assert from_script(script) == {"a": [text, 1]}


def test_name_without_letters_is_no_name() -> None:
    """Dashes that stand for an indicator are nothing that a reader could look for."""
    page = PageText(title="甲乙", passages=(Passage(Field.INDICATOR, "——；/"),))
    assert faults_of({"a": page}, {}) == []


def test_two_makings_give_the_same_bytes() -> None:
    """The same texts give the same shards, in whatever order the pages come."""
    backwards = {year: dict(reversed(pages.items())) for year, pages in SITE.items()}
    forwards = made({"2020": some_pages("2020", 50)})
    assert forwards == made({"2020": some_pages("2020", 50)})
    assert backwards.keys() == SITE.keys()
    items = volume_of("2020", SITE["2020"], tuple(NAMES)).items
    assert make_volume("2020", "2020", reversed(items)).items == items


def test_edit_changes_the_shards_of_its_terms_only() -> None:
    """One new word in one page changes its text, and the shards of the new terms."""
    pages = some_pages("2020", 130)
    before = made({"2020": pages})
    folder, page = next(iter(pages.items()))
    more = (*page.passages, Passage(Field.TEXT, "橡胶"))
    after = made({"2020": pages | {folder: replace(page, passages=more)}})
    changed = {path for path in before if before[path] != after[path]}
    shards = volume_of("2020", pages, ("south",)).shards
    assert changed == {
        "search/volumes.js",
        f"{folder}/text.js",
        f"search/2020/terms-{shard_of('橡胶', shards)}.js",
    }


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.dictionaries(st.integers(0, 59), st.integers(0, 59), max_size=6))
def test_revised_shards_are_those_of_a_new_making(edits: dict[int, int]) -> None:
    """Whatever texts change, revising gives the bytes that laying down anew gives."""
    pages = some_pages("2020", 60)
    folders = list(pages)
    edited = pages | {folders[n]: pages[folders[other]] for n, other in edits.items()}
    volume, new = volume_of("2020", pages, ("south",)), volume_of("2020", edited, ("south",))
    old_texts, texts = texts_of(pages), texts_of(edited)
    old = laid(volume, old_texts)
    changes = {n: (old_texts[i.text], texts[i.text]) for n, i in enumerate(new.items)}
    changes = {n: (before, after) for n, (before, after) in changes.items() if before != after}
    files = revise(new, changes, old.__getitem__)
    assert old | files == laid(new, texts)


@pytest.mark.parametrize(
    ("pages", "shards"), [(0, 1), (15, 1), (40, 2), (250, 8), (5000, 128), (25000, 1024)]
)
def test_shards_grow_with_pages_by_powers_of_two(pages: int, shards: int) -> None:
    """How many shards there are depends on the number of pages alone."""
    item = Item("u", "f", PageKind.EVALUATION, "", "")
    assert make_volume("2020", "2020", (item,) * pages).shards == shards


CODES = steps_up_to(40000)


@given(st.sets(st.integers(0, 39999)))
def test_codes_are_read_as_they_were_written(numbers: set[int]) -> None:
    """Ascending numbers survive their code, which has signs of the alphabet only."""
    ascending = sorted(numbers)
    assert numbers_of("".join(map(code_of, ascending))) == ascending
    coded = encode(ascending, CODES)
    assert decode(coded) == ascending
    assert set(coded) <= set(ALPHABET)


def test_alphabet_needs_no_escape_and_has_no_digit() -> None:
    """A shard shows digits only where a term has them, and no sign that JSON would escape."""
    assert len(set(ALPHABET)) == 64
    assert not set(ALPHABET) & set("0123456789<>\"'\\=; ")


def test_text_shard_is_safe_as_a_script() -> None:
    """What ends a script or a line of one is escaped, and read back as it was."""
    text = '</script><!--\u2028\u2029"\\'
    page = PageText(title=text, marks=(text,), passages=(Passage(Field.TEXT, text, "a", "b"),))
    script = text_shard(page, "a/text.js")
    assert not any(sign in script.decode() for sign in ("<", "\u2028", "\u2029"))
    assert text_of(script) == page


def test_gate_reads_what_a_shard_says() -> None:
    """A number stands behind its label, as the gate for personal data expects it."""
    page = PageText(title="甲", passages=(Passage(Field.NUMBER, "12", "identity", "项目编码"),))
    assert readable(text_shard(page, "t")).decode() == "甲\n\n项目编码：12"


def test_hit_names_page_and_year() -> None:
    """A hit says where the page lies, how good the match is, and of which year."""
    (hit,) = search("4201000012-12 2021", see)
    assert hit == Hit("projects/2021/x/p-0012", 5 + 7, "2021")
