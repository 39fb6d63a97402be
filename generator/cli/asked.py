"""What commands are asked for: the options that several share, and the records made of them."""

from __future__ import annotations

import datetime
import os
import re
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

import click

from generator.console import Console, progress_line
from generator.i18n import N_, message
from generator.theme import missing_folders, theme_root
from generator.usage import Refused

if TYPE_CHECKING:
    from generator.i18n import Catalogue
    from generator.pipeline import Options

BAD_ADDRESS = N_("集群地址“{address}”写法有误；写成 主机:端口，如 10.0.0.5:8786")
NO_EXTRA = N_("--cluster 要用到没有安装的组件；先运行 pip install 'selfeval[cluster]'")
JOBS_AND_CLUSTER = N_("--jobs 和 --cluster 不能一起用；有几个进程由集群的工作节点决定")
ADDRESS = re.compile(
    r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):(?P<port>[0-9]{1,5})", re.ASCII
)
NO_THEME = N_("找不到主题目录 {path}；检查 --theme 的写法")
LANGUAGES = ("zh-CN", "en")

FOLDER = click.Path(path_type=Path)
CONTENT = click.option(
    "--content", default="content", type=FOLDER, help=N_("内容目录，默认 content")
)
OUTPUT = click.option("--output", type=FOLDER, help=N_("输出目录，默认 build"))
THEMES = click.option(
    "--theme",
    "themes",
    multiple=True,
    type=FOLDER,
    help=N_("自己的主题目录，可多次使用，先写的优先"),
)
JOBS = click.option(
    "--jobs", default=0, type=click.IntRange(min=0), help=N_("用几个进程，0 为自动")
)
CLUSTER = click.option(
    "--cluster",
    help=N_("由 dask 集群生成项目页，写调度节点的地址，如 10.0.0.5:8786"),
)
LANGUAGE = click.option(
    "--language", type=click.Choice(LANGUAGES), help=N_("界面语言：zh-CN 或 en")
)
QUIET = click.option("--quiet", is_flag=True, help=N_("只在出错时说话"))
EVERYWHERE = click.option("--all", "everywhere", is_flag=True, help=N_("列出每一处，不只前三处"))


class Asked(TypedDict):
    """What the commands over content have in common."""

    content: Path
    themes: tuple[Path, ...]
    jobs: int
    language: str | None
    cluster: NotRequired[str | None]
    output: NotRequired[Path | None]
    full: NotRequired[bool]
    draft: NotRequired[bool]


def console_of(
    catalogue: Catalogue,
    content: Path = Path("content"),
    *,
    quiet: bool = False,
    everywhere: bool = False,
) -> Console:
    """Return how to speak of `content`, from where the reader stands."""
    beside = os.path.relpath(content.resolve().parent)
    return Console(
        catalogue=catalogue,
        quiet=quiet,
        colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        everywhere=everywhere,
        folder="" if beside == "." else f"{beside}/",
    )


def options_of(console: Console, *, preview: bool = False, **asked: Unpack[Asked]) -> Options:
    """Return the options record of a command; a preview is a draft that reloads itself."""
    from generator.pipeline import Options  # noqa: PLC0415  importing the stages costs start-up time

    draft = preview or asked.get("draft", False)
    return Options(
        content=asked["content"].resolve(),
        output=asked.get("output") or Path("draft" if draft else "build"),
        themes=(*_themes(asked["themes"]), theme_root()),
        today=_today(),
        language=asked["language"],
        jobs=asked["jobs"],
        cluster=_cluster(asked.get("cluster"), asked["jobs"]),
        full=asked.get("full", False),
        draft=draft,
        preview=preview,
        progress=progress_line(console),
    )


def _themes(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    for folder in missing_folders(folders):
        raise Refused(message(NO_THEME, path=str(folder)))
    return tuple(folder.absolute() for folder in folders)


def _cluster(address: str | None, jobs: int) -> str:
    """Return the address of the cluster to use, empty for none. Raises `Refused`."""
    if address is None:
        return ""
    match = ADDRESS.fullmatch(address)
    if match is None or not 1 <= int(match["port"]) <= LAST_PORT:
        raise Refused(message(BAD_ADDRESS, address=address))
    if jobs:
        raise Refused(message(JOBS_AND_CLUSTER))
    if find_spec("distributed") is None:
        raise Refused(message(NO_EXTRA))
    return address


LAST_PORT = 65535


def _today() -> datetime.date:
    """Return the day of the build: SOURCE_DATE_EPOCH where it is set, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = float(epoch) if epoch.isdigit() else time.time()
    return datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).date()
