"""What ``caicach doctor`` finds of single sign-on: the provider answers rightly, and both clocks agree."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from caicach.accounts import asking_provider
from caicach.cli.findings import Finding, Level
from caicach.kernel.errors import CaicachError

NAME: Final = "single-sign-on"
APART: Final = timedelta(seconds=45)
"""An identity is believed up to a minute beside its time."""


def findings_of_provider() -> Iterator[Finding]:
    if not asking_provider.is_set():
        return
    provider = asking_provider.provider()
    try:
        found = asking_provider.examination(provider)
    except CaicachError as error:
        todo = "Hãy kiểm tra các cấu hình CAICACH_OIDC_…, chứng thư TLS của nơi đó và tường lửa."
        yield Finding(NAME, Level.BAD, f"{provider.name}: {error.what} {error.why}", todo)
        return
    if found.clock is not None and abs(found.clock - timezone.now()) > APART:
        seconds = (found.clock - timezone.now()).total_seconds()
        said = f"Đồng hồ của {provider.name} lệch máy này {seconds:.0f} giây: đăng nhập sẽ bị từ chối."
        yield Finding(NAME, Level.BAD, said, "Hãy bật đồng bộ giờ trên cả hai máy (timedatectl set-ntp true).")
        return
    back = settings.PUBLIC_URL + reverse("web:provider_back")
    said = f"{provider.name} trả lời, {len(found.keys)} khóa; địa chỉ phải khai ở đó: {back}"
    if not provider.secret:
        yield Finding(NAME, Level.WARNING, said, "Chưa có CAICACH_OIDC_SECRET: nơi đó không biết ai đang hỏi.")
    else:
        yield Finding(NAME, Level.FINE, said)
