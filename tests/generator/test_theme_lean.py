"""Lean code of templates gives what Jinja's own code gives; nothing that Jinja can is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError

from generator.i18n import Catalogue
from generator.theme.lean import LeanEnvironment

ENGLISH = Catalogue("en", {"预算数": ("Budget <a>",), "见{name}": ("see {name}",)})
PAGE = SimpleNamespace(
    name="<道路> & 'b\"", plain="道路", rows=[1, 2, 3], nothing=None, number=0, namen={"a": 1}
)
WRITTEN = {
    "text": "{{ page.name }}{{ page.plain }}{{ page.nothing }}{{ page.number }}{{ 1.5 }}",
    "markup once": "{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m(m(page.name)) }}",
    "defaults": "{% macro m(a, b='<', c=a) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    "{{ m(1) }}{{ m(1, c=2) }}",
    "by name": "{% macro m(a, b) %}{{ a }}-{{ b }}{% endmacro %}{{ m(b=1, a=2) }}",
    "two components": "{% macro m() %}m{% endmacro %}{% macro n() %}n{% endmacro %}"
    "{{ m() }}{{ n() }}",
    "caller": "{% macro m(a) %}<i>{{ caller(a) }}</i>{% endmacro %}"
    "{% call(x) m(page.name) %}{{ x }}!{% endcall %}",
    "caller without values": "{% macro m() %}{{ caller() }}{% endmacro %}"
    "{% call m() %}x{% endcall %}",
    "the rest": "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, d=3) }}",
    "recursion": "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(3) }}",
    "loop": "{% for r in page.rows %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ r }}{% endfor %}",
    "loop in loops": "{% for r in page.rows recursive %}{{ r }}{% if r > 1 %}{{ loop([r - 1]) }}"
    "{% endif %}{% endfor %}",
    "namespace": "{% set n = namespace(a=1) %}{% set n.a = n.a + 1 %}{{ n.a }}",
    "lists": "{{ page.rows|join(', ') }}{{ (page.rows + [4])|length }}{{ page.name ~ '<' }}",
    "set block": "{% set b %}<{{ page.name }}>{% endset %}{{ b }}",
    "many values": "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*page.rows[:2]) }}"
    "{{ m(b=2, **page.namen) }}",
    "words": "{{ _('预算数') }}{{ _('见{name}', name=page.name) }}{{ _(page.plain) }}",
    "words in choices": "{{ _('预算数') if page.number else _('道路') }}{{ [_('预算数')]|join }}",
    "no escape": "{% autoescape false %}{{ page.name }}{% endautoescape %}{{ page.name }}",
    "keyword": "{% macro m(lambda) %}{{ lambda }}{% endmacro %}{{ m(lambda=1) }}",
    "inheritance": "{% extends 'base' %}{% block a %}{{ super() }}{{ self.b() }}{% endblock %}",
    "import": "{% import 'parts' as parts %}{{ parts.m(page.name) }}{{ parts.x }}",
    "import names": "{% from 'parts' import m as n %}{{ n(page.plain) }}",
    "include": "{% include 'shown' %}",
    "mapping": "{% set d = {'a': 1, 'b': {'c': page.name}} %}{{ d.a }}{{ d['a'] }}{{ d.b.c }}"
    "{% for key, value in d.items() %}{{ key }}{% endfor %}",
    "methods": "{{ page.plain.replace('道', '铁') }}{{ page.rows.index(2) }}",
}
FILES = {
    "base": "[{% block a %}a{{ page.name }}{% endblock %}{% block b %}b{% endblock %}]",
    "parts": "{% macro m(a) %}<{{ a }}>{% endmacro %}{% set x = '&' %}",
    "shown": "{{ page.name }}",
}
BROKEN = {
    "no such attribute": "{{ page.titel }}",
    "no such key": "{% set d = {'a': 1} %}{{ d.b }}",
    "no such value": "{{ titel }}",
    "no such component": "{{ titel(1) }}",
    "value left out": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    "value too many": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "no such parameter": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, b=2) }}",
}


def both(text: str) -> tuple[Environment, Environment]:
    """Return a lean environment and Jinja's own, with the same templates and words."""
    loader = DictLoader({**FILES, "page": text})
    plain = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lean = LeanEnvironment(ENGLISH, loader)
    for environment in (plain, lean):
        environment.globals["_"] = ENGLISH.translate_with
    return lean, plain


@pytest.mark.parametrize("case", WRITTEN)
def test_same_pages(case: str) -> None:
    """Whatever a template uses, its page is the one that Jinja's own code makes."""
    lean, plain = (e.get_template("page").render(page=PAGE) for e in both(WRITTEN[case]))
    assert lean == plain


@pytest.mark.parametrize("case", BROKEN)
def test_same_faults(case: str) -> None:
    """What Jinja's own code refuses is refused, never left out of a page in silence."""
    for environment in both(BROKEN[case]):
        with pytest.raises((TemplateError, AttributeError, TypeError)):
            environment.get_template("page").render(page=PAGE)
