"""The pipeline: the stages in a row.

`build` publishes a site or leaves the last good one; `check` only looks; `status` compares with
what must be published. All return what they found and print nothing. The stages are imported late:
a build that finds nothing changed needs none of them.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from generator.aside import aside
from generator.pipeline.options import Options, Progress, Report
from generator.standing import NOTHING, has_note, look, remains, stamps_digest
from generator.write import SPARE, prepare, reserved

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from generator.pipeline.glance import Desk as Desk
    from generator.progress import YearProgress
    from generator.read import Inventory

__all__ = ["Options", "Progress", "Report", "build", "check", "lay_out", "status"]


def build(options: Options) -> Report:
    """Build the site and publish it, unless a problem blocks it; nothing blocks a draft.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    prepare(options.output, (options.content, *options.themes), draft=options.draft)
    with reserved(options.output) as began, _looking_aside(options) as tell:
        seen = look(options.content, options.themes, repr(options.asked), began)
        left = NOTHING if tell is None else remains(options.cache, seen, tell)
        if isinstance(left.report, Report):
            return left.report
        from generator.pipeline.stages import build_site  # noqa: PLC0415  see above

        return build_site(options, seen, left)


def _looking_aside(options: Options) -> AbstractContextManager[Callable[[int], str] | None]:
    """Look meanwhile at what the last build left; None where nothing of it is to be used."""
    if options.full or not has_note(options.cache):
        return nullcontext()
    folders = options.output, options.cache / SPARE
    return aside(*(partial(stamps_digest, folder) for folder in folders))


def check(options: Options) -> Report:
    """Read, load, score and check everything; write nothing."""
    from generator.pipeline.stages import check_content  # noqa: PLC0415  see above

    return check_content(options)


def status(options: Options) -> tuple[YearProgress, ...]:
    """Return what must be published against what is, the newest year first."""
    from generator.pipeline.stages import compare_progress  # noqa: PLC0415  see above

    return compare_progress(options)


def lay_out(options: Options, inventory: Inventory) -> Desk:
    """Return what pages of single projects can be made with before everything else is built."""
    from generator.pipeline.glance import open_desk  # noqa: PLC0415  see above

    return open_desk(options, inventory)
