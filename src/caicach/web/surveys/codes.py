"""QR codes as pictures in a page: of a link for those who answer, and of the settings of ODK Collect."""

import json
import zlib
from base64 import b64encode

from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """As SVG whose size the page decides. A quarter of it may be stained and it is still read."""
    import segno  # noqa: PLC0415 -- heavy

    drawn = segno.make_qr(text, error="q", boost_error=False).svg_inline(omitsize=True, border=4, svgclass="qr")
    return mark_safe(drawn)  # noqa: S308 -- paths alone: the text is in them as squares


def collect_settings(server: str, name: str, username: str = "", password: str = "") -> str:
    """What ODK Collect reads to set up a project: JSON, deflated, in base 64.

    Source: ODK Docs, "Generating QR codes with settings".
    """
    general = {"server_url": server, "username": username, "password": password, "form_update_mode": "match_exactly"}
    settings = {"general": general, "admin": {}, "project": {"name": name}}
    return b64encode(zlib.compress(json.dumps(settings).encode())).decode()
