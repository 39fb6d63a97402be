"""How the command line is used, said in the reader's language: help pages and usage errors."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from generator.i18n import N_, Catalogue, Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE_WORD, OPTIONS_WORD, COMMAND_WORD = N_("用法："), N_("[选项]"), N_("命令")
UNKNOWN_COMMAND = N_("没有命令“{name}”{suggestion}；用 selfeval --help 查看全部命令")
UNKNOWN_OPTION = N_("没有选项“{name}”{suggestion}；在命令后加 --help 查看全部选项")
MISSING = N_("缺少“{name}”；在命令后加 --help 查看用法")
BAD_VALUE = N_("“{name}”的值不能用；在命令后加 --help 查看用法")
BAD_USAGE = N_("命令写法有误；在命令后加 --help 查看用法")
SUGGESTION = N_("，是不是“{match}”")


class UnknownCommand(click.UsageError):
    """A command name that does not exist."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.near = name, near


class Refused(click.UsageError):
    """A choice on the command line that cannot be followed, with the reason."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


class Command(click.Command):
    """A command whose help speaks the language of the catalogue in the context's object."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        say = _catalogue(ctx).translate
        options = [option for option in self.params if isinstance(option, click.Option)]
        rows = [(", ".join(option.opts), say(option.help or "")) for option in options]
        names = " ".join(f"[{p.name}]" for p in self.params if isinstance(p, click.Argument))
        usage = f"{say(USAGE_WORD)} {ctx.command_path} {names} {say(OPTIONS_WORD)}"
        return "\n".join([" ".join(usage.split()), "", say(self.help or ""), "", *_columns(rows)])


class Group(click.Group):
    """The commands, with a near miss for a misspelt name."""

    command_class = Command

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        say = _catalogue(ctx).translate
        rows = [(name, say(command.help or "")) for name, command in self.commands.items()]
        usage = f"{say(USAGE_WORD)} selfeval {say(COMMAND_WORD)} {say(OPTIONS_WORD)}"
        return "\n".join([usage, "", say(self.help or ""), "", *_columns(rows)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` name."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise UnknownCommand(args[0], get_close_matches(args[0], self.commands, n=1))
        return super().resolve_command(ctx, args)


def _catalogue(ctx: click.Context) -> Catalogue:
    found = ctx.find_object(Catalogue)
    return found or Catalogue()


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in rows), default=0)
    return [f"  {name:<{width}}  {text}" for name, text in rows]


def explain_usage(error: click.UsageError) -> Message:
    """Return what is wrong with a command line, in our own words."""
    if isinstance(error, Refused):
        return error.said
    if isinstance(error, UnknownCommand):
        return message(UNKNOWN_COMMAND, name=error.name, suggestion=_suggest(error.near))
    if isinstance(error, click.NoSuchOption):
        near = _suggest(error.possibilities or ())
        return message(UNKNOWN_OPTION, name=error.option_name, suggestion=near)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0]
        return message(
            MISSING if isinstance(error, click.MissingParameter) else BAD_VALUE, name=name
        )
    return message(BAD_USAGE)


def _suggest(near: Sequence[str]) -> Message | str:
    return message(SUGGESTION, match=near[0]) if near else ""
