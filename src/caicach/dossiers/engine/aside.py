"""What was set aside of a log, and why, in words."""

from typing import Final

from caicach.dossiers.domain.analysis import SetAside
from caicach.dossiers.engine.connecting import Connection, words
from caicach.dossiers.engine.loading import Loaded
from caicach.kernel.said import Said, tell

_EXAMPLES: Final = 5
_TIME: Final = "coalesce(time_text, make_timestamp(us)::VARCHAR, '')"
REASONS: Final[dict[str, Said]] = {
    "no_case": tell("Dòng không ghi hồ sơ nào."),
    "no_activity": tell("Dòng không ghi bước nào."),
    "no_time": tell("Dòng không ghi thời điểm."),
    "time_unreadable": tell("Thời điểm không đọc được: cần dạng 2023-02-20T08:00:00 hoặc 20/02/2023 08:00."),
    "time_impossible": tell("Thời điểm không thể có: trước năm 1990 hoặc chưa tới."),
    "zone_unknown": tell("Thời điểm không ghi múi giờ trong khi dòng khác ghi múi giờ không phải của Việt Nam."),
    "duplicate": tell("Dòng lặp lại nguyên vẹn một dòng trước."),
    "broken_row": tell("Dòng thiếu cột, thừa cột, hở dấu ngoặc kép, hoặc không phải UTF-8."),
    "cut_off": tell("Tệp bị cắt giữa chừng hoặc hỏng: phần sau chỗ đó không đọc được; hãy gửi lại tệp trọn vẹn."),
}


def set_aside(db: Connection, loaded: Loaded) -> tuple[SetAside, ...]:
    """The most frequent reason first."""
    counts = db.execute("SELECT reason, count(*) AS n FROM aside GROUP BY reason ORDER BY n DESC, reason").fetchall()
    found = [SetAside(reason, count, REASONS[reason], _examples(db, loaded, reason)) for reason, count in counts]
    if loaded.broken:
        found.append(SetAside("broken_row", loaded.broken, REASONS["broken_row"], loaded.broken_examples))
    if loaded.notes.is_cut_off:
        found.append(SetAside("cut_off", 1, REASONS["cut_off"]))
    return tuple(sorted(found, key=lambda one: (-one.count, one.reason)))


def _examples(db: Connection, loaded: Loaded, reason: str) -> tuple[str, ...]:
    """The first rows set aside, as ``place: case | activity | time``."""
    name = "aside.case_name"
    source = "aside"
    if loaded.kind == "xes":
        name, source = (
            "coalesce(traces.case_name, '#' || (case_place + 1))",
            "aside LEFT JOIN traces USING (case_place)",
        )
    rows = db.execute(
        f"SELECT n + 1, coalesce({name}, ''), coalesce(activity, ''), {_TIME} FROM {source} "
        f"WHERE reason = {words(reason)} ORDER BY n LIMIT {_EXAMPLES}"
    ).fetchall()
    return tuple(f"{place}: {case} | {activity} | {time}"[:300] for place, case, activity, time in rows)
