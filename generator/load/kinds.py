"""The kinds of problems that a readable file can have in its shape, values and references."""

from __future__ import annotations

from functools import partial

from generator.i18n import N_
from generator.problem import Family, Kind, Severity

_form = partial(Kind, family=Family.FORM, severity=Severity.ERROR)

UNKNOWN_KEY = _form(
    code="F101",
    slug="unknown-key",
    message=N_("不认识的键“{key}”"),
    hint=N_("{suggestion}这里可用的键：{known}"),
    why=N_("写错的键会让内容悄悄不见。"),
    bad="全年执行: 12",
    good="全年执行数: 12",
)
MISSING_KEY = _form(
    code="F102",
    slug="missing-key",
    message=N_("缺少必填的键“{key}”"),
    hint=N_("补上“{key}: …”（{note}）"),
    why=N_("没有这一项，页面或核算就不完整。"),
    bad="资金: {全年预算数: 12}",
    good="资金: {单位: 万元, 全年预算数: 12}",
)
WRONG_SHAPE = _form(
    code="F103",
    slug="wrong-shape",
    message=N_("这里应当是{wanted}，现在是{found}"),
    hint=N_("{mend}"),
    why=N_("形状不对的内容无法放进表格。"),
    bad="资金: 12",
    good="资金: {单位: 万元, 全年预算数: 12}",
)
UNKNOWN_VALUE = _form(
    code="F104",
    slug="unknown-value",
    message=N_("“{value}”不是可用的值"),
    hint=N_("{suggestion}可用的值：{known}"),
    why=N_("这一项只有几种取值，程序按取值决定怎样公开和核算。"),
    bad="站点性质: 测试",
    good="站点性质: 演示",
)
EMPTY_VALUE = _form(
    code="F105",
    slug="empty-value",
    message=N_("“{field}”不能为空"),
    hint=N_("填写内容；确实没有这一项时，删去整行"),
    why=N_("必填项空着，读者会看到一个没有名字的项目。"),
    bad='项目名称: ""',
    good="项目名称: 专家指导费",
)
NOT_AN_AMOUNT = _form(
    code="F106",
    slug="not-an-amount",
    message=N_("“{value}”不是数"),
    hint=N_("照原件写半角数字，如 12、6.89 或 211,820.00；单位写在“单位”里"),
    why=N_("数额要逐分核算，不能靠猜。"),
    bad="全年预算数: 12万",
    good='全年预算数: "12"',
)
NOT_A_RATE = _form(
    code="F107",
    slug="not-a-rate",
    message=N_("“{value}”不是比率"),
    hint=N_("照原件写数字，如 97.80%；表头已有百分号的也可以写 97.8"),
    why=N_("执行率要与算得的数比较，必须知道印出几位小数。"),
    bad="预算执行率: 九成七",
    good="预算执行率: 97.80%",
)
NOT_A_DATE = _form(
    code="F108",
    slug="not-a-date",
    message=N_("“{value}”不是日期"),
    hint=N_("写成 2021-03-05 这样的形式；不知道就留空"),
    why=N_("公开是否及时按日期计算。"),
    bad="发布日期: 2021年3月5日",
    good="发布日期: 2021-03-05",
)
NOT_A_YEAR = _form(
    code="F109",
    slug="not-a-year",
    message=N_("“{value}”不是年度"),
    hint=N_("写四位年份，如 2020"),
    why=N_("年度决定项目归入哪一年。"),
    bad="起: 二〇二〇",
    good='起: "2020"',
)
NOT_YES_OR_NO = _form(
    code="F110",
    slug="not-yes-or-no",
    message=N_("“{value}”不是“是”或“否”"),
    hint=N_("写“是”或“否”"),
    why=N_("这一项只有两种可能。"),
    bad="是否经常性: 常年",
    good="是否经常性: 是",
)
NOT_AN_ADDRESS = _form(
    code="F111",
    slug="not-an-address",
    message=N_("“{value}”不是网址"),
    hint=N_("写以 http:// 或 https:// 开头的完整网址；没有就留空"),
    why=N_("写错的网址读者点不开。"),
    bad="来源网址: www.example.gov.cn",
    good="来源网址: https://www.example.gov.cn/a.html",
)
NOT_A_ROW = _form(
    code="F112",
    slug="not-a-row",
    message=N_("“{value}”不是行号"),
    hint=N_("写指标在表中的第几行，从 1 数起"),
    why=N_("行号说明标签印在哪一行指标上。"),
    bad="所在行: 首行",
    good='所在行: "1"',
)
NOT_A_SLUG = _form(
    code="F113",
    slug="not-a-slug",
    message=N_("“{value}”不能作标识"),
    hint=N_("标识用小写英文字母、数字和连字符，如 expert-guidance"),
    why=N_("标识是永久网址的一部分，不能有中文和空格。"),
    bad="所属文件: 自评报告",
    good="所属文件: self-evaluation-report",
)
TOO_FEW = _form(
    code="F114",
    slug="too-few-items",
    message=N_("“{field}”至少要有 {least} 项"),
    hint=N_("在“{field}”下面补上内容"),
    why=N_("空的列表说明有内容没有填完。"),
    bad="来源: []",
    good="来源: [{名称: 自评表表末说明}]",
)
UNEXPECTED_FILE = _form(
    code="F120",
    slug="unexpected-file",
    message=N_("内容目录里不该有这个文件"),
    hint=N_("{suggestion}不公开的原始材料放到 content/ 之外的 originals/"),
    why=N_("不认识的文件不会公开，也不会被检查，放在这里容易误以为已经公开。"),
    bad="projects/2020/yanchi/expert/project.yml",
    good="projects/2020/yanchi/expert/project.yaml",
)
BAD_NAME = _form(
    code="F121",
    slug="bad-name",
    message=N_("名称“{name}”不能作网址"),
    hint=N_("{mend}"),
    why=N_("文件夹名就是永久网址，换系统、换编码都要能打开。"),
    bad="projects/2020/盐池/专家指导费/",
    good="projects/2020/yanchi-emergency/expert-guidance/",
)
MISSING_FILE = _form(
    code="F122",
    slug="missing-file",
    message=N_("缺少文件 {name}"),
    hint="{mend}",
    why=N_("缺了这个文件，其他内容就无处公开。"),
    bad="projects/2020/yanchi-emergency/expert-guidance/narrative.md 单独存在",
    good="同一文件夹里有 project.yaml 和 narrative.md",
)
UNKNOWN_REFERENCE = _form(
    code="F123",
    slug="unknown-reference",
    message=N_("找不到{what}“{name}”"),
    hint=N_("{suggestion}新建 {file}，或改正这里的标识"),
    why=N_("指向不存在的内容，页面上会出现断开的链接，核算也没有依据。"),
    bad="评分办法: minhang2020",
    good="评分办法: minhang-2020",
)
MISSING_ATTACHMENT = _form(
    code="F124",
    slug="missing-attachment",
    message=N_("附件“{name}”不在 attachments/ 里"),
    hint=N_("{suggestion}把文件放进 attachments/，或从“附件”中删去"),
    why=N_("列出而没有的附件，读者点开是空的。"),
    bad="附件: [{文件: 原件.pdf, 名称: 原件}]（没有该文件）",
    good="attachments/form.pdf 与 附件: [{文件: form.pdf, 名称: 原件}]",
)
UNLISTED_ATTACHMENT = Kind(
    code="F125",
    slug="unlisted-attachment",
    family=Family.FORM,
    severity=Severity.ADVICE,
    message=N_("attachments/ 里的这个文件没有列在“附件”下，不会公开"),
    hint=N_("要公开就在“附件”中列出；不公开就移到 content/ 之外"),
    why=N_("只公开列出的文件，免得把底稿一并放上网。"),
    bad="attachments/草稿.xlsx（未列出）",
    good="附件: [{文件: form.xlsx, 名称: 自评表}]",
)
BAD_ATTACHMENT_NAME = _form(
    code="F126",
    slug="bad-attachment-name",
    message=N_("附件名“{name}”不能指到 attachments/ 之外"),
    hint=N_("只写文件名，不带路径和“..”；名称不能以点开头"),
    why=N_("附件路径若能指到别处，就可能把不该公开的文件带出去。"),
    bad="文件: ../../site.yaml",
    good="文件: form.pdf",
)
REPEATED_ATTACHMENT = _form(
    code="F127",
    slug="repeated-attachment",
    message=N_("附件“{name}”列了两次"),
    hint=N_("删去其中一处"),
    why=N_("同一文件列两次，读者会以为是两份。"),
    bad="附件: [{文件: form.pdf, 名称: 原件}, {文件: form.pdf, 名称: 自评表}]",
    good="附件: [{文件: form.pdf, 名称: 自评表原件}]",
)
ROW_OUT_OF_RANGE = _form(
    code="F130",
    slug="row-out-of-range",
    message=N_("第 {row} 行不存在，表中只有 {count} 行指标"),
    hint=N_("改成 1 到 {count} 之间的行号"),
    why=N_("标签要落在确有的指标行上。"),
    bad='所在行: "56"（共 55 行）',
    good='所在行: "55"',
)
GOAL_OUT_OF_RANGE = _form(
    code="F134",
    slug="goal-out-of-range",
    message=N_("第 {goal} 个目标不存在，表中只有 {count} 个目标"),
    hint=N_("改成 1 到 {count} 之间的数，或补上目标"),
    why=N_("指标要归到确有的目标下，才能按权重比例计分。"),
    bad='所属绩效目标: "3"（共 2 个目标）',
    good='所属绩效目标: "2"',
)
READING_BROKEN = _form(
    code="F131",
    slug="reading-not-contiguous",
    message=N_("编者归并在第 {row} 行处{what}"),
    hint=N_("各组首尾相接，从第 1 行到第 {count} 行，不重不漏"),
    why=N_("归并只是给每一行找到归属，重了或漏了小计就不对。"),
    bad='{起: "1", 止: "5"}, {起: "7", 止: "9"}',
    good='{起: "1", 止: "6"}, {起: "7", 止: "9"}',
)
NO_STATEMENT = _form(
    code="F132",
    slug="no-statement",
    message=N_("既没有“绩效目标”也没有“自评”"),
    hint=N_("至少写其中之一"),
    why=N_("没有目标也没有自评，就没有可以公开的绩效内容。"),
    bad="项目名称: 专家指导费\n资金: …",
    good="项目名称: 专家指导费\n资金: …\n自评: …",
)
NO_SCHEME = _form(
    code="F133",
    slug="evaluation-without-scheme",
    message=N_("有“自评”而没有“评分办法”"),
    hint=N_("写明“评分办法: …”；原件不打分时用一个不计分的办法"),
    why=N_("离开评分办法，分数和等级没有含义。"),
    bad="自评: {绩效等级: 优}",
    good="评分办法: minhang-2020\n自评: {绩效等级: 优}",
)

KINDS = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_SHAPE,
    UNKNOWN_VALUE,
    EMPTY_VALUE,
    NOT_AN_AMOUNT,
    NOT_A_RATE,
    NOT_A_DATE,
    NOT_A_YEAR,
    NOT_YES_OR_NO,
    NOT_AN_ADDRESS,
    NOT_A_ROW,
    NOT_A_SLUG,
    TOO_FEW,
    UNEXPECTED_FILE,
    BAD_NAME,
    MISSING_FILE,
    UNKNOWN_REFERENCE,
    MISSING_ATTACHMENT,
    UNLISTED_ATTACHMENT,
    BAD_ATTACHMENT_NAME,
    REPEATED_ATTACHMENT,
    ROW_OUT_OF_RANGE,
    READING_BROKEN,
    NO_STATEMENT,
    NO_SCHEME,
    GOAL_OUT_OF_RANGE,
)
"""Every kind of problem that loading can find, in the order of their codes."""

BY_SLUG = {kind.slug: kind for kind in KINDS}
