"""What a worker on another machine does: make sure that it stands where it must, then the work."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from generator import __version__
from generator.cache import program_digest
from generator.i18n import N_, message
from generator.pipeline.project import build_batch
from generator.read import first_changed
from generator.theme import digest, missing_folders, theme_digest
from generator.write import WriteError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.i18n import Message
    from generator.pipeline.options import Options
    from generator.pipeline.project import Batch, Done

SHAPING = ("Babel", "Jinja2", "markdown-it-py", "MarkupSafe", "orjson", "pydantic", "PyYAML")
"""Packages whose version may show in the bytes of a page."""
LOADED = digest(
    program_digest().encode(),
    repr([platform.python_version_tuple()[:2], *map(version, SHAPING)]).encode(),
)
"""Digest of the program as this process runs it.

It is taken when this module is loaded, since the files of a program may be replaced under a worker
that goes on with what it has loaded.
"""

OTHER_PROGRAM = N_(
    "工作节点 {worker} 上的程序是 {theirs}，这里的是 {ours}；"
    "在每台机器上装同一版本的 selfeval（连同依赖），并重新启动工作节点；已发布的网站没有改动"
)
UNSEEN = N_(
    "工作节点 {worker} 看不到 {path}；内容目录和主题目录要放在共享文件系统上，"
    "在每台机器上都是同一路径；已发布的网站没有改动"
)
OTHER_CONTENT = N_(
    "工作节点 {worker} 看到的 {path} 与这里的不同；"
    "内容目录要放在共享文件系统上，生成期间不要改动；已发布的网站没有改动"
)
OTHER_THEME = N_(
    "工作节点 {worker} 看到的主题 {path} 与这里的不同；"
    "主题目录要放在共享文件系统上，生成期间不要改动；已发布的网站没有改动"
)


class ClusterError(WriteError):
    """The cluster cannot do its share, so no site is written; the last good one is untouched."""

    def __reduce__(self) -> tuple[type[ClusterError], tuple[Message]]:
        """Return how to make the error again where the build runs."""
        return type(self), (self.said,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """What a worker must have, so that its pages are the very ones that would be made here."""

    root: Path
    """The content folder."""
    themes: tuple[Path, ...]
    theme: str
    """Digest of everything in the theme folders."""
    program: str
    """Digest of the program that asks."""
    version: str
    """Of the program that asks, as people are told it."""


def premises_of(options: Options) -> Premises:
    """Return what holds on this machine and must hold on every worker."""
    return Premises(
        root=options.content,
        themes=options.themes,
        theme=theme_digest(options.themes),
        program=LOADED,
        version=label(LOADED),
    )


def label(program: str) -> str:
    """Return the version of a program as people are told it, with the beginning of its digest."""
    return f"{__version__} ({program[:8]})"


def make_sure(premises: Premises) -> None:
    """Raise `ClusterError` where pages made by this process might not be the right ones."""
    worker = platform.node()
    if premises.program != LOADED:
        ours, theirs = premises.version, label(LOADED)
        raise ClusterError(message(OTHER_PROGRAM, worker=worker, ours=ours, theirs=theirs))
    try:
        lacking = next(iter(missing_folders((premises.root, *premises.themes))), None)
        theme = "" if lacking else theme_digest(premises.themes)
    except OSError as error:
        lacking, theme = error.filename, ""
    if lacking:
        raise ClusterError(message(UNSEEN, worker=worker, path=str(lacking)))
    if theme != premises.theme:
        path = "、".join(map(str, premises.themes))
        raise ClusterError(message(OTHER_THEME, worker=worker, path=path))


def run_errand(premises: Premises, batch: Batch) -> tuple[Done, ...]:
    """Return what comes of every project of a batch, made on another machine.

    Raises `ClusterError` where that machine does not see what the asking one has seen. The files
    are compared after they were read: by then a network file system has asked its server.
    """
    make_sure(premises)
    done = build_batch(batch)
    for folder in batch.folders:
        path = first_changed(batch.root, folder.files)
        if path is not None:
            shown = str(batch.root / path)
            raise ClusterError(message(OTHER_CONTENT, worker=platform.node(), path=shown))
    return done
