"""What a run says while it works: progress and a closing summary for people, or one JSON event a line for machines."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO

from gouji.exits import why
from publish.words import ENDINGS, ERRORS, SEVERITIES

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
EVERY = 2.0
"""Seconds between two lines of progress where the output is no terminal."""


class Teller(Protocol):
    """Is told what happens, as named events with plain values."""

    def tell(self, event: str, /, **facts: Any) -> None:
        """One thing that happened."""


class Silent:
    """Says nothing."""

    def tell(self, event: str, /, **facts: Any) -> None:
        """Nothing."""


class JsonLines:
    """One event a line on standard output, always with `time` and `event`."""

    def tell(self, event: str, /, **facts: Any) -> None:
        """Write the event as one line of JSON; what a name contains cannot break the line."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": moment, "event": event, **facts}, ensure_ascii=True, default=str)
        if lost := say(sys.stdout, line + "\n"):
            say(sys.stderr, f"运行日志写不出去（{lost}），此后不再写；运行照常进行。\n")


class Terminal:
    """Chinese sentences on standard error: a progress line that rewrites itself on a terminal, plain lines elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._total = self._read = self._failed = 0
        self._shown = time.monotonic()
        self._open_line = False

    def tell(self, event: str, /, **facts: Any) -> None:
        """Show what people need of the event."""
        show = getattr(self, f"_on_{event}", None)
        if show is not None:
            show(facts)

    def _on_intake(self, facts: Mapping[str, Any]) -> None:
        self._total, self._read, self._failed = facts["to_read"], 0, 0
        if not self._quiet:
            refused = f"，{facts['refused']} 个不是普通文件或打不开" if facts["refused"] else ""
            self._line(f"找到 {facts['files'] + facts['refused']} 个文件{refused}；其中 {facts['to_read']} 个是新的或有变化，开始读取。")

    def _on_file(self, facts: Mapping[str, Any]) -> None:
        self._read += 1
        if facts["status"] == "failed":
            self._failed += 1
            if not self._quiet:
                self._line(f"未能读取：{facts['path']}（{ERRORS.get(facts['error'], facts['error'])}）{facts['message'] or ''}")
        self._progress("读取", self._read, self._total)

    def _on_dossier(self, facts: Mapping[str, Any]) -> None:
        self._progress("核对", facts["done"], facts["total"])

    def _on_notice(self, facts: Mapping[str, Any]) -> None:
        self._line(facts["message"])

    def _on_stopped(self, facts: Mapping[str, Any]) -> None:
        self._line(facts["message"])

    def _on_published(self, facts: Mapping[str, Any]) -> None:
        if not self._quiet:
            for line in summary_lines(facts):
                self._line(line)

    def _progress(self, what: str, done: int, total: int) -> None:
        if self._quiet or total < 2:
            return
        now = time.monotonic()
        if self._live:
            if now - self._shown > 0.1 or done == total:
                self._shown, self._open_line = now, True
                filled = min(24, 24 * done // total)
                failed = f"，{self._failed} 个未能读取" if self._failed else ""
                say(sys.stderr, f"\r\x1b[2K{what} [{'█' * filled}{'·' * (24 - filled)}] {done}/{total}{failed}")
        elif now - self._shown > EVERY:
            self._shown = now
            self._line(f"{what} {done}/{total}")

    def _line(self, text: str) -> None:
        before, self._open_line = "\r\x1b[2K" if self._open_line else "", False
        say(sys.stderr, f"{before}{plain(text)}\n")


def summary_lines(facts: Mapping[str, Any]) -> list[str]:
    """The closing summary of a published run."""
    files, checks, severities = facts["files"], facts["checks"], facts["findings"]
    lines = [
        "",
        f"文件：{files['total']} 个，已读取 {files['ok']} 个，部分读取 {files['partial']} 个，未能读取 {files['failed']} 个"
        + (f"；沿用上次结果 {files['cached']} 个" if files["cached"] else ""),
        f"报告：{facts['reports']} 份，分属 {facts['dossiers']} 个部门年度",
        f"核对：{checks['relations']} 个关系，相符 {checks['pass']} 个，不符 {checks['fail']} 个",
        "疑点："
        + "，".join(f"{SEVERITIES[s]} {severities.get(s, 0)} 条" for s in SEVERITIES)
        + f"（新增 {facts['new']} 条，消失 {facts['gone']} 条）",
    ]
    for failure in facts["failures"][:20]:
        lines.append(f"　未能读取：{failure['path']}（{ERRORS.get(failure['error'], ENDINGS['failed'])}）")
    if len(facts["failures"]) > 20:
        lines.append(f"　……共 {len(facts['failures'])} 个，见 documents 表")
    if facts.get("left_out"):
        lines.append(f"疑点很多：工作簿和网页只列最严重的，另有 {facts['left_out']} 条见 findings 表")
    lines.append(f"结果：{facts['folder']}（report.html 可直接打开，疑点清单.xlsx 供工作底稿）")
    return lines


def say(stream: TextIO, text: str) -> str | None:
    """Write at once. Where that is no longer possible (the other end is gone, the disk below a log is full) the stream is left
    alone from then on, and why is returned: a run does not depend on being heard.
    """
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())  # what waits in the stream goes there too, or the program would end with an error
            os.close(nowhere)
        return why(error)
    return None


def plain(text: str) -> str:
    """Text for one line of a terminal or log: control and direction characters shown as escapes, so that no name forges a line."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)
