"""A built site behind a real nginx works as the how-to page promises, odd names and all."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched
from tests.trials.conftest import ROOT
from tests.trials.server import ODD, PATH, PROJECT, build, prepare, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.trials.server import Hosted

pytestmark = pytest.mark.trial

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SCRIPT = ("text/javascript", "application/javascript")
"""What later versions of nginx call a script, and what earlier ones do."""
PACKED = frozenset(TYPES) - {".xlsx"}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
ABSENT = ("none.html", "none/", "projects/2020/none/index.html", "a/b/c/d/e", "index.html/x")
FOLDERS = ("assets/", "data/2020/", "projects/2020/")
SECRET = b"nobody may read this"


class Links(HTMLParser):
    """The addresses that a page leads to, asks for, or sends forms to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note the addresses of an element."""
        del tag
        self.found |= {
            value for name, value in attrs if name in ("href", "src", "action") and value
        }


@pytest.fixture(scope="module", params=[PATH, "/"], ids=["sub-path", "root"])
def hosted(request: pytest.FixtureRequest) -> Iterator[Hosted]:
    """Return a site behind nginx, that nobody edits."""
    place: str = request.param
    with serving(place) as made:
        build(prepare(made.folder, place), made.output)
        yield made


def test_every_file_arrives(hosted: Hosted) -> None:
    """Every file of the manifest comes with its very bytes and as what it is."""
    files, faults = hosted.listed(), {}
    for path, digest in files.items():
        answer = hosted.file(path)
        got = (answer.status, hashlib.sha256(answer.body).hexdigest())
        kind = answer.headers["Content-Type"].replace(*SCRIPT)
        ending = PurePath(path).suffix
        right = kind == TYPES[ending] if "/attachments/" not in path else "charset" not in kind
        if got != (200, digest) or not right:
            faults[path] = (*got, kind)
    assert faults == {}
    assert {PurePath(path).suffix for path in files} >= set(TYPES)
    assert {f"{PROJECT}/attachments/{name}" for name in ODD} <= set(files)
    assert len(files) > 100


def test_types_are_those_that_the_site_names(hosted: Hosted) -> None:
    """Open data come as the type that the site itself says they have."""
    given = json.loads(hosted.file("data/dataset.jsonld").body)["distribution"]
    said = {urlsplit(file["contentUrl"]).path: file["encodingFormat"] for file in given}
    came = {path: hosted.ask(path).headers.get_content_type() for path in said}
    assert came == said
    assert len(set(said.values())) == 3


def test_every_link_leads_somewhere(hosted: Hosted) -> None:
    """Whatever a page of the site leads to or asks for on its host is there."""
    base = f"http://host{hosted.place}"
    asked: dict[str, set[str]] = {}
    for path in (path for path in hosted.listed() if path.endswith(".html")):
        if "/attachments/" in path:
            continue
        page = urljoin(base, path)
        for link in Links(hosted.file(path).body.decode()).found:
            address = urldefrag(urljoin(page, link))[0]
            if urlsplit(address).netloc == "host":
                asked.setdefault(address, set()).add(path)
    status = {address: hosted.ask(address.removeprefix("http://host")).status for address in asked}
    assert {a: (status[a], sorted(asked[a])[:3]) for a in asked if status[a] != 200} == {}
    assert all(address.startswith(base) for address in asked)
    assert sum("/attachments/" in address for address in asked) == len(ODD)


def test_missing_pages_are_said_by_the_site(hosted: Hosted) -> None:
    """At any depth a missing address, and a folder without a page, gives the site's own 404."""
    page = (hosted.output / "404.html").read_bytes()
    for path in (*ABSENT, *FOLDERS):
        answer = hosted.file(path)
        assert (answer.status, answer.body) == (404, page), path
        links = [link for link in Links(page.decode()).found if not link.startswith("#")]
        needed = [urljoin(f"{hosted.place}{path}", link) for link in links]
        assert any(link.endswith(".css") for link in needed)
        assert {link for link in needed if hosted.ask(link).status != 200} == set()


def test_without_an_address_the_missing_page_is_bare_below_the_top() -> None:
    """A site without 基址 shows its 404 everywhere, but styled at its top folder only."""
    with serving() as plain:
        build(ROOT / "content", plain.output)
        page = (plain.output / "404.html").read_bytes()
        (style,) = (link for link in Links(page.decode()).found if link.endswith(".css"))
        for path, status in (("none", 200), ("none/none", 404)):
            assert (plain.file(path).status, plain.file(path).body) == (404, page)
            assert plain.ask(urljoin(f"{plain.place}{path}", style)).status == status


def test_addresses_without_a_slash_are_led_on(hosted: Hosted) -> None:
    """A folder without its slash is led to its page, whatever name and port the reader uses."""
    for path in ("projects", "data/dictionary", *([""] if hosted.place == PATH else [])):
        bare = f"{hosted.place}{path}".rstrip("/")
        answer = hosted.ask(bare)
        assert (answer.status, answer.headers["Location"]) == (301, f"{bare}/")
        assert hosted.ask(f"{bare}/").status == 200


