"""Django's ``url`` with addresses that were worked out before; ``config.settings`` puts this over the tags built in."""

from django.template import Context, Library
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url

from caicach.web.shell.addresses import address_of

register = Library()


class KeptAddress(URLNode):
    """One without names and without a variable to put it in."""

    def render(self, context: Context) -> str:
        values = [argument.resolve(context) for argument in self.args]
        return address_of(self.view_name.resolve(context), *values)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    node = django_url(parser, token)
    if node.kwargs or node.asvar:
        return node
    return KeptAddress(node.view_name, node.args, node.kwargs, node.asvar)
