"""What a draft has besides the site: problems in place, stand-ins for broken records, gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import urls
from generator.pipeline.sheets import Sheet, draw_page, make_sheets, page_sheet, plain_sheet
from generator.plan import Declared, make_plan
from generator.problem import in_order
from generator.read import says_withheld
from generator.theme import digest, draft_assets
from generator.theme.components import read_components, render_example
from generator.views.draft import (
    ComponentView,
    ExampleView,
    faulty_title,
    page_of,
    problem_shards,
    view_faulty,
    view_gallery,
    view_problem,
    view_problems,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.check import Findings
    from generator.pipeline.sheets import Content, Sheets
    from generator.pipeline.work import Work
    from generator.plan import Plan
    from generator.problem import Problem
    from generator.views.draft import ProblemView

    Placed = tuple[str, Problem, ProblemView]


def add_draft(work: Work, plan: Plan, made: Sheets, findings: Findings) -> tuple[Plan, Sheets]:
    """Return the plan and the files of the site with everything that only a draft has."""
    sheets = draft_sheets(work, findings.standing, plan.files)
    whole, _ = make_plan((*plan.files.values(), *(sheet.declared for sheet in sheets)))
    return whole, made.joined(make_sheets(work, sheets))


def draft_sheets(
    work: Work, problems: Sequence[Problem], planned: Collection[str]
) -> tuple[Sheet, ...]:
    """Return every file that the draft has besides those already `planned`."""
    placed = tuple(_place(work, problems, planned))
    catalogue = work.paper.setting.catalogue
    shards, themes = problem_shards(placed, catalogue), work.options.themes
    return (
        *_stand_ins(work, placed, planned),
        _page(work, urls.DRAFT, "problems", view_problems(placed, work.paper.setting)),
        _gallery_sheet(work),
        *(plain_sheet(path, content, "draft") for path, content in shards.items()),
        *(plain_sheet(path, content, "theme") for path, content in draft_assets(themes).items()),
    )


def _place(work: Work, problems: Sequence[Problem], planned: Collection[str]) -> Iterator[Placed]:
    """Yield every problem with the page to show it on, and how it is shown there."""
    for problem in in_order(list(problems)):
        page = page_of(problem.at.path, work.content.label)
        discreet = page not in planned and says_withheld(work.options.content, problem.at.path)
        if discreet or (page not in planned and not problem.blocks):
            page = urls.HOME
        yield page, problem, view_problem(problem, work.paper.setting.catalogue, discreet=discreet)


def _stand_ins(work: Work, placed: Sequence[Placed], planned: Collection[str]) -> Iterator[Sheet]:
    """Yield a page in the place of every record that cannot be shown."""
    setting = work.paper.setting
    for page in sorted({page for page, _, _ in placed} - set(planned)):
        shown = tuple(view for where, _, view in placed if where == page)
        title = faulty_title(page, setting.catalogue)
        yield _page(work, page, "faulty", view_faulty(page, title, shown, setting))


def _gallery_sheet(work: Work) -> Sheet:
    """Return the gallery, which is looked at anew only when theme, program or options changed."""
    setting, seen = work.paper.setting, work.seen.around
    inputs = digest(seen.encode(), repr(setting).encode())
    template = "pages/gallery.html"

    def make() -> Content:
        return draw_page(work, template, view_gallery(_gallery(work), setting), urls.GALLERY)

    return Sheet(Declared(urls.GALLERY, inputs, "draft"), make, is_page=True)


def _gallery(work: Work) -> Iterator[ComponentView]:
    theme = work.paper.theme
    for component in read_components(work.options.themes):
        yield ComponentView(
            name=component.name,
            anchor=f"component-{component.name}",
            parameters=tuple(component.parameters.items()),
            examples=tuple(
                ExampleView(
                    name=example.name,
                    html=render_example(theme, component, example, f"{component.name}-{number}-"),
                )
                for number, example in enumerate(component.examples, start=1)
            ),
        )


def _page(work: Work, path: str, template: str, view: object) -> Sheet:
    return page_sheet(work, path, f"pages/{template}.html", view, "draft")
