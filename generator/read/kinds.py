"""The kinds of problems a file can have before its meaning is looked at."""

from __future__ import annotations

from functools import partial

from generator.i18n import N_
from generator.problem import Family, Kind, Severity

_form = partial(Kind, family=Family.FORM, severity=Severity.ERROR)

MISSING_FOLDER = _form(
    code="F001",
    slug="missing-folder",
    message=N_("找不到内容目录"),
    hint=N_("用 --content 指明内容目录"),
    why=N_("没有内容目录，就没有可以发布的东西。"),
    bad="selfeval build --content contnet",
    good="selfeval build --content content",
)
UNREADABLE = _form(
    code="F002",
    slug="unreadable-file",
    message=N_("文件无法读取"),
    hint=N_("检查文件权限，确认文件没有被其他程序占用"),
    why=N_("读不到的文件不能当作没有，否则公开内容会不声不响地缺一块。"),
    bad="-rw------- root project.yaml",
    good="-rw-r--r-- project.yaml",
)
SYMLINK = _form(
    code="F003",
    slug="symlink",
    message=N_("内容目录里不能有符号链接"),
    hint=N_("把它换成真实的文件或文件夹"),
    why=N_("符号链接可能指向内容目录之外，把不该公开的文件带进网站。"),
    bad="attachments/原件.pdf -> /home/wang/原件.pdf",
    good="attachments/原件.pdf",
)
NOT_A_FILE = _form(
    code="F004",
    slug="special-file",
    message=N_("这不是普通文件"),
    hint=N_("删除它，内容目录里只放文件和文件夹"),
    why=N_("管道、设备等特殊文件读起来可能永远不结束。"),
    bad="mkfifo narrative.md",
    good="narrative.md",
)
CASE_COLLISION = _form(
    code="F005",
    slug="case-collision",
    message=N_("与“{other}”只差大小写或字符写法，在部分系统上会是同一个文件"),
    hint=N_("给其中一个改名"),
    why=N_("Windows 和 macOS 不区分大小写，两个文件会互相覆盖。"),
    bad="attachments/Form.pdf 与 attachments/form.pdf",
    good="attachments/form.pdf 与 attachments/form-2.pdf",
)
TOO_LARGE = _form(
    code="F006",
    slug="file-too-large",
    message=N_("文件有 {size} 字节，超过上限 {limit} 字节"),
    hint=N_("拆分文件；原始表格、扫描件请放进附件"),
    why=N_("一张自评表只有几十千字节，过大的文件多半放错了地方。"),
    bad="project.yaml，30 MB",
    good="project.yaml，12 KB",
)
NOT_UTF8 = _form(
    code="F007",
    slug="not-utf8",
    message=N_("第 {byte} 字节处不是 UTF-8 编码"),
    hint=N_("用编辑器另存为 UTF-8（无 BOM）；常见原因是文件存成了 GBK"),
    why=N_("编码不明的文字会变成乱码。"),
    bad="以 GBK 保存的 project.yaml",
    good="以 UTF-8 保存的 project.yaml",
)
BYTE_ORDER_MARK = _form(
    code="F008",
    slug="byte-order-mark",
    message=N_("文件开头有字节顺序标记（BOM）"),
    hint=N_("用编辑器另存为 UTF-8（无 BOM）"),
    why=N_("看不见的标记会混进第一个键，让它变成另一个键。"),
    bad="EF BB BF 项目名称: …",
    good="项目名称: …",
)
CONTROL_CHARACTER = _form(
    code="F009",
    slug="control-character",
    message=N_("有不可见的控制字符 {character}"),
    hint=N_("删除这个字符；它常常是从 Word 或网页粘贴来的"),
    why=N_("控制字符读者看不见，却会打乱表格、检索和下载的数据。"),
    bad="项目名称: 专家<U+000B>指导费",
    good="项目名称: 专家指导费",
)
EMPTY_FILE = _form(
    code="F010",
    slug="empty-file",
    message=N_("文件是空的"),
    hint=N_("填写内容，或删除这个文件"),
    why=N_("空文件说明有内容没有填完，不能当作没有问题。"),
    bad="project.yaml，0 字节",
    good="项目名称: 专家指导费",
)
SYNTAX = _form(
    code="F011",
    slug="yaml-syntax",
    message=N_("YAML 格式有误：{what}"),
    hint="{mend}",
    why=N_("格式有误的文件无法确定写的是什么，猜测比停下来更危险。"),
    bad="资金: {单位: 元",
    good="资金: {单位: 元}",
)
TOO_DEEP = _form(
    code="F012",
    slug="too-deep",
    message=N_("层次超过 {limit} 层"),
    hint=N_("检查缩进和括号；正常的内容文件不超过六层"),
    why=N_("过深的层次不是自评内容，只会耗尽内存。"),
    bad="[[[[[[[[[[[[[[[[[[[[[ … ]]]]]]]]]]]]]]]]]]]]]",
    good="指标: [{三级指标: 培训次数}]",
)
DUPLICATE_KEY = _form(
    code="F013",
    slug="duplicate-key",
    message=N_("键“{key}”重复，第 {line} 行已经写过"),
    hint=N_("只保留正确的一处"),
    why=N_("重复的键会让其中一个数悄悄消失。"),
    bad="全年预算数: 12\n全年预算数: 15",
    good="全年预算数: 12",
)
ANCHOR = _form(
    code="F014",
    slug="anchor-or-alias",
    message=N_("不能使用锚点或别名“{name}”"),
    hint=N_("把内容直接写在这里；如果它本来就是文字，请加引号"),
    why=N_("别名能让几行文字展开成几十亿行，也让人看不清每一处写了什么。"),
    bad="上级: &a 应急局\n下级: *a",
    good="上级: 应急局\n下级: 应急局",
)
TAG = _form(
    code="F015",
    slug="yaml-tag",
    message=N_("不能使用标签“{tag}”"),
    hint=N_("删除标签；如果感叹号本来就是文字，请加引号"),
    why=N_("标签会改变值的含义，本站一切值都按印出的文字读取。"),
    bad="分值: !!int 10",
    good='分值: "10"',
)
SEVERAL_DOCUMENTS = _form(
    code="F016",
    slug="several-yaml-documents",
    message=N_("一个文件里有不止一份 YAML 文档"),
    hint=N_("删除多余的“---”，把内容并成一份"),
    why=N_("第二份之后的内容不会被读取，等于丢失。"),
    bad="项目名称: 甲\n---\n项目名称: 乙",
    good="项目名称: 甲",
)
KEY_NOT_TEXT = _form(
    code="F017",
    slug="key-not-text",
    message=N_("键必须是文字"),
    hint=N_("把键写成一个词；如果这里本来是列表，请另起一行用“- ”开头"),
    why=N_("列表或表格不能作键，多半是括号或缩进写错了。"),
    bad="{[甲, 乙]: 1}",
    good="甲: 1",
)
FOLDED_TEXT = _form(
    code="F018",
    slug="text-over-several-lines",
    message=N_("没有加引号的文字跨了几行，会被并成一行：“{text}”"),
    hint=N_(
        "本来是一段文字，就写在一行里或加引号；本来是列表或新的键，就检查缩进、“- ”后的空格和冒号"
    ),
    why=N_("YAML 会把多出来的行悄悄并进上一个值，列表项和键就不见了。"),
    bad="一级指标: 产出\n  - 效益",
    good="一级指标: 产出",
)
TEXT_AFTER_HASH = _form(
    code="F019",
    slug="text-after-hash",
    message=N_("“{text}”会被当作注释丢掉"),
    hint=N_("它是内容，就给整个值加引号；它是注释，就在 # 后面空一格"),
    why=N_("没有加引号的值里，空格加 # 之后的文字都不会被读取。"),
    bad="文号: 昆政发 #27号",
    good='文号: "昆政发 #27号"',
)
NAME_NOT_TEXT = _form(
    code="F020",
    slug="unprintable-name",
    message=N_("文件名里有不能显示的字符"),
    hint=N_("改名，只用能看见的字符；文件名要用 UTF-8 编码"),
    why=N_("看不见的字符会让路径指错地方，也会弄乱终端和网址。"),
    bad="附件<换行>.pdf",
    good="附件.pdf",
)

KINDS = (
    MISSING_FOLDER,
    UNREADABLE,
    SYMLINK,
    NOT_A_FILE,
    CASE_COLLISION,
    TOO_LARGE,
    NOT_UTF8,
    BYTE_ORDER_MARK,
    CONTROL_CHARACTER,
    EMPTY_FILE,
    SYNTAX,
    TOO_DEEP,
    DUPLICATE_KEY,
    ANCHOR,
    TAG,
    SEVERAL_DOCUMENTS,
    KEY_NOT_TEXT,
    FOLDED_TEXT,
    TEXT_AFTER_HASH,
    NAME_NOT_TEXT,
)
"""Every kind of problem that reading can find, in the order of their codes."""
