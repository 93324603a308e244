"""Django's tags of translation; the sentence of a page, a constant, is looked up once for a language and then kept.

A page has hundreds of them, and looking each up takes a tenth of its time. ``config.settings`` gives this library the
name ``i18n``.
"""

from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class KeptSentence(Node):
    """A sentence without values, which is the same in every page of a language."""

    child_nodelists = ()

    def __init__(self, node: Node) -> None:
        self._node, self._said = node, dict[str | None, str]()

    def render(self, context: Context) -> str:
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = self._node.render(context)
        return said


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    is_constant = len(token.split_contents()) == 2 and not node.filter_expression.filters
    is_text = isinstance(parser.compile_filter(token.split_contents()[1]).var, str)
    return KeptSentence(node) if is_constant and is_text else node
