"""Every file is declared before anything is written, and no two claim one place."""

from __future__ import annotations

import pytest

from generator.i18n import Catalogue
from generator.plan import Declared, make_plan

PAGE = "content/pages/projects.md"
CASES = {
    "nothing collides": (
        [("index.html", "home"), ("years/index.html", "index"), ("years/2018/index.html", "list")],
        [],
    ),
    "a page takes the address of a list": (
        [("projects/index.html", "list"), ("projects/index.html", PAGE)],
        [(f"{PAGE}:1:1", f"有不止一处内容要写到 projects/index.html：{PAGE}、list")],
    ),
    "three claim one address": (
        [("a/index.html", "content/c.md"), ("a/index.html", "b"), ("a/index.html", "content/a.md")],
        [("content/a.md:1:1", "有不止一处内容要写到 a/index.html：b、content/a.md、content/c.md")],
    ),
    "two addresses differ by case only": (
        [("attachments/Form.pdf", "content/a"), ("attachments/form.pdf", "content/b")],
        [("content/a:1:1", "有不止一处内容要写到 attachments/Form.pdf：content/a、content/b")],
    ),
    "a file stands where another needs a folder": (
        [("about", "content/a"), ("about/index.html", "content/pages/about.md")],
        [("content/a:1:1", "有不止一处内容要写到 about：content/a、content/pages/about.md")],
    ),
    "a file stands where another needs a folder, by case only": (
        [("About/index.html", "content/pages/about.md"), ("ABOUT", "content/a")],
        [("content/a:1:1", "有不止一处内容要写到 ABOUT：content/a、content/pages/about.md")],
    ),
    "a folder far above is a file": (
        [("a", "content/x"), ("a/b/c/d.html", "content/y")],
        [("content/x:1:1", "有不止一处内容要写到 a：content/x、content/y")],
    ),
    "a name that only begins alike is no folder": (
        [("about", "content/a"), ("about-us/index.html", "content/b")],
        [],
    ),
    "all collisions are told": (
        [
            ("a/index.html", "content/1"),
            ("a/index.html", "content/2"),
            ("b/index.html", "content/3"),
            ("B/index.html", "content/4"),
            ("c", "content/5"),
            ("c/index.html", "content/6"),
        ],
        [
            ("content/1:1:1", "有不止一处内容要写到 a/index.html：content/1、content/2"),
            ("content/3:1:1", "有不止一处内容要写到 b/index.html：content/3、content/4"),
            ("content/5:1:1", "有不止一处内容要写到 c：content/5、content/6"),
        ],
    ),
    "one source that declares a file twice is named once": (
        [("a/index.html", "content/1"), ("a/index.html", "content/1")],
        [("content/1:1:1", "有不止一处内容要写到 a/index.html：content/1")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_collisions_name_every_source(case: str) -> None:
    """Each collision is one blocking problem at the content a writer can rename."""
    declared, expected = CASES[case]
    _, problems = make_plan([Declared(path, "", source) for path, source in declared])
    assert [(str(p.at), Catalogue().say(p.message)) for p in problems] == expected
    assert all(problem.blocks for problem in problems)
    assert {(p.kind.code, p.kind.slug) for p in problems} <= {("U107", "output-collision")}


def test_plan_holds_every_file_by_path() -> None:
    """The plan lists each declared file once, in order of path, with its digest."""
    declared = [Declared(path, f"digest of {path}", "theme") for path in ("b", "a/index.html")]
    plan, _ = make_plan(declared)
    assert list(plan.files.items()) == [("a/index.html", declared[1]), ("b", declared[0])]
