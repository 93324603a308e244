"""What the operating system says of a file, in words of the product."""

import errno
from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[int, str]] = {
    errno.EEXIST: "Đã có tệp mang tên này",
    errno.ENOENT: "Không có tệp hoặc thư mục này",
    errno.EACCES: "Tài khoản đang chạy lệnh không có quyền",
    errno.EPERM: "Tài khoản đang chạy lệnh không có quyền",
    errno.EISDIR: "Đây là thư mục, không phải tệp",
    errno.ENOTDIR: "Đường dẫn đi qua một tệp như thể đó là thư mục",
    errno.ENOSPC: "Đĩa đã đầy",
    errno.EDQUOT: "Đã hết phần đĩa được cấp",
    errno.EROFS: "Đĩa này chỉ đọc",
    errno.ENAMETOOLONG: "Tên quá dài",
    errno.EIO: "Đĩa báo lỗi khi đọc hoặc ghi",
}


def system_words(error: OSError) -> str:
    """The system's own words where there are none here.

    >>> system_words(FileExistsError(17, "File exists"))
    'Đã có tệp mang tên này'
    """
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)
