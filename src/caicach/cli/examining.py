"""The examinations of ``caicach doctor``, each of one part of the installation."""

import os
import shutil
import smtplib
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from caicach.cli.examining_provider import findings_of_provider
from caicach.cli.examining_rooms import findings_of_rooms
from caicach.cli.findings import Finding, Level
from caicach.cli.installation import is_there, refusal
from caicach.documents.read.tesseract import require_tesseract
from caicach.documents.write.measuring import font_file
from caicach.indices.queries import previews_left
from caicach.kernel import readiness, schema
from caicach.kernel.anchors.services import last_examination
from caicach.kernel.audit import queries as audit
from caicach.kernel.backups import scheduled
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.schema import State
from config import environment
from config.refusals import is_patterned

CLOCK_TOLERANCE: Final = timedelta(seconds=5)
BACKUP_AGE: Final = timedelta(hours=26)
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
LOCAL: Final = ("", "127.0.0.1", "::1", "localhost")


def every_finding() -> Iterator[Finding]:
    """Every examination, in the order in which an operator mends things."""
    yield from _settings()
    yield from _secret()
    yield from _database()
    yield from _proxy()
    yield from _mail()
    yield from findings_of_provider()
    yield from _files()
    yield from _programs()
    yield from findings_of_rooms()
    yield from _calendar()


def _settings() -> Iterator[Finding]:
    known = {one.name for one in environment.declared()} | environment.OUTSIDE
    strange = sorted(environment.named() - known)
    if strange:
        yield Finding(
            "settings",
            Level.BAD,
            f"Có cấu hình không tồn tại: {', '.join(strange)}.",
            "Hãy sửa tên theo docs/operations/settings.md; giá trị đó đang không có tác dụng.",
        )
    path = environment.settings_file()
    if path.is_file() and path.stat().st_mode & OTHERS & ~stat.S_IRGRP:
        yield Finding("settings", Level.BAD, f"Ai cũng đọc được {path}.", f"Hãy chạy: chmod 600 {path}")
    elif not strange:
        yield Finding("settings", Level.FINE, f"Chế độ {settings.MODE}, địa chỉ {settings.PUBLIC_URL}.")


def _secret() -> Iterator[Finding]:
    if settings.IS_EXAMPLE:
        yield Finding("secret", Level.WARNING, "Chế độ ví dụ: khóa bí mật là công khai.", "Không dùng cho người thật.")
    elif is_patterned(settings.SECRET_KEY):
        yield Finding(
            "secret",
            Level.BAD,
            "CAICACH_SECRET_KEY dài nhưng dễ đoán (ít ký tự khác nhau hoặc lặp lại).",
            'Hãy tạo khóa mới: python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
        )
    else:
        yield Finding("secret", Level.FINE, "Khóa bí mật đủ dài và không theo khuôn.")


def _database() -> Iterator[Finding]:
    try:
        state = schema.schema_now().state if is_there() else State.EMPTY
    except (DatabaseError, InterfaceError) as error:
        yield Finding(
            "database",
            Level.BAD,
            f"Cơ sở dữ liệu không trả lời: {_words(error)}.",
            "Hãy kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu và mạng.",
        )
        return
    if state is not State.READY:
        told = refusal(state)
        yield Finding("database", Level.BAD, told.what, told.todo)
        return
    yield from (_postgresql() if connection.vendor == "postgresql" else _embedded())
    for check in readiness.checks(now=timezone.now(), calendar=calendar_in_force()):
        if check.name in {"worker", "schedules"}:
            level = Level.FINE if check.is_fine else Level.BAD
            yield Finding(check.name, level, str(check.said), str(check.todo or ""))
    yield from _clock()
    yield from _trail()
    yield from _backups()


def _trail() -> Iterator[Finding]:
    last = last_examination()
    if last is None:
        yield Finding(
            "trail",
            Level.WARNING,
            "Nhật ký chưa được kiểm tra lần nào (worker kiểm tra lúc 02:20 mỗi đêm).",
            "Hãy chạy thử: caicach audit verify",
        )
        return
    said = f"Lần kiểm tra nhật ký gần nhất {timezone.localtime(last.at):%d/%m/%Y %H:%M}: {last.lines} dòng, "
    said += f"{last.anchors} mốc, {last.faults} lỗi."
    if last.faults:
        yield Finding("trail", Level.BAD, said, "Hãy chạy: caicach audit verify, và báo người giữ bản sao lưu.")
    elif timezone.now() - last.at > BACKUP_AGE:
        yield Finding("trail", Level.WARNING, said, "Đã quá một ngày: hãy xem worker và trang «Hàng đợi».")
    else:
        yield Finding("trail", Level.FINE, said)


