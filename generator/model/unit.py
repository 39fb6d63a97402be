"""A unit (单位): the body that spends, evaluates and publishes."""

from __future__ import annotations

from generator.i18n import N_
from generator.model.fields import (
    OptionalDay,
    OptionalSlug,
    OptionalText,
    Record,
    Text,
    key,
    optional,
    several,
)
from generator.model.site import Contact


class Predecessor(Record):
    """A body whose duties this unit took over (前身单位)."""

    name: Text = key("名称", N_("前身单位名称"))
    since: OptionalDay = optional("起", N_("起始日期"))
    until: OptionalDay = optional("止", N_("终止日期"))
    basis: OptionalText = optional("依据", N_("机构改革文件或说明"))
    unit: OptionalSlug = optional("单位", N_("units/ 下前身单位自己的标识，有单独档案才写"))


class Unit(Record):
    """`units/<id>.yaml`."""

    name: Text = key("单位名称", N_("单位全称，按原件"))
    short_name: OptionalText = optional("简称", N_("表格中使用的简称"))
    region: Text = key("地区", N_("所在地区，省市区"))
    region_code: OptionalText = optional("行政区划代码", N_("六位行政区划代码"))
    level: OptionalText = optional("级别", N_("省级、市级、县级等"))
    parent: OptionalSlug = optional("主管部门", N_("units/ 下主管部门的标识"))
    credit_code: OptionalText = optional("统一社会信用代码", N_("十八位统一社会信用代码"))
    summary: OptionalText = optional("单位概况", N_("职责简介"))
    contact: Contact | None = optional("联系方式", N_("单位自己公开的联系方式"))
    predecessors: tuple[Predecessor, ...] = several("前身单位", N_("机构沿革"))
    note: OptionalText = optional("编者说明", N_("本站编者对单位信息的说明"))
