"""The accessibility statement (无障碍声明): what the site does, what it cannot, whom to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_
from generator.views.shell import Pair, Setting, Shell, make_shell

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityView:
    """The accessibility statement."""

    shell: Shell
    title: str
    contacts: tuple[Pair, ...]
    """How to reach whoever runs the site; none where the site names nobody."""


def view_accessibility(setting: Setting) -> AccessibilityView:
    """Return the accessibility statement."""
    title = setting.catalogue.translate(N_("无障碍声明"))
    return AccessibilityView(
        shell=make_shell(setting, urls.ACCESSIBILITY, title),
        title=title,
        contacts=tuple(_contacts(setting)),
    )


def _contacts(setting: Setting) -> Iterator[Pair]:
    contact, say = setting.site.contact, setting.catalogue.translate
    if contact is None:
        return
    if contact.telephone:
        yield Pair(say(N_("电话")), contact.telephone)
    if contact.email:
        yield Pair(say(N_("邮箱")), contact.email, f"mailto:{contact.email}")
    if contact.address:
        yield Pair(say(N_("地址")), contact.address)
