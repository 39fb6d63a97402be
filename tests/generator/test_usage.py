"""Wrong command lines are explained in our words, never in those of the library."""

from __future__ import annotations

import click
import pytest

from generator.i18n import Catalogue
from generator.usage import Command, Group, UnknownCommand, explain_usage

JOBS = click.Option(["-j", "--jobs"])
NAME = click.Argument(["name"])
ERRORS: dict[str, tuple[click.UsageError, str]] = {
    "command with a neighbour": (
        UnknownCommand("biuld", ["build"]),
        "没有命令“biuld”，是不是“build”；用 selfeval --help 查看全部命令",
    ),
    "command without a neighbour": (
        UnknownCommand("x", []),
        "没有命令“x”；用 selfeval --help 查看全部命令",
    ),
    "option with a neighbour": (
        click.NoSuchOption("--job", possibilities=["--jobs"]),
        "没有选项“--job”，是不是“--jobs”；在命令后加 --help 查看全部选项",
    ),
    "option without a neighbour": (
        click.NoSuchOption("--x"),
        "没有选项“--x”；在命令后加 --help 查看全部选项",
    ),
    "missing option": (
        click.MissingParameter(param=JOBS),
        "缺少“-j”；在命令后加 --help 查看用法",
    ),
    "missing argument": (
        click.MissingParameter(param=NAME),
        "缺少“name”；在命令后加 --help 查看用法",
    ),
    "bad value": (
        click.BadParameter("not a number", param=JOBS),
        "“-j”的值不能用；在命令后加 --help 查看用法",
    ),
    "bad value of nothing known": (
        click.BadParameter("not a number"),
        "命令写法有误；在命令后加 --help 查看用法",
    ),
    "anything else": (
        click.UsageError("Got unexpected extra argument (x)"),
        "命令写法有误；在命令后加 --help 查看用法",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_usage_error_is_said_in_our_words(case: str) -> None:
    """Every way to misuse a command line has a sentence that says the next step."""
    error, expected = ERRORS[case]
    assert Catalogue().say(explain_usage(error)) == expected


def test_help_is_laid_out_in_columns() -> None:
    """A help page has the usage, what the command does, and each option with its explanation."""
    command = Command(
        "build",
        params=[
            click.Option(["--content"], help="内容目录"),
            click.Option(["-j", "--jobs"], help="进程"),
            click.Option(["--bare"]),
            NAME,
        ],
        help="生成网站",
    )
    context = click.Context(command, info_name="selfeval build", obj=Catalogue())
    assert command.get_help(context) == (
        "用法： selfeval build [name] [选项]\n"
        "\n"
        "生成网站\n"
        "\n"
        "  --content   内容目录\n"
        "  -j, --jobs  进程\n"
        "  --bare      "
    )


def test_help_speaks_the_language_of_its_catalogue() -> None:
    """Help pages are translated like everything else."""
    english = Catalogue(
        "en",
        {
            "用法：": ("Usage:",),
            "命令": ("COMMAND",),
            "[选项]": ("[options]",),
            "生成网站": ("Build the site",),
            "公开自评": ("Publish self-evaluations",),
        },
    )
    group = Group("selfeval", help="公开自评", commands=[Command("build", help="生成网站")])
    assert group.get_help(click.Context(group, obj=english)) == (
        "Usage: selfeval COMMAND [options]\n\nPublish self-evaluations\n\n  build  Build the site"
    )
