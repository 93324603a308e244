"""What kind of page an answer is, where it shows no procedure: not found, a login, a challenge, a script.

A status of 200 is no proof of publication; a refusal to programs is no proof of its absence.
"""

import re
from enum import StrEnum
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.procedures.pages.extracting import Page


class PageState(StrEnum):
    SHOWN = "shown"
    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    REFUSED = "refused"
    CHALLENGE = "challenge"
    LOGIN = "login"
    NEEDS_JAVASCRIPT = "needs_javascript"
    MAINTENANCE = "maintenance"


_NOT_FOUND: Final = re.compile(
    r"khong tim thay|khong ton tai|\b404\b|not found|da bi (?:xoa|go)|khong co (?:du lieu|thu tuc|ban ghi"
    r"|noi dung|bai viet)"
    r"|trang (?:ban|nay) .{0,30}khong|khong truy cap duoc|page (?:cannot|could not) be|khong hop le|no longer available"
)
_BROKEN_INSIDE: Final = re.compile(
    r"da (?:xay ra|co) loi|loi he thong|internal server error|server error|exception|stack ?trace|sql syntax"
    r"|fatal error"
    r"|runtime error|object reference not set|co loi xay ra"
)
_MAINTENANCE: Final = re.compile(
    r"dang (?:duoc )?(?:bao tri|nang cap)|bao tri he thong"
    r"|under maintenance|tam ngung phuc vu|qua tai"
)
_CHALLENGE: Final = re.compile(
    r"/TSPD/|cf-chl|cf_chl|challenge-platform|_Incapsula_|bobcmn|rbzns|g-recaptcha|h-captcha|hcaptcha|captcha-delivery"
    r"|support ID is|requested URL was rejected|Request Rejected|Access Denied|checking your browser|Just a moment"
    r"|Attention Required|ddos-guard|perimeterx|awswaf|aliyun_waf|document\.cookie\s*=.{0,200}location",
    re.IGNORECASE | re.DOTALL,
)
_CHALLENGE_WORDS: Final = re.compile(
    r"khong phai (?:la )?(?:nguoi may|robot)|xac minh ban la|ma xac (?:nhan|thuc)|bat javascript"
    r"|truy cap .{0,30}bi (?:chan|tu choi)"
    r"|tu choi truy cap|enable javascript and cookies|are you (?:a )?human|captcha|too many requests|vuot qua so lan"
)
_LOGIN: Final = re.compile(r"dang nhap|login|sign in|vneid|tai khoan dinh danh")
_SCRIPTED: Final = re.compile(
    r"innerHTML|createElement|appendChild|fetch\(|XMLHttpRequest|axios|\$\.(?:ajax|get|post)|ReactDOM|createApp"
    r"|ng-app|ng-version|<(?:div|app|main)[^>]{0,60}\bid=[\"']?(?:root|app|__next|__nuxt)\b|__NEXT_DATA__|<app-root"
)
_SAID: Final = (
    (PageState.MAINTENANCE, _MAINTENANCE), (PageState.NOT_FOUND, _NOT_FOUND), (PageState.SERVER_ERROR, _BROKEN_INSIDE),
)  # fmt: skip
_SHORT: Final = 1_500
_SCRIPTED_WORDS: Final = 800
_REFUSALS: Final = frozenset({401, 403, 405, 406, 407, 418, 423, 429, 444, 451, 503, 509, 511, 529})


def state_of_status(status: int) -> PageState:
    """What a status alone says.

    >>> [state_of_status(status).value for status in (200, 404, 500, 403, 429, 503)]
    ['shown', 'not_found', 'server_error', 'refused', 'refused', 'refused']
    """
    if status in _REFUSALS:
        return PageState.REFUSED
    if status >= 500:
        return PageState.SERVER_ERROR
    return PageState.NOT_FOUND if status >= 400 else PageState.SHOWN


def state_of(status: int, page: Page) -> PageState:
    """What an answer is, by its status and by what it shows."""
    by_status = state_of_status(status)
    if status == 401:
        return PageState.LOGIN
    if by_status is PageState.NOT_FOUND and _is_challenge(page):
        return PageState.CHALLENGE
    if by_status is not PageState.SHOWN:
        return by_status
    return PageState.SHOWN if any(found.is_full for found in page.records) else _without_record(page)


def _without_record(page: Page) -> PageState:
    """The first of the kinds that a page without a record can be; a list of procedures is shown."""
    is_short = len(page.words) < _SHORT
    if is_short and _is_challenge(page):
        return PageState.CHALLENGE
    plain = fold(f"{page.title}\n{page.words}")
    if page.has_password and is_short and (_LOGIN.search(plain) or not page.records):
        return PageState.LOGIN
    if page.records or not is_short:
        return PageState.SHOWN
    said = next((state for state, words in _SAID if words.search(plain)), PageState.SHOWN)
    is_scripted = bool(page.scripts) and len(page.words) < _SCRIPTED_WORDS and _SCRIPTED.search(page.text.text)
    return PageState.NEEDS_JAVASCRIPT if said is PageState.SHOWN and is_scripted else said


def _is_challenge(page: Page) -> bool:
    if _CHALLENGE_WORDS.search(fold(page.words[:_SHORT])) and len(page.words) < _SHORT:
        return True
    return bool(_CHALLENGE.search(page.text.text[:60_000])) and len(page.words) < 400