def test_hidden_files_stay_hidden(hosted: Hosted) -> None:
    """What begins with a dot, and what lies beside the site, cannot be had by any spelling."""
    inside = (".lock", ".build.cache/memory", "projects/.hidden.html")
    for path in inside:
        (hosted.output / path).parent.mkdir(exist_ok=True)
        (hosted.output / path).write_bytes(SECRET)
    (hosted.folder / ".site.lock").write_bytes(SECRET)
    beside = ["content/site.yaml", "nginx.conf", *hidden_in(hosted.folder)]
    assert len(beside) > 3
    spellings = ("../{}", "%2e%2e/{}", "..%2f{}", "%2e%2e%2f{}", "projects/../../{}", "/../{}")
    tried = [hosted.place + how.format(path) for path in beside for how in spellings]
    tried += [f"{hosted.place.rstrip('/')}../{path}" for path in beside]
    tried += [hosted.place + path.replace(".", dot) for path in inside for dot in (".", "%2e")]
    try:
        answers = {path: hosted.ask(path) for path in tried}
        assert [path for path, answer in answers.items() if answer.status not in (400, 404)] == []
        assert [path for path, answer in answers.items() if SECRET in answer.body] == []
    finally:
        shutil.rmtree(hosted.output / ".build.cache")
        (hosted.output / ".lock").unlink()
        (hosted.output / "projects/.hidden.html").unlink()
        (hosted.folder / ".site.lock").unlink()


def hidden_in(folder: Path) -> list[str]:
    """Return some files that a build keeps in a folder beside the site."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path.startswith("."))[:20]


def test_policy_is_that_of_the_pages(hosted: Hosted) -> None:
    """Every answer carries the policy of the pages, and who may frame them; also a 404."""
    found = POLICY.search((hosted.output / "index.html").read_text("utf-8"))
    assert found
    wanted = {
        "Content-Security-Policy": f"{found[1]}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    paths = ("", "index.html", "none", ".hidden", "data/projects.csv", "assets/icon.svg")
    for path in (*paths, f"{PROJECT}/attachments/form.html"):
        headers = hosted.file(path).headers
        assert {name: headers.get_all(name) for name in wanted} == {
            name: [value] for name, value in wanted.items()
        }, path
        assert headers["Server"] == "nginx"


def test_text_is_packed(hosted: Hosted) -> None:
    """Every text that is worth it comes packed, also through a proxy, and unpacks to its bytes."""
    packed = 0
    for path in (path for path in hosted.listed() if "/attachments/" not in path):
        plain = hosted.file(path).body
        answer = hosted.file(path, Accept_Encoding="gzip", Via="1.1 proxy")
        if len(plain) < 512 or PurePath(path).suffix not in PACKED:
            assert (answer.headers["Content-Encoding"], answer.body) == (None, plain)
            continue
        assert answer.headers["Content-Encoding"] == "gzip", path
        assert "Accept-Encoding" in answer.headers.get_all("Vary", []), path
        assert gzip.decompress(answer.body) == plain, path
        assert len(answer.body) < len(plain), path
        packed += 1
    assert packed > 50


def test_style_is_kept_and_all_else_is_asked_for(hosted: Hosted) -> None:
    """The style sheet is kept for years; everything else is asked for again and costs a 304."""
    kept: set[str] = set()
    for path in hosted.listed():
        first = hosted.file(path)
        said = first.headers.get_all("Cache-Control")
        if said == ["max-age=315360000"]:
            kept.add(path)
        else:
            assert said == ["no-cache"], path
        again = hosted.file(path, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b""), path
    assert len(kept) == 1
    assert re.fullmatch(r"assets/theme\.[0-9a-f]+\.css", kept.pop())


def test_reader_meets_no_fault(hosted: Hosted, open_page: Callable[..., Page]) -> None:
    """In a browser lists are filtered and words are found; nothing fails or breaks the policy."""
    page = open_page()
    faults = watched(page)
    page.goto(f"http://127.0.0.1:{hosted.port}{hosted.place}")
    page.click("nav >> text=全部项目")
    page.press(".table-tools summary", "Enter")
    page.select_option("select[name=year]", "2018")
    expect(page.locator("main > .table-region caption")).to_contain_text(
        "符合条件 7 项；年度：2018"
    )
    page.fill(".site-search input", "专家指导费")
    page.press(".site-search input", "Enter")
    page.click("#search-list h3 a >> text=专家指导费")
    expect(page.locator(".project-head h1")).to_have_text("专家指导费")
    styled = "getComputedStyle(document.querySelector('.skip-link')).position"
    assert page.evaluate(styled) == "absolute"
    assert faults == []
    page.click(f"text=附件{len(ODD)}")
    expect(page.locator("script")).to_have_count(1)
    assert page.title() == ""
    assert "console error: policy: script-src-elem inline" in faults
