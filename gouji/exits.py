"""How the program ends: the exit codes users' scripts rely on, and the exception that ends a command with one of them."""

from __future__ import annotations

import errno

PUBLISHED = 0
FINDINGS = 1
USAGE = 2
UNREAD_FILES = 3
NOT_PUBLISHED = 4
LOCKED = 75


class Stop(Exception):
    """End the command with an exit code and a Chinese sentence that says why and what to do."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


_WHY = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else -1: "超出磁盘配额",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "这是符号链接，或链接绕成了圈",
    errno.EIO: "磁盘或网络读写出错",
    errno.ENOLCK: "该磁盘不支持文件锁",
    errno.EOPNOTSUPP: "该磁盘不支持这种操作",
    errno.EPIPE: "接收的一端已经关闭",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.ECONNREFUSED: "对方没有应答",
}


def why(error: OSError) -> str:
    """What the system says about a failure, in Chinese where it is one that users meet."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error)
