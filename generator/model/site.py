"""The site as a whole, its exceptions, what must be published, and what ever was."""

from __future__ import annotations

from enum import StrEnum

from generator.i18n import N_
from generator.model.fields import (
    Day,
    OptionalAddress,
    OptionalDay,
    OptionalSlug,
    OptionalText,
    Record,
    Slug,
    Text,
    key,
    optional,
    several,
)
from generator.model.identity import StatementKind


class Nature(StrEnum):
    """Whether a site is an official publication or a demonstration."""

    OFFICIAL = "正式"
    DEMO = "演示"


class Language(StrEnum):
    """Languages the interface is complete in."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


class Contact(Record):
    """How the public reaches a body; only what the body itself declares public."""

    address: OptionalText = optional("地址", N_("办公地址"))
    telephone: OptionalText = optional("电话", N_("办公电话"))
    email: OptionalText = optional("邮箱", N_("工作邮箱"))
    head: OptionalText = optional("法定代表人", N_("机关负责人姓名，属机关应当公开的信息"))


class Column(Record):
    """The column (栏目) of the host portal that the site stands in."""

    name: Text = key("名称", N_("栏目名称"))
    description: OptionalText = optional("说明", N_("栏目说明"))
    keywords: OptionalText = optional("关键词", N_("栏目关键词，逗号分隔"))
    type: OptionalText = optional("类别", N_("栏目类别，如“信息公开”"))


class Site(Record):
    """`site.yaml`: who publishes, under which codes, in which language."""

    name: Text = key("站点名称", N_("读者看到的网站名称"))
    nature: Nature = key("站点性质", N_("正式或演示"))
    language: Language = key("语言", N_("界面语言"), default=Language.CHINESE)
    summary: Text = key("站点简介", N_("一句话说明网站是什么"))
    publisher: Text = key("主办单位", N_("网站主办单位"))
    operator: OptionalText = optional("承办单位", N_("网站承办单位"))
    contact: Contact | None = optional("联系方式", N_("主办单位的公开联系方式"))
    column: Column = key("栏目", N_("网站在门户中的栏目"))
    base_address: OptionalAddress = optional("基址", N_("网站上线后的网址，末尾带斜杠"))
    domain: OptionalText = optional("站点域名", N_("网站域名"))
    site_code: OptionalText = optional("网站标识码", N_("政府网站标识码，10 位"))
    icp: OptionalText = optional("ICP备案编号", N_("ICP 备案编号"))
    police_record: OptionalText = optional("公安机关备案号", N_("公安机关备案号"))
    emblem: OptionalAddress = optional("党政机关网站标识", N_("党政机关网站标识的链接"))
    fault_report: OptionalAddress = optional("找错入口", N_("“我为政府网站找错”入口的链接"))


class Exemption(Record):
    """An accepted finding (例外): which rule, where, why, who accepted it, until when."""

    rule: Text = key("规则", N_("规则代码"))
    scope: Text = key("范围", N_("文件路径，可用 * 通配"))
    reason: Text = key("理由", N_("为什么接受"))
    accepted_by: Text = key("批准", N_("谁接受的"))
    until: Day = key("有效期至", N_("过期后重新报告"))


class Exemptions(Record):
    """`exceptions.yaml`: the accepted findings of a site."""

    exemptions: tuple[Exemption, ...] = several("例外", N_("接受的检查结果"))


class ExpectedProject(Record):
    """One project that must be published."""

    unit: Slug = key("单位", N_("units/ 下的单位标识"))
    name: Text = key("项目名称", N_("应公开项目的名称"))
    project: OptionalSlug = optional(
        "项目", N_("projects/ 下的项目标识；不写则按项目名称对应，名称须一字不差")
    )
    kind: StatementKind = key("种类", N_("绩效自评或绩效目标"), default=StatementKind.EVALUATION)
    approved: OptionalDay = optional("批复日期", N_("预算或决算批复日期"))
    due: OptionalDay = optional("应公开日期", N_("最迟公开日期；不写则为批复后 20 日"))


class Expected(Record):
    """`expected/<year>.yaml`: what must be published for one year (应公开清单)."""

    basis: OptionalText = optional("依据", N_("清单的依据"))
    projects: tuple[ExpectedProject, ...] = several("清单", N_("应公开的项目"))


class RegisteredAddress(Record):
    """One address and the version published under it."""

    address: Text = key("地址", N_("站内地址"))
    version: Text = key("版本", N_("版本号"))
    digest: Text = key("摘要", N_("内容的 SHA-256"))
    state: OptionalText = optional("状态", N_("在用、已更正或已撤销"))


class Release(Record):
    """`register/<release>.yaml`: one release in the register (发布台账), append-only."""

    day: Day = key("日期", N_("发布日期"))
    program: OptionalText = optional("程序版本", N_("生成网站的程序版本"))
    addresses: tuple[RegisteredAddress, ...] = several("地址清单", N_("本次发布的全部地址"))
    withdrawn: OptionalDay = optional("撤回日期", N_("整次发布被撤回的日期"))
