"""Django's tags of translation, for as long as there is no translation: words that never change are text.

A page has some twenty of them, a long one hundreds, and Django looks at each anew: a twentieth of the time that a
page takes. `settings.py` puts these tags in the place of Django's while USE_I18N is off.
"""

from django import template
from django.template.base import Node, Parser, TextNode, Token
from django.template.context import Context
from django.templatetags import i18n

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Return the words as text where they stand in the template; what depends on the page stays Django's."""
    node = i18n.do_translate(parser, token)
    asked = node.filter_expression
    if node.asvar or asked.filters or asked.var.lookups is not None:
        return node
    return TextNode(node.render(Context()))
