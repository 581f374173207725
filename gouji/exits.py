"""How the program ends: the exit codes users' scripts rely on, and the exception that ends a command with one of them."""

from __future__ import annotations

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
