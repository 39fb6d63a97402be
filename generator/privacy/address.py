"""Where people live, below the township, as far as words ahead of it give it away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.privacy.chain import STARS

if TYPE_CHECKING:
    from collections.abc import Iterator

CUE = re.compile(
    r"(?:(?<!单位)(?<!公司)(?<!机构)(?<!办公)(?<!机关)(?:现 {0,4})?住 {0,4}址"
    r"|家庭地址|户籍(?:所在地|地址|地)"
    r"|居住地址?|常住地址?|现居住?于|[家现租暂]住)"
    r"(?:\([^()\n]{0,12}\))?[为是在于:\s\"'“|]*"
)
"""Words ahead of an address; 地址, 办公地址 and 住所 are those of organs too and are no cue."""
BODY = re.compile(r"(?:(?![0-9]{7})[^\n\r\t。；;，,、！？!?:*()\"'”|的]){2,60}")
NUMERAL = "[0-9零〇一二三四五六七八九十百A-Za-z]"
DETAIL = re.compile(
    rf"(?:{NUMERAL}(?:[-－]{NUMERAL}+)*(?:村民)?(?:小组|组|号|室|栋|幢|座|单元|弄|巷|楼|层|社|队)"
    r"|(?<=[\u4e00-\u9fff])(?<![农山乡本全各我该渔外])(?:村|屯|寨|小区|花园|公寓))"
    r"(?!民|委|干|镇|乡|街|社|史|容)"
)
"""What tells a house or a village: a counted part, or a named one."""
REST_OF_DETAIL = re.compile(r"[0-9-]*")
"""The room behind a house, as in 3栋2-501."""
TOWNSHIP = re.compile(r"镇(?![0-9市])|乡(?!市|村)|街道|苏木")
COUNTY = re.compile(r"县|(?<![小社校园库])区|市(?!场)|州|盟|旗|省")


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield offsets in `text`, which is folded, of every home address with its masked form."""
    for cue in CUE.finditer(text):
        body = BODY.match(text, cue.end())
        details = [] if body is None else list(DETAIL.finditer(text, *body.span()))
        if details:
            start, end = cue.end(), _end_of(details[-1])
            yield start, end, _masked(text[start:end], details[0].start() - start)


def _end_of(detail: re.Match[str]) -> int:
    rest = REST_OF_DETAIL.match(detail.string, detail.end())
    return detail.end() if rest is None else rest.end()


def _masked(address: str, detail: int) -> str:
    """Return `address` down to the township that stands ahead of its first detail, or the county.

    As many stars as characters, so that nothing else in the clause moves closer.
    """
    ahead = address[:detail]
    names = list(TOWNSHIP.finditer(ahead)) or list(COUNTY.finditer(ahead))
    kept = names[-1].end() if names else 0
    return address[:kept] + max(STARS, "*" * (len(address) - kept), key=len)