def _postgresql() -> Iterator[Finding]:
    host = str(connection.settings_dict["HOST"])
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0])
        cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        row = cursor.fetchone()
        cursor.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        )
        ctype, encoding = cursor.fetchone()
    is_enciphered = bool(row and row[0])
    mode = str(connection.settings_dict["OPTIONS"].get("sslmode", "prefer"))
    if (
        host not in LOCAL
        and not host.startswith("/")
        and (not is_enciphered or mode not in {"verify-ca", "verify-full"})
    ):
        said = (
            "Kết nối tới cơ sở dữ liệu không mã hóa"
            if not is_enciphered
            else "Không kiểm tra máy chủ cơ sở dữ liệu là ai"
        )
        yield Finding(
            "database",
            Level.BAD,
            f"{said} ({host}, sslmode={mode}).",
            "Hãy thêm ?sslmode=verify-full&sslrootcert=ĐƯỜNG_DẪN vào DATABASE_URL.",
        )
    elif encoding != "UTF8" or ctype in {"C", "POSIX"}:
        yield Finding(
            "database",
            Level.BAD,
            f"Cơ sở dữ liệu dùng {encoding}, LC_CTYPE {ctype}: chữ có dấu bị xử lý sai.",
            "Hãy sao lưu, tạo cơ sở dữ liệu với ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' rồi khôi phục vào đó.",
        )
    else:
        yield Finding("database", Level.FINE, f"PostgreSQL {version}, đúng phiên bản bảng.")


def _embedded() -> Iterator[Finding]:
    path = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = str(cursor.fetchone()[0])
    if answer != "ok":
        yield Finding("database", Level.BAD, f"Tệp {path} bị hỏng: {answer}.", "Hãy khôi phục bản sao lưu mới nhất.")
    elif path.stat().st_mode & OTHERS and path.parent.stat().st_mode & OTHERS:
        yield Finding(
            "database", Level.BAD, f"Tài khoản khác trên máy đọc được {path}.", f"Hãy chạy: chmod 600 {path}*"
        )
    else:
        yield Finding("database", Level.FINE, f"SQLite tại {path}, nguyên vẹn, đúng phiên bản bảng.")


def _clock() -> Iterator[Finding]:
    now, last = timezone.now(), audit.last_at()
    if last is not None and last > now + CLOCK_TOLERANCE:
        yield Finding(
            "clock",
            Level.BAD,
            f"Nhật ký đã có dòng lúc {last:%d/%m/%Y %H:%M}, muộn hơn đồng hồ máy này.",
            "Hãy chỉnh đồng hồ máy theo giờ chuẩn (timedatectl set-ntp true).",
        )
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
        if apart > CLOCK_TOLERANCE:
            yield Finding(
                "clock",
                Level.BAD,
                f"Đồng hồ máy này lệch máy cơ sở dữ liệu {apart.total_seconds():.0f} giây.",
                "Hãy bật đồng bộ giờ trên cả hai máy (timedatectl set-ntp true).",
            )
            return
    if _is_synchronised() is False:
        yield Finding("clock", Level.WARNING, "Đồng hồ máy không được đồng bộ.", "Hãy chạy: timedatectl set-ntp true")
    else:
        yield Finding("clock", Level.FINE, f"Đồng hồ: {timezone.localtime():%d/%m/%Y %H:%M}.")


