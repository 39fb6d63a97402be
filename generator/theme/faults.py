"""What is wrong with a template, with its place, in our own words."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from generator import urls
from generator.i18n import N_, Message, message
from generator.problem import Family, Kind, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.problem import Problem

BROKEN_TEMPLATE = Kind(
    code="U108",
    slug="broken-template",
    family=Family.PUBLICATION,
    severity=Severity.ERROR,
    message=N_("模板不能用：{what}"),
    hint=N_("改正这个模板；自己的主题里出错时，也可以先移走它，改用自带的同名模板"),
    why=N_("模板出错，用到它的页面就生成不了。"),
    bad="{% if page.title %}<h1>{{ page.titel }}</h1>",
    good="{% if page.title %}<h1>{{ page.title }}</h1>{% endif %}",
)
KINDS = (BROKEN_TEMPLATE,)

SYNTAX = N_("这一行附近的写法有误，标签没有配对或有错字")
MISSING = N_("找不到它要用的模板 {name}")
UNDEFINED = N_("用到了没有的名字 {name}")
FAILED = N_("这一行算不出来（{kind}）")
NAME = re.compile(r"'([^']+)' is undefined")


class BrokenTemplateError(Exception):
    """A page cannot be made because of its template; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def blame(error: Exception, template: str, folders: Sequence[Path]) -> BrokenTemplateError | None:
    """Return what is wrong with which template; None where no template is to blame."""
    if isinstance(error, TemplateSyntaxError):
        named = error.name or template
        return _broken(_shown(error.filename, named, folders), error.lineno, message(SYNTAX))
    frames = list(_template_frames(error, folders))
    path, line = frames[-1] if frames else (_shown(None, template, folders), 1)
    if isinstance(error, TemplateNotFound):
        return _broken(path, line, message(MISSING, name=str(error.name or template)))
    if isinstance(error, UndefinedError):
        found = NAME.search(error.message or "")
        return _broken(path, line, message(UNDEFINED, name=found[1] if found else "-"))
    if isinstance(error, AttributeError) and frames:
        return _broken(path, line, message(UNDEFINED, name=error.name or "-"))
    return _broken(path, line, message(FAILED, kind=type(error).__name__)) if frames else None


def _broken(path: str, line: int, what: Message) -> BrokenTemplateError:
    return BrokenTemplateError(BROKEN_TEMPLATE.at(Location(path, line=line), what=what))


def _template_frames(error: Exception, folders: Sequence[Path]) -> Iterator[tuple[str, int]]:
    """Yield the places inside templates that led to the error, outermost first."""
    for frame in traceback.extract_tb(error.__traceback__):
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders):
            yield _shown(frame.filename, "", folders), frame.lineno or 1


def _shown(file: str | None, template: str, folders: Sequence[Path]) -> str:
    """Return a template's path as `theme/pages/list.html`, from whichever theme it comes."""
    for folder in folders:
        if file and Path(file).is_relative_to(folder):
            return f"{folder.name}/{Path(file).relative_to(folder).as_posix()}"
    return f"{folders[0].name if folders else 'theme'}/{template}"


BARE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="{style}">
<script src="{reload}" defer></script>
</head>
<body>
<main>
<h1>{title}</h1>
<p><strong>{message}</strong></p>
<p><code>{place}</code></p>
<p>{hint}</p>
</main>
</body>
</html>
""")
"""A page that needs no template, for where a template cannot be used."""
TITLE = N_("这一页现在生成不了")


def bare_page(problem: Problem, catalogue: Catalogue, path: str) -> bytes:
    """Return the page of a draft that stands at `path` while its template is broken."""
    return BARE.format(
        language=catalogue.language,
        title=catalogue.translate(TITLE),
        style=urls.relative(path, urls.DRAFT_STYLE),
        reload=urls.relative(path, urls.RELOAD),
        message=catalogue.say(problem.message),
        place=str(problem.at),
        hint=catalogue.say(problem.hint),
    ).encode("utf-8")
