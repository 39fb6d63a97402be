"""Lean code of templates gives what Jinja's own code gives; nothing that Jinja can is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from markupsafe import escape

from generator.i18n import Catalogue
from generator.theme.lean import LeanEnvironment, escaped, shown

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
    "choices": "{{ '<' if page.nothing }}{{ page.name if page.plain }}{{ '&' if page.plain }}"
    "{{ (page.name if page.nothing) ~ '!' }}",
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
    "small": "{% from 'small' import said, chosen as c %}{{ said(page.name) }}"
    "{{ c(page.plain, 1) }}{{ c(page.name) }}!{{ c('<', b=page.nothing) }}"
    "{{ said(a=page.number) }}",
    "small in loops": "{% from 'small' import said, chosen %}{% for r in page.rows %}"
    "{% if r > 1 %}{{ r }}{{ chosen(r, page.name) }}{% endif %}{{ said(r) }}{% endfor %}",
    "small in components": "{% from 'small' import said %}{% macro m(a) %}{{ said(a) }}{{ a }}"
    "{{ said(page.name) }}{% endmacro %}{{ m(page.plain) }}",
    "small between texts": "{% from 'small' import said, chosen %}[{{ chosen(page.plain, 1) }}]"
    "{{ chosen(page.name) }}({{ _('道路') }}{{ chosen('<', b=page.nothing) }}){{ said(1) }}]"
    "{{ page.name }}-{{ chosen('<') }}{{ chosen(page.nothing) }}",
    "small between texts in loops": "{% from 'small' import chosen %}{% for r in page.rows %}<td>"
    "{{ chosen(page.plain, r) }}</td>{% if r > 1 %}&{{ chosen(r) }}!{% endif %}{% endfor %}",
    "small hidden by a parameter": "{% from 'small' import said %}{% macro m(said) %}"
    "{{ said(1) }}{% endmacro %}{{ m(page.rows.index) }}",
    "small hidden by a value": "{% from 'small' import said %}{% set said = page.rows.index %}"
    "{{ said(1) }}",
    "small hidden in a loop": "{% from 'small' import said %}"
    "{% for said in [page.rows.index] %}{{ said(1) }}{% endfor %}",
    "small hidden by one of several values": "{% from 'small' import said %}"
    "{% for x, said in [(1, page.rows.index)] %}{{ said(x) }}{% endfor %}",
    "small hidden by a block": "{% from 'small' import said %}{% macro m() %}{% set said %}x"
    "{% endset %}{{ said.find('x') }}{% endmacro %}{{ m() }}",
    "small of two templates": "{% from 'parts' import m %}{% from 'small' import said as m %}"
    "{{ m(page.name) }}",
    "small and unescaped": "{% from 'small' import said %}{% autoescape false %}"
    "{{ said(page.name) }}{{ page.name }}{% endautoescape %}",
    "small with a result": "{% from 'small' import said %}{{ said(said(page.name)) }}"
    "{{ said(page.rows|first) }}{{ said(page.rows[1]) }}{{ said(1 + 1) }}",
    "small in a choice": "{% from 'small' import said %}{{ said(page.name) if page.number else 1 }}"
    "{{ said(page.name) ~ '<' }}",
    "small words": "{% from 'small' import worded %}{{ worded(page.name) }}{{ worded('') }}",
    "small in a block": "{% extends 'base' %}{% from 'small' import said %}{{ said(page.titel) }}"
    "{% block a %}{{ said(page.name) }}{% for r in page.rows %}{{ said(r) }}{% endfor %}"
    "{% endblock %}{% block b %}{{ super() }}{{ said(page.plain) }}{% endblock %}",
    "not small": "{% from 'large' import looped, calling, keeping, free %}{{ looped(page.rows) }}"
    "{{ calling(page.name) }}{{ keeping(page.name) }}{{ free(page.name) }}",
    "methods": "{{ page.plain.replace('道', '铁') }}{{ page.rows.index(2) }}",
}
FILES = {
    "base": "[{% block a %}a{{ page.name }}{% endblock %}{% block b %}b{% endblock %}]",
    "parts": "{% macro m(a) %}<{{ a }}>{% endmacro %}{% set x = '&' %}",
    "shown": "{{ page.name }}",
    "broken": "{% macro said(a) %}{{ a }}",
    "small": "{% macro said(a) %}<i>{{ a }}</i>{% endmacro %}"
    "{% macro chosen(a, b='&') %}{% if a == '<' %}one{% elif b and not a is none %}"
    "{{ a if b else b }}/{{ b }}{% else %}other{{ b }}{% endif %}\n{% endmacro %}"
    "{% macro worded(a) %}{{ _('预算数') }}{% if not a %}{{ _('道路') }}{% endif %}{% endmacro %}",
    "large": "{% set x = '<' %}"
    "{% macro looped(a) %}{% for r in a %}{{ r }}{% endfor %}{% endmacro %}"
    "{% macro calling(a) %}{{ a|upper }}{{ a.replace('b', 'c') }}{% endmacro %}"
    "{% macro keeping(a) %}{% set b = a %}{{ b }}{% endmacro %}"
    "{% macro free(a) %}{{ a }}{{ x }}{% endmacro %}",
}
BROKEN = {
    "no such attribute": "{{ page.titel }}",
    "no such key": "{% set d = {'a': 1} %}{{ d.b }}",
    "no such value": "{{ titel }}",
    "no such component": "{{ titel(1) }}",
    "no such attribute for a component": "{% from 'small' import chosen %}"
    "{{ chosen(1, page.titel) }}",
    "no such attribute in a component": "{% from 'small' import said %}{{ said(page.a.b) }}",
    "value left out of a small one": "{% from 'small' import said %}{{ said() }}",
    "value too many for a small one": "{% from 'small' import said %}{{ said(1, 2) }}",
    "value twice for a small one": "{% from 'small' import said %}{{ said(1, a=2) }}",
    "no such parameter of a small one": "{% from 'small' import said %}{{ said(1, b=2) }}",
    "no such small one": "{% from 'small' import sayd %}{{ sayd(1) }}",
    "no such template": "{% from 'smal' import said %}{{ said(1) }}",
    "broken template": "{% from 'broken' import said %}{{ said(1) }}",
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


@pytest.mark.parametrize("text", ["", "道路", *"<>&'\"", "1 < 2 & 3 > '2'", "道<路>", "🛣&", "é'"])
def test_escaped(text: str) -> None:
    """A text is escaped as the library escapes it, by what it has for that and by our own means."""
    assert escaped(text) == shown(text) == str(escape(text))


WRITTEN_OUT = {
    "{% from 'small' import said %}{{ said(page.name) }}": True,
    "{% from 'small' import said as other %}{{ other(page.name) }}": True,
    "{% from 'small' import worded %}{{ worded(page.plain) }}": True,
    "{% from 'small' import said %}{% set said = 1 %}{{ said(page.name) }}": False,
    "{% from 'small' import said %}{{ said(page.name|upper) }}": False,
    "{% from 'large' import looped %}{{ looped(page.rows) }}": False,
}


@pytest.mark.parametrize("text", WRITTEN_OUT)
def test_small_components_are_written_out(text: str) -> None:
    """The code of a template calls a component only where it cannot be written out."""
    lean, _ = both(text)
    called = "l_0_said)(" in (code := lean.compile(text, raw=True)) or "l_0_looped)(" in code
    assert called is not WRITTEN_OUT[text]