def _is_synchronised() -> bool | None:
    """What systemd knows; None where it is not there."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    command = [program, "show", "--property=NTPSynchronized", "--value"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False).stdout.strip()
    return {"yes": True, "no": False}.get(said)


def _backups() -> Iterator[Finding]:
    folder = Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None
    if folder is None:
        yield Finding(
            "backup",
            Level.WARNING,
            "Chưa có sao lưu hằng đêm.",
            "Hãy đặt CAICACH_BACKUP_DIR tới một thư mục trên đĩa khác, và chép tiếp sang máy khác.",
        )
        return
    kept = scheduled.backups_in(folder) if folder.is_dir() else []
    newest = datetime.fromtimestamp(kept[-1].stat().st_mtime, timezone.get_current_timezone()) if kept else None
    if newest is None or timezone.now() - newest > BACKUP_AGE:
        when = f"{newest:%d/%m/%Y %H:%M}" if newest else "chưa có"
        yield Finding(
            "backup",
            Level.BAD,
            f"Bản sao lưu mới nhất trong {folder}: {when}.",
            "Hãy xem trang «Hàng đợi» và chạy thử: caicach backup " + str(folder),
        )
    else:
        yield Finding("backup", Level.FINE, f"{len(kept)} bản sao lưu, mới nhất {newest:%d/%m/%Y %H:%M}.")


def _proxy() -> Iterator[Finding]:
    if not settings.BEHIND_TLS:
        yield Finding(
            "proxy",
            Level.WARNING,
            "CAICACH_TLS=0: mật khẩu đi qua mạng không mã hóa.",
            "Chỉ dùng khi thử trên một máy; cho người thật hãy đặt proxy TLS phía trước.",
        )
    elif not settings.PROXIES:
        yield Finding(
            "proxy",
            Level.BAD,
            "CAICACH_PROXIES trống: mọi người đăng nhập đều mang địa chỉ của proxy.",
            "Hãy đặt địa chỉ của proxy, ví dụ CAICACH_PROXIES=127.0.0.1",
        )
    elif not settings.PUBLIC_URL.startswith("https://"):
        yield Finding(
            "proxy",
            Level.BAD,
            f"CAICACH_URL={settings.PUBLIC_URL} không phải https.",
            "Liên kết trong thư bắt đầu bằng địa chỉ này: hãy ghi https://…",
        )
    else:
        yield Finding("proxy", Level.FINE, f"Proxy được tin: {', '.join(map(str, settings.PROXIES))}.")


def _mail() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield Finding(
            "mail",
            Level.WARNING,
            "Chưa có máy chủ thư: người dùng chỉ đọc thông báo trên trang.",
            "Đặt CAICACH_SMTP_HOST nếu cần gửi thư.",
        )
        return
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    backend = EmailBackend(timeout=min(settings.EMAIL_TIMEOUT, 10))
    try:
        backend.open()
        backend.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "mail",
            Level.BAD,
            f"Không kết nối hoặc đăng nhập được máy chủ thư {server}: {_words(error)}.",
            "Hãy kiểm tra các cấu hình CAICACH_SMTP_… và tường lửa.",
        )
        return
    if settings.SMTP_SECURITY == "none" and settings.EMAIL_HOST not in LOCAL:
        yield Finding(
            "mail", Level.WARNING, f"Thư tới {server} đi không mã hóa.", "Hãy đặt CAICACH_SMTP_SECURITY=starttls."
        )
    else:
        yield Finding("mail", Level.FINE, f"Máy chủ thư {server} trả lời.")


def _files() -> Iterator[Finding]:
    for folder in (settings.DATA_DIR, settings.FILES_DIR):
        if folder.is_dir() and not os.access(folder, os.W_OK):
            yield Finding("disk", Level.BAD, f"Không ghi được vào {folder}.", "Hãy sửa chủ sở hữu của thư mục.")
            return
    if left := _previews_left():
        yield Finding(
            "previews",
            Level.WARNING,
            f"Còn {left} tệp xem trước quá hạn mà không ai nhập (việc dọn chạy lúc 02:40 mỗi đêm).",
            "Hãy xem worker và trang «Hàng đợi».",
        )
    check = readiness.of_disk()
    yield Finding("disk", Level.FINE if check.is_fine else Level.BAD, str(check.said), str(check.todo or ""))


def _previews_left() -> int:
    """0 where there is no database to ask: its own finding says so."""
    try:
        is_ready = is_there() and schema.schema_now().state is State.READY
        return previews_left(now=timezone.now()) if is_ready else 0
    except (DatabaseError, InterfaceError):
        return 0


def _programs() -> Iterator[Finding]:
    faces = [font_file(bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)]
    missing = [face.name for face in faces if not face.is_file()]
    if missing:
        yield Finding("fonts", Level.BAD, f"Thiếu phông chữ {', '.join(missing)}.", "Hãy cài lại chương trình.")
    else:
        yield Finding("fonts", Level.FINE, "Phông chữ của văn bản có đủ.")
    try:
        require_tesseract()
    except CaicachError as error:
        yield Finding("tesseract", Level.WARNING, f"{error.what} {error.why}".strip(), error.todo)
    else:
        yield Finding("tesseract", Level.FINE, "Tesseract đọc được tiếng Việt.")


def _calendar() -> Iterator[Finding]:
    today = timezone.localdate()
    try:
        calendar_in_force().is_working_day(today.replace(month=12, day=31))
        calendar_in_force().is_working_day(today + timedelta(days=45))
    except InvalidInput as error:
        yield Finding("calendar", Level.BAD, error.what, f"{error.todo} (docs/operations/calendar.md)".strip())
    else:
        yield Finding("calendar", Level.FINE, f"Lịch làm việc có đủ năm {today.year} và 45 ngày tới.")
        if asked := calendar_in_force().order_due(today):
            yield Finding("calendar", Level.WARNING, str(asked), "Xem docs/operations/calendar.md.")


def _words(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
