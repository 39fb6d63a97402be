"""The kinds of problems that prose can have."""

from __future__ import annotations

from generator.i18n import N_
from generator.problem import Family, Kind, Severity

UNKNOWN_HEADING = Kind(
    code="F201",
    slug="unknown-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("不认识的标题“{heading}”"),
    hint=N_("{suggestion}可用的标题：{known}"),
    why=N_("标题决定内容放在页面何处；不认识的标题下的文字会没有地方放。"),
    bad="## 主要成绩",
    good="## 主要绩效",
)
DUPLICATE_HEADING = Kind(
    code="F202",
    slug="duplicate-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("标题“{heading}”重复，第 {line} 行已有"),
    hint=N_("把两处内容并到一个标题下"),
    why=N_("同一标题写两次，页面上的锚点会指向不同的内容。"),
    bad="## 主要问题 …… ## 主要问题",
    good="## 主要问题",
)
HEADING_LEVEL = Kind(
    code="F203",
    slug="heading-level",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("正文里不能用一级标题“{heading}”"),
    hint=N_("改成“## {heading}”；一个页面只有一个一级标题"),
    why=N_("一个页面只有一个一级标题，读屏软件靠它辨认页面。"),
    bad="# 主要绩效",
    good="## 主要绩效",
)
TEXT_BEFORE_HEADING = Kind(
    code="F204",
    slug="text-before-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("第一个标题之前有文字"),
    hint=N_("在文字前加上标题，例如“## 项目概况”"),
    why=N_("没有标题的文字不知道该放在页面何处。"),
    bad="本项目用于……\n\n## 主要绩效",
    good="## 项目概况\n\n本项目用于……",
)
UNSAFE_LINK = Kind(
    code="F205",
    slug="unsafe-link",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("不能使用链接“{address}”"),
    hint=N_("只能链接 http、https、mailto 地址或站内文件"),
    why=N_("其他形式的链接可能在读者的浏览器里执行程序。"),
    bad="[原件](javascript:alert(1))",
    good="[原件](https://www.example.gov.cn/a.html)",
)
IMAGE = Kind(
    code="F206",
    slug="image-in-narrative",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("叙述里不能插入图片“{address}”"),
    hint=N_("把图片列入“附件”，在叙述里用文字说明"),
    why=N_("图片没有文字替代就不能检索和朗读，站外图片还会泄露读者的访问。"),
    bad="![现场](photo.jpg)",
    good="现场照片见附件。",
)
HTML_REMNANT = Kind(
    code="F207",
    slug="html-remnant",
    family=Family.RESIDUE,
    severity=Severity.ADVICE,
    message=N_("有网页代码残留“{remnant}”，会原样显示给读者"),
    hint=N_("删除它，段落之间空一行即可"),
    why=N_("从系统导出的文字常带 <p> 一类的残留，读者看到的是乱码。"),
    bad="<p>1.抓好日常检查</p>",
    good="1. 抓好日常检查",
)
NO_TITLE = Kind(
    code="F208",
    slug="page-without-title",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("页面没有标题"),
    hint=N_("第一行写“# 页面标题”"),
    why=N_("没有标题的页面在导航和读屏软件里都没有名字。"),
    bad="这是一个演示网站。",
    good="# 关于本站\n\n这是一个演示网站。",
)
HEADING_WITHOUT_SPACE = Kind(
    code="F209",
    slug="heading-without-space",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("井号后面没有空格，不会当作标题"),
    hint=N_("写成“{fixed}”"),
    why=N_("少一个空格，标题就会当作正文印给读者，它下面的内容也会归到别处。"),
    bad="##主要问题",
    good="## 主要问题",
)
NESTED_HEADING = Kind(
    code="F211",
    slug="nested-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("引用或列表里不能有标题“{heading}”"),
    hint=N_("标题前不要加“>”“-”或缩进；如果只是文字，删去井号"),
    why=N_("藏在引用或列表里的标题不会成为页面的一部分，却会打乱标题的层次。"),
    bad="> ## 主要问题",
    good="## 主要问题",
)
EMPTY_SECTION = Kind(
    code="F212",
    slug="empty-section",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("“{heading}”下面没有内容"),
    hint=N_("填写内容；原件没有这一部分，就删去标题，页面会写明“原件未列”"),
    why=N_("空着的标题会让读者以为内容丢了。"),
    bad="## 主要问题\n\n## 改进措施",
    good="## 主要问题\n\n1. 人员更换频繁。",
)
BAD_ANCHOR = Kind(
    code="F213",
    slug="bad-anchor",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("锚点“{anchor}”不能用"),
    hint=N_("锚点用小写英文字母、数字和连字符，如 {#self-evaluation}"),
    why=N_("锚点是网址的一部分，要在任何系统上都能打开。"),
    bad="## 绩效自评 {#自评}",
    good="## 绩效自评 {#self-evaluation}",
)
REPEATED_ANCHOR = Kind(
    code="F210",
    slug="repeated-anchor",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("锚点“{anchor}”在这一页已经用过"),
    hint=N_("换一个锚点；“main”留给页面正文"),
    why=N_("同一页有两个相同的锚点，链接会跳到错的地方。"),
    bad="## 分值 {#weight} …… ## 权重 {#weight}",
    good="## 分值 {#weight} …… ## 权重 {#share}",
)
KINDS = (
    UNKNOWN_HEADING,
    DUPLICATE_HEADING,
    HEADING_LEVEL,
    TEXT_BEFORE_HEADING,
    UNSAFE_LINK,
    IMAGE,
    HTML_REMNANT,
    NO_TITLE,
    HEADING_WITHOUT_SPACE,
    REPEATED_ANCHOR,
    NESTED_HEADING,
    EMPTY_SECTION,
    BAD_ANCHOR,
)
"""Every kind of problem that prose can have, in the order of their codes."""
