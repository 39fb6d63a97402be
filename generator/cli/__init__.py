"""The command line: parse → options record → one call → report → exit code."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Unpack

import click

from generator import __version__
from generator.cli.asked import (
    CLUSTER,
    CONTENT,
    EVERYWHERE,
    FOLDER,
    JOBS,
    LANGUAGE,
    LANGUAGES,
    OUTPUT,
    QUIET,
    THEMES,
    Asked,
    console_of,
    options_of,
)
from generator.console import (
    Console,
    report_json,
    show_difference,
    show_kind,
    show_kinds,
    show_not_checked,
    show_problems,
    show_progress,
    show_summary,
)
from generator.i18n import N_, SOURCE_LANGUAGE, Catalogue, message
from generator.interrupt import TerminatedError, stoppable
from generator.read import read_bytes
from generator.since import NotAReportError, compare_runs, read_marks
from generator.theme import read_catalogue, theme_root
from generator.usage import Group, Refused, explain_usage
from generator.write import WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.pipeline import Options, Report
    from generator.problem import Problem
    from generator.since import Difference, Mark

CLEAN, PROBLEMS, USAGE, INTERNAL, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143

INTERNAL_ERROR = N_(
    "程序内部出错（{kind}）；已发布的网站没有改动。"
    "设 SELFEVAL_DEBUG=1 再运行一次，把全文报告给开发者"
)
NO_SUCH_KIND = N_("没有规则“{name}”{suggestion}；用 selfeval explain 列出全部规则")
NO_SUCH_SCHEMA = N_("没有“{name}”的 JSON Schema；可用的：{known}")
NO_REPORT = N_("找不到上次的报告 {path}；检查 --since 的写法")
NOT_A_REPORT = N_("{path} 不是 selfeval check --format json 写出的报告")
SERVING = N_("预览：http://127.0.0.1:{port}/  按 Ctrl-C 结束")
STOPPED = N_("预览已结束")
CUT_SHORT = N_("已中断；没有留下写了一半的网站")


@stoppable()
def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing else decides one."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    catalogue = read_catalogue([theme_root()], _language(given))
    console = Console(catalogue=catalogue)
    try:
        outcome = commands.main(given, prog_name="selfeval", standalone_mode=False, obj=catalogue)
    except click.UsageError as error:
        console.complain(explain_usage(error))
        return USAGE
    except WriteError as error:
        console.complain(error.said)
        return USAGE
    except (click.Abort, KeyboardInterrupt) as error:
        console.complain(message(CUT_SHORT))
        return TERMINATED if isinstance(error.__cause__, TerminatedError) else INTERRUPTED
    except Exception as error:  # whatever nobody foresaw is our fault, and said so
        if os.environ.get("SELFEVAL_DEBUG"):
            raise
        console.complain(message(INTERNAL_ERROR, kind=type(error).__name__))
        return INTERNAL
    return outcome if isinstance(outcome, int) else CLEAN


def _language(arguments: Sequence[str]) -> str:
    """Return the language to speak, before anything is parsed."""
    wanted = os.environ.get("SELFEVAL_LANGUAGE", SOURCE_LANGUAGE)
    for before, after in pairwise([*arguments, ""]):
        if before.startswith("--language"):
            wanted = before.partition("=")[2] or after
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=N_("检查、核算并公开项目支出绩效自评"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, help=N_("显示版本"))
@click.pass_context
def commands(context: click.Context, *, version: bool) -> int:
    """Stand above the commands: show the version, or the help where nothing was asked."""
    if version:
        click.echo(f"selfeval {__version__}")
        return CLEAN
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        return USAGE
    return CLEAN


@commands.command("build", help=N_("生成网站"))
@CONTENT
@OUTPUT
@THEMES
@JOBS
@CLUSTER
@LANGUAGE
@click.option("--full", is_flag=True, help=N_("全部重新生成，不用上次的缓存"))
@click.option(
    "--draft", is_flag=True, help=N_("生成草稿：有错误也生成能生成的，并就地标出；默认输出到 draft")
)
@QUIET
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON 报告"))
@EVERYWHERE
@click.pass_obj
def build_command(
    catalogue: Catalogue, /, *, quiet: bool, as_json: bool, everywhere: bool, **asked: Unpack[Asked]
) -> int:
    """Build the site."""
    from generator.pipeline import build  # noqa: PLC0415  only the commands that build pay for it

    console = console_of(catalogue, asked["content"], quiet=quiet, everywhere=everywhere)
    options = options_of(console, **asked)
    place = os.path.relpath(options.output / "index.html")
    started = time.monotonic()
    report = build(options)
    if as_json:
        click.echo(report_json(console, report))
    else:
        show_problems(_audible(console, report), report.problems)
        show_summary(
            _audible(console, report),
            report,
            built=place,
            seconds=time.monotonic() - started,
        )
    return PROBLEMS if report.blocked else CLEAN


def _audible(console: Console, report: Report) -> Console:
    """Return the console, which even when quiet speaks of what blocks."""
    return replace(console, quiet=False) if report.blocked else console


@commands.command("check", help=N_("检查内容，不写任何文件"))
@CONTENT
@THEMES
@JOBS
@LANGUAGE
@click.option("--strict", is_flag=True, help=N_("签发前用：须说明的事项也算不通过"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help=N_("报告的形式：text、json，或供打印签字的校核单 html"),
)
@click.option("--since", type=FOLDER, help=N_("上次的 JSON 报告，列出新出现和已消失的问题"))
@EVERYWHERE
@click.pass_obj
def check_command(
    catalogue: Catalogue,
    /,
    *,
    strict: bool,
    form: str,
    since: Path | None,
    everywhere: bool,
    **asked: Unpack[Asked],
) -> int:
    """Check the content."""
    from generator.pipeline import check  # noqa: PLC0415  only the commands that check pay for it

    console = console_of(catalogue, asked["content"], everywhere=everywhere)
    earlier = None if since is None else _earlier(since)
    options = options_of(console, **asked)
    started = time.monotonic()
    report = check(options)
    difference = None if earlier is None else compare_runs(report.problems, earlier, catalogue)
    if form == "json":
        click.echo(report_json(console, report, difference))
    elif form == "html":
        click.echo(_checklist(console, options, report, difference))
    else:
        show_problems(console, report.problems)
        show_not_checked(console, report.not_checked)
        show_summary(console, report, seconds=time.monotonic() - started)
        if difference is not None:
            show_difference(console, difference)
    return PROBLEMS if report.blocked or (strict and report.unexplained) else CLEAN


def _earlier(path: Path) -> frozenset[Mark]:
    """Return the findings of an earlier run. Raises `Refused` where the file holds none."""
    try:
        return read_marks(read_bytes(path.parent, path.name))
    except OSError as error:
        raise Refused(message(NO_REPORT, path=str(path))) from error
    except NotAReportError as error:
        raise Refused(message(NOT_A_REPORT, path=str(path))) from error


def _checklist(
    console: Console, options: Options, report: Report, difference: Difference | None
) -> str:
    from generator.checklist import checklist  # noqa: PLC0415  templates are slow to import
    from generator.theme import open_theme  # noqa: PLC0415  stands beside its only use

    theme = open_theme(options.themes, console.catalogue.language)
    return checklist(
        report, theme, today=options.today, folder=console.folder, difference=difference
    )


@commands.command("status", help=N_("公开进度：应公开的与已公开的对照"))
@CONTENT
@THEMES
@JOBS
@LANGUAGE
@click.pass_obj
def status_command(catalogue: Catalogue, /, **asked: Unpack[Asked]) -> int:
    """Say what must be published, what is, and what is missing."""
    from generator.pipeline import status  # noqa: PLC0415  only this command pays for it

    console = console_of(catalogue, asked["content"])
    show_progress(console, status(options_of(console, **asked)))
    return CLEAN


@commands.command("serve", help=N_("预览，内容改动后自动刷新"))
@CONTENT
@THEMES
@JOBS
@LANGUAGE
@click.option(
    "--output", default=".preview", type=FOLDER, help=N_("预览目录，默认 .preview，不动正式输出")
)
@click.option("--port", type=click.IntRange(1, 65535), default=5500, help=N_("端口，默认 5500"))
@EVERYWHERE
@click.pass_obj
def serve_command(
    catalogue: Catalogue, /, *, port: int, everywhere: bool, **asked: Unpack[Asked]
) -> int:
    """Preview the site."""
    from generator.serve import serve  # noqa: PLC0415  livereload and tornado are slow to import

    console = console_of(catalogue, asked["content"], everywhere=everywhere)
    options = options_of(console, preview=True, **asked)
    address = message(SERVING, port=str(port))

    def tell(report: Report, fresh: Sequence[Problem], seconds: float) -> None:
        show_problems(console, fresh)
        show_summary(console, report, built=os.path.relpath(options.output), seconds=seconds)
        console.line(console.say(address))

    serve(options, port, tell, console.complain)
    console.line(console.say(STOPPED))
    return CLEAN


@commands.command("explain", help=N_("解释一条规则，不写代码则列出全部"))
@click.argument("code", required=False)
@LANGUAGE
@click.pass_obj
def explain_command(catalogue: Catalogue, /, *, code: str | None, language: str | None) -> int:
    """Explain one kind of problem, or list them all."""
    from generator.explain import all_kinds, find_kind, near_kinds  # noqa: PLC0415  imports every stage

    del language  # already spoken: the catalogue was chosen before parsing
    console = console_of(catalogue)
    if code is None:
        show_kinds(console, all_kinds())
        return CLEAN
    kind = find_kind(code)
    if kind is None:
        near = "、".join(near_kinds(code))
        said = message(N_("，相近的有 {near}"), near=near) if near else ""
        console.complain(message(NO_SUCH_KIND, name=code, suggestion=said))
        return USAGE
    show_kind(console, kind)
    return CLEAN


@commands.command("schema", help=N_("输出内容文件的 JSON Schema，供编辑器提示和检查"))
@click.argument("name", required=False)
@click.option("--output", type=FOLDER, help=N_("把全部 JSON Schema 写到这个文件夹"))
@LANGUAGE
@click.pass_obj
def schema_command(
    catalogue: Catalogue, /, *, name: str | None, output: Path | None, language: str | None
) -> int:
    """Print one JSON Schema, or write all of them."""
    from generator.schema import json_schemas  # noqa: PLC0415  only this command pays for it
    from generator.write import write_folder  # noqa: PLC0415  stands beside its only use

    del language  # already spoken: the catalogue was chosen before parsing
    schemas = json_schemas()
    if output is not None:
        write_folder(output, {f"{kind}.json": text for kind, text in schemas.items()})
        return CLEAN
    if name is None or name not in schemas:
        said = message(NO_SUCH_SCHEMA, name=name or "", known="、".join(schemas))
        console_of(catalogue).complain(said)
        return USAGE
    click.echo(schemas[name], nl=False)
    return CLEAN
