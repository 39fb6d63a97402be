"""What counts as personal, what a find looks like, and the problems it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.i18n import N_
from generator.problem import Family, Kind, Severity


class Personal(StrEnum):
    """What kind of personal data a piece of text is."""

    RESIDENT_ID = "resident-id"
    """居民身份证号."""
    MOBILE = "mobile"
    """手机号."""
    BANK_CARD = "bank-card"
    """银行卡号."""
    HOME_ADDRESS = "home-address"
    """住址 below the township; found by cue words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One piece of personal data in a text."""

    what: Personal
    start: int
    """Offset of its first character in the text as given."""
    end: int
    """Offset behind its last character in the text as given."""
    masked: str
    """What may be shown of it; never the whole."""


RESIDENT_ID = Kind(
    code="P101",
    slug="resident-id",
    family=Family.PRIVACY,
    severity=Severity.ERROR,
    message=N_("疑似居民身份证号：{masked}"),
    hint=N_("删去，或只保留首末两位，其余写成 *"),
    why=N_("身份证号属于个人信息，未经本人单独同意不得公开。"),
    bad="领取人身份证号: 110101190001010014",
    good="领取人身份证号: 1****************4",
)
MOBILE = Kind(
    code="P102",
    slug="mobile-number",
    family=Family.PRIVACY,
    severity=Severity.ERROR,
    message=N_("疑似手机号：{masked}"),
    hint=N_("改用办公电话；确需保留时只留前三位和后四位，中间写成 ****"),
    why=N_("手机号属于个人信息；机关的公开联系方式应当是办公电话。"),
    bad="联系人电话: 13800138000",
    good="联系人电话: 138****8000",
)
BANK_CARD = Kind(
    code="P103",
    slug="bank-card",
    family=Family.PRIVACY,
    severity=Severity.ERROR,
    message=N_("疑似银行卡号：{masked}"),
    hint=N_("删去，或只保留后四位，其余写成 *"),
    why=N_("金融账户属于敏感个人信息，公开后可能危及财产安全。"),
    bad="银行卡号: 6222000000000000004",
    good="银行卡号: ***************0004",
)
HOME_ADDRESS = Kind(
    code="P104",
    slug="home-address",
    family=Family.PRIVACY,
    severity=Severity.ADVICE,
    message=N_("疑似家庭住址：{masked}"),
    hint=N_("个人住址只写到乡镇（街道）；确是办公地址就不必改"),
    why=N_("住址写到门牌，就能找到具体的人家。"),
    bad="家住某县某镇某村3组5号",
    good="家住某县某镇",
)
UNREAD = Kind(
    code="P105",
    slug="attachment-unread",
    family=Family.PRIVACY,
    severity=Severity.ERROR,
    message=N_("附件 {name} 不能自动核验有没有个人信息"),
    hint=N_("人工核验后，在“附件”的这一项写明“人工核验: 谁核验的”"),
    why=N_("扫描件、图片和加密文件里的个人信息，程序看不见。"),
    bad="附件: [{文件: form.pdf, 名称: 自评表}]",
    good="附件: [{文件: form.pdf, 名称: 自评表, 人工核验: 办公室王主任}]",
)
FOUND = (RESIDENT_ID, MOBILE, BANK_CARD, HOME_ADDRESS)
KIND_OF = dict(zip(Personal, FOUND, strict=True))
"""The problem that each find becomes; both stand in the same order."""
KINDS = (*FOUND, UNREAD)
