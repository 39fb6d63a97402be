"""What only drafts show: problems in their place, records that cannot be shown, the gallery.

The problems of a page travel in script shards beside the pages, so that mending one of them
changes one small file and not every page of the site.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.problem import SEVERITY_WORDS, Severity
from generator.views.shell import Link, Shell, make_shell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from generator.i18n import Catalogue
    from generator.problem import Problem
    from generator.views.shell import Setting

FIELDS = (
    ("自评 › 指标 › ", "row-"),
    ("绩效目标 › 指标 › ", "target-row-"),
)
"""Fields that have a row of their own on the page, and the anchor of the first."""
PLACES = (
    ("自评 › 目标", "goals"),
    ("自评 › 公开信息", "disclosure"),
    ("自评", "score"),
    ("绩效目标 › 目标", "target-goals"),
    ("绩效目标 › 公开信息", "disclosure"),
    ("绩效目标", "targets"),
    ("资金", "money"),
    ("公开审查", "review"),
    ("更正", "corrections"),
    ("情况说明", "ledger"),
    ("附件", "attachments"),
)
"""Fields that belong to a part of the page; the first that fits."""
SHOWN = 100
"""Places of one rule on the page of all problems; every page still shows all of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One problem as a draft shows it, with the line it stands in."""

    severity: str
    """`error`, `explain` or `advice`."""
    word: str
    code: str
    message: str
    hint: str
    place: str
    """`path:line:column`."""
    field: str
    before: str
    marked: str
    after: str
    """The line of the file, cut in three around what is wrong."""
    anchor: str
    """The part of the page it belongs to; empty for the page as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyView:
    """A page in the place of a record that cannot be shown."""

    shell: Shell
    title: str
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedProblem:
    """A problem on the page of all problems, with the page that shows it."""

    problem: ProblemView
    page: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """All problems of one rule."""

    title: str
    why: str
    severity: str
    word: str
    anchor: str
    count: int
    places: tuple[PlacedProblem, ...]
    """The first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsView:
    """The page of all problems of a draft."""

    shell: Shell
    title: str
    counts: tuple[tuple[str, int], ...]
    groups: tuple[ProblemGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """One example of a component, rendered."""

    name: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView:
    """A component with its parameters and its examples."""

    name: str
    anchor: str
    parameters: tuple[tuple[str, str], ...]
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryView:
    """Every component of the theme with its examples."""

    shell: Shell
    title: str
    components: tuple[ComponentView, ...]


def view_problem(problem: Problem, say: Catalogue, *, discreet: bool = False) -> ProblemView:
    """Return a problem to show; a discreet one tells its rule and nothing else."""
    at, severity = problem.at, problem.kind.severity
    start = at.column - 1
    view = ProblemView(
        severity=severity.value,
        word=say.translate(SEVERITY_WORDS[severity]),
        code=problem.kind.code,
        message=say.say(problem.message),
        hint=say.say(problem.hint),
        place=str(at),
        field=at.field,
        before=at.excerpt[:start],
        marked=at.excerpt[start : start + at.width],
        after=at.excerpt[start + at.width :],
        anchor=anchor_of(at.field),
    )
    if not discreet:
        return view
    said = say.translate(N_("在不予公开的内容里，位置和细节只在命令行显示"))
    return replace(
        view, message=said, hint="", place="", field="", before="", marked="", after="", anchor=""
    )


def anchor_of(field: str) -> str:
    """Return the anchor of the part of a project page that shows `field`."""
    for beginning, anchor in FIELDS:
        if field.startswith(beginning):
            return f"{anchor}{field.removeprefix(beginning).partition(' ')[0]}"
    return next((anchor for beginning, anchor in PLACES if field.startswith(beginning)), "")


def page_of(path: str, label: str) -> str:
    """Return the page that shows what the content file `path` says; the home page for the rest."""
    match path.removeprefix(f"{label}/").split("/"):
        case ["projects" | "documents" as shelf, year, unit, slug, *_]:
            names = (unit, slug) if urls.is_year(year) else ("",)
            parts = [shelf, year, *names]
        case ["units" | "schemes" as shelf, file]:
            names = (file.removesuffix(".yaml"),)
            parts = [shelf, *names]
        case ["expected", _]:
            return urls.PROGRESS
        case ["pages", file]:
            names = (file.removesuffix(".md"),)
            parts = [*names]
        case _:
            return urls.HOME
    return urls.page_at(*parts) if all(urls.is_slug(name) for name in names) else urls.HOME


def view_faulty(
    page: str, title: str, problems: tuple[ProblemView, ...], setting: Setting
) -> FaultyView:
    """Return the page that stands where a record cannot be shown."""
    return FaultyView(shell=make_shell(setting, page, title), title=title, problems=problems)


def view_problems(
    placed: Sequence[tuple[str, Problem, ProblemView]], setting: Setting
) -> ProblemsView:
    """Return the page of all problems; `placed`: page, problem and how it is shown."""
    say, origin = setting.catalogue, urls.DRAFT
    title = say.translate(N_("检查结果"))
    counts = [(s, sum(1 for _, p, _ in placed if p.kind.severity is s)) for s in Severity]
    kinds = sorted({problem.kind.code: problem.kind for _, problem, _ in placed}.items())
    groups = [
        ProblemGroup(
            title=f"{kind.code} {kind.slug}",
            why=say.translate(kind.why),
            severity=kind.severity.value,
            word=say.translate(SEVERITY_WORDS[kind.severity]),
            anchor=f"rule-{code.lower()}",
            count=sum(1 for _, problem, _ in placed if problem.kind == kind),
            places=tuple(
                PlacedProblem(problem=view, page=Link(page, urls.relative(origin, page)))
                for page, problem, view in placed
                if problem.kind == kind
            )[:SHOWN],
        )
        for code, kind in kinds
    ]
    order = {severity.value: number for number, severity in enumerate(Severity)}
    return ProblemsView(
        shell=make_shell(setting, origin, title),
        title=title,
        counts=tuple((say.translate(SEVERITY_WORDS[s]), count) for s, count in counts),
        groups=tuple(sorted(groups, key=lambda group: order[group.severity])),
    )


def problem_shards(
    placed: Sequence[tuple[str, Problem, ProblemView]], say: Catalogue
) -> Mapping[str, bytes]:
    """Return every shard by path: the problems of the pages that fall into it, and the count."""
    shards: dict[str, dict[str, list[ProblemView]]] = {path: {} for path in urls.draft_shards()}
    for page, _, view in placed:
        shards[urls.draft_shard(page)].setdefault(page, []).append(view)
    return {path: _shard(pages, len(placed), say) for path, pages in shards.items()}


WORDS = {
    "badge": N_("本页 {here} 项，全站 {all} 项"),
    "title": N_("本页的检查结果"),
    "jump": N_("转到页面上的位置："),
    "back": N_("这里有检查结果，见页首"),
}


def _shard(pages: Mapping[str, list[ProblemView]], total: int, say: Catalogue) -> bytes:
    content = {
        "total": total,
        "words": {name: say.translate(text) for name, text in WORDS.items()},
        "pages": {page: [asdict(view) for view in views] for page, views in pages.items()},
    }
    return f"window.selfevalDraft = {json.dumps(content, ensure_ascii=False)};\n".encode()


def view_gallery(components: Iterator[ComponentView], setting: Setting) -> GalleryView:
    """Return the page of all components."""
    title = setting.catalogue.translate(N_("组件样例"))
    return GalleryView(
        shell=make_shell(setting, urls.GALLERY, title), title=title, components=tuple(components)
    )


def faulty_title(page: str, say: Catalogue) -> str:
    """Return what the page in the place of a record is called: the address, for want of a name."""
    return say.say(message(N_("{page} 暂不能显示"), page=page.removesuffix(f"/{urls.PAGE}")))
