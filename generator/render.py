"""Rendering: a view and its template → the bytes of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.theme import Theme


def render_page(theme: Theme, template: str, view: object) -> bytes:
    """Return the page that `template` makes of `view`, as UTF-8."""
    page = theme.environment.get_template(template)
    return page.render(page=view).encode("utf-8")
