"""Rendering: a view and its template → the bytes of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.theme.faults import BrokenTemplateError, bare_page, blame

if TYPE_CHECKING:
    from generator.problem import Problem
    from generator.theme import Theme


def render_page(theme: Theme, template: str, view: object) -> bytes:
    """Return the page that `template` makes of `view`, as UTF-8.

    Raises `BrokenTemplateError` where a template is at fault.
    """
    try:
        return theme.environment.get_template(template).render(page=view).encode("utf-8")
    except Exception:  # noqa: BLE001  whatever it is, the strict way tells where it lies
        return _render_strictly(theme, template, view)


def _render_strictly(theme: Theme, template: str, view: object) -> bytes:
    """Return the page as `render_page` does, by code that knows the line of every fault."""
    try:
        return theme.strict.get_template(template).render(page=view).encode("utf-8")
    except Exception as error:
        fault = blame(error, template, theme.folders)
        if fault is None:
            raise
        raise fault from error


def draw(
    theme: Theme, template: str, view: object, path: str, *, draft: bool
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the page for `path`; in a draft, a broken template gives a page that says so.

    Raises `BrokenTemplateError` where a template is at fault and the page is no draft.
    """
    try:
        return render_page(theme, template, view), ()
    except BrokenTemplateError as fault:
        if not draft:
            raise
        return bare_page(fault.problem, theme.catalogue, path), (fault.problem,)
