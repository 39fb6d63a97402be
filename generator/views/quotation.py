"""How to cite a page, and how to tell the unit that something on it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.i18n import N_, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.i18n import Catalogue
    from generator.load import Share
    from generator.model.project import Project
    from generator.views.shell import Setting

CITED = N_("{unit}：《{name}》（{year} 年度），{site}，第 {version} 版")
SUBJECT = N_("公开内容有误：{name}（{year} 年度）")
BODY = N_(
    "单位：{unit}\n项目：{name}\n年度：{year}\n版本：第 {version} 版\n地址：{address}\n"
    "应当是：\n依据：\n有误之处："
)
LINE_BREAK = "\r\n"
"""What RFC 6068 wants between the lines of a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One page, ready to be cited or to be reported on."""

    text: str
    """Who, what, which year, where, which version, and the address where it is known."""
    mail: str
    """A prefilled mail to whoever answers for the page; empty where nobody gives an address.

    It ends where the reader says what is wrong, so that a figure's name can be put behind it.
    """


def quotation(project: Project, share: Share, setting: Setting) -> Quotation:
    """Return how to cite a project page, and the mail that reports an error on it."""
    say, site, identity = setting.catalogue, setting.site, project.identity
    address = f"{site.base_address or ''}{identity.page}"
    said = {
        "unit": share.unit.name if share.unit else identity.unit,
        "name": project.facts.name,
        "year": identity.year,
        "site": site.name,
        "version": str(len(project.facts.corrections) + 1),
        "address": address,
    }
    cited = say.say(message(CITED, **said))
    contacts = (share.unit.contact if share.unit else None, site.contact)
    receiver = next((c.email for c in contacts if c is not None and c.email), "")
    return Quotation(
        text=f"{cited}，{address}" if site.base_address else cited,
        mail=_mail(receiver, said, say) if receiver else "",
    )


def _mail(receiver: str, said: Mapping[str, str], say: Catalogue) -> str:
    subject = quote(say.say(message(SUBJECT, **said)), safe="")
    body = quote(say.say(message(BODY, **said)).replace("\n", LINE_BREAK), safe="")
    return f"mailto:{quote(receiver, safe='@')}?subject={subject}&body={body}"
