"""A glance: the files of a few edited projects alone, before everything else is built.

A preview shows them at once. The build that follows makes the same bytes of them, since what a
project's page shows depends on its own files and on what projects share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.cache import program_digest
from generator.load import arrange
from generator.model.identity import project_of
from generator.narrative import Markdown
from generator.pipeline.content import open_stationery, read_frame
from generator.pipeline.project import build_with
from generator.pipeline.steps import batch_of
from generator.read import Inventory

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.load import Frame
    from generator.model.identity import ProjectId
    from generator.pipeline.content import Stationery
    from generator.pipeline.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What pages of projects are made with, laid out once for many glances."""

    options: Options
    inventory: Inventory
    """The content folder as the last build found it."""
    frame: Frame
    paper: Stationery
    markdown: Markdown

    def edited(self, now: Inventory) -> Collection[ProjectId] | None:
        """Return the projects whose files changed since the last build.

        None where more changed than the content of files that belong to projects.
        """
        last = self.inventory.files
        if last.keys() != now.files.keys():
            return None
        edited = {project_of(path) for path, stamp in now.files.items() if stamp != last[path]}
        return None if None in edited else sorted(name for name in edited if name)

    def glance(self, now: Inventory, edited: Collection[ProjectId]) -> Mapping[str, bytes]:
        """Return the files of the site that come of edited projects, by their paths.

        Nothing comes of a project that cannot be read; the build that follows says why.
        """
        own = tuple(f"{name.folder}/" for name in edited)
        files = {path: stamp for path, stamp in now.files.items() if path.startswith(own)}
        folders = tuple(arrange(Inventory(now.label, files))[0].projects.values())
        batch = batch_of(self.options, self.frame, self.paper, None, folders)
        done = build_with(batch, self.markdown, self.paper.theme)
        return {path: content for project in done for path, content in project.files}

    def after(self, now: Inventory) -> Desk:
        """Return the desk after a build that found nothing changed but projects."""
        return replace(self, inventory=now)


def open_desk(options: Options, inventory: Inventory) -> Desk:
    """Return the desk for the content folder as it is, good until anything that is shared changes.

    That is everything besides the files of single projects: the theme, too.
    """
    frame = read_frame(options, inventory)
    return Desk(
        options=options,
        inventory=inventory,
        frame=frame,
        paper=open_stationery(options, frame, program_digest()),
        markdown=Markdown(),
    )
