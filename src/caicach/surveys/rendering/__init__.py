"""An XForm as a page that Enketo runs: its own stylesheets, by lxml. Pure.

Taken over from its transformer beside them is what it does to the tree before and after; its Markdown is left out: it
makes italics and links of the stars, dashes and brackets that forms are full of.
"""

from caicach.surveys.rendering.form_page import RenderedForm, rendered_form

__all__ = ["RenderedForm", "rendered_form"]
