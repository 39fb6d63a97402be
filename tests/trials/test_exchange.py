"""Nobody who visits a site behind nginx meets an error or a mixture while it is published anew."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.trials.conftest import PATIENCE, ROOT
from tests.trials.server import (
    PATH,
    PROJECT,
    build,
    commands,
    prepare,
    rename,
    replace,
    run,
    serving,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.trials.server import Hosted, Seen

pytestmark = pytest.mark.trial

OTHER = "projects/2021/chenggong-emergency/work-safety-coordination/index.html"


@pytest.fixture
def fresh() -> Iterator[Hosted]:
    """Return a site behind nginx that may be published again."""
    with serving() as made:
        build(prepare(made.folder, PATH), made.output)
        yield made


def test_only_what_changed_is_sent_again(fresh: Hosted) -> None:
    """After a publication a reader's copy of a page that did not change still holds."""
    page = f"{PROJECT}/index.html"
    tags = {path: fresh.file(path).headers["ETag"] for path in (page, OTHER)}
    narrative = fresh.folder / "content" / PROJECT / "narrative.md"
    replace(narrative, "聘请安全生产专家", "延请安全生产专家")
    build(fresh.folder / "content", fresh.output)
    assert fresh.file(OTHER, If_None_Match=tags[OTHER]).status == 304
    answer = fresh.file(page, If_None_Match=tags[page])
    assert (answer.status, answer.body) == (200, (fresh.output / page).read_bytes())
    assert "延请安全生产专家" in answer.body.decode()


def check_in_order(seen: Sequence[Seen], sites: Sequence[Mapping[str, str]]) -> None:
    """Make sure that a visitor met whole sites only, each after the other, and all of them."""
    met, at = {0}, 0
    for one in seen:
        assert one.status == 200, one
        at = next((n for n in range(at, len(sites)) if sites[n][one.path] == one.sha256), -1)
        assert at >= 0, (one, "neither the present site nor a later one")
        met.add(at)
    assert met == set(range(len(sites)))


def pages(hosted: Hosted) -> list[str]:
    """Return what a visitor asks for who wants everything that every publication changes."""
    found = (path for path in hosted.listed() if path.endswith(".html"))
    return [path for path in found if "/attachments/" not in path]


def edit(content: Path, number: int) -> None:
    """Change one page twice, then every page."""
    if number % 3 == 2:
        rename(content, number)
    else:
        said = f"第{number}次聘请安全生产专家"
        replace(content / PROJECT / "narrative.md", "聘请安全生产专家", said)


def test_publishing_is_seen_by_nobody(fresh: Hosted) -> None:
    """While the site is built anew again and again, every answer is the old page or the new."""
    sites = [fresh.digests()]
    with fresh.visited(pages(fresh)) as seen:
        for number in range(6):
            edit(fresh.folder / "content", number)
            build(fresh.folder / "content", fresh.output)
            sites.append(fresh.digests())
            time.sleep(0.3)
    check_in_order(seen, sites)
    assert len(seen) > 300


def test_carrying_over_is_seen_by_nobody() -> None:
    """By the commands of the page sites are unpacked, checked and put in place, unseen likewise."""
    with serving() as hosted:
        content, sites = prepare(hosted.folder, PATH), []
        carry_over(hosted, content, 0)
        sites.append(hosted.digests())
        tag = hosted.file("assets/icon.svg").headers["ETag"]
        with hosted.visited(pages(hosted)) as seen:
            for number in range(1, 5):
                carry_over(hosted, content, number)
                sites.append(hosted.digests())
                time.sleep(0.3)
        check_in_order(seen, sites)
        assert hosted.output.is_symlink()
        assert hosted.file("assets/icon.svg", If_None_Match=tag).status == 304


def carry_over(hosted: Hosted, content: Path, number: int) -> None:
    """Build a site elsewhere and carry it over by the commands of the how-to page."""
    rename(content, number)
    build(content, hosted.folder / "build")
    folder = f"site-2026112{number}"
    for words in (["tar -czf"], ["mkdir", "tar -xzf"], ["sha256sum"], ["ln -s", "mv -T"]):
        text = commands(*words).replace("site-20261121", folder)
        where = hosted.folder / folder if words == ["sha256sum"] else hosted.folder
        run("sh", "-euc", text, folder=where)


def test_damage_on_the_way_is_found() -> None:
    """A file that did not arrive whole is named by the command of the how-to page."""
    with serving() as hosted:
        build(ROOT / "content", hosted.output)
        (hosted.output / "assets/icon.svg").write_text("<svg/>")
        with pytest.raises(AssertionError, match=r"assets/icon\.svg: FAILED"):
            run("sh", "-euc", commands("sha256sum"), folder=hosted.output)


def test_server_that_keeps_files_open_shows_old_pages() -> None:
    """With `open_file_cache` pages stay old for as long as the server believes in them."""
    keeping = "index index.html; open_file_cache max=1000; open_file_cache_valid 5s;"
    with serving(changes={"index index.html;": keeping}) as hosted:
        content = prepare(hosted.folder, PATH)
        for name in ("old", "new"):
            build(content, hosted.folder / name)
            rename(content, 1)
        old, new = ((hosted.folder / name / "404.html").read_bytes() for name in ("old", "new"))
        hosted.output.symlink_to("old")
        assert answers(hosted, "404.html") == {old}
        (hosted.folder / "next").symlink_to("new")
        (hosted.folder / "next").rename(hosted.output)
        assert old in answers(hosted, "404.html") != {old, new, b""}
        end = time.monotonic() + PATIENCE
        while answers(hosted, "404.html") != {new} and time.monotonic() < end:
            time.sleep(0.2)
        assert answers(hosted, "404.html") == {new}


def answers(hosted: Hosted, path: str) -> set[bytes]:
    """Ask often enough to meet every worker of the server; return what they say, all of it 200."""
    found = [hosted.file(path) for _ in range(40)]
    assert {answer.status for answer in found} == {200}
    return {answer.body for answer in found}
