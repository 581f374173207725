"""Parsing XML parts safely: no entities, no network, bounded depth, and large parts piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree
from lxml.etree import _Element

from extract.word.names import BODY, TBL
from model import Unreadable

MAX_BLOCK = 32 << 20
"""Bytes of one paragraph or table row: all of it is in memory at once, about ten times as large as in the file."""

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
_PARSER = etree.XMLParser(**_SAFE)
_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY", b"!\0D\0O\0C\0T\0Y", b"\0!\0D\0O\0C\0T\0Y")
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""Strict OOXML differs from what everyone writes in the names of its namespaces only, as far as text and tables go."""


def parse(data: bytes) -> _Element:
    """Parse one small part. Raises `Unreadable` unsafe_xml, too_large or corrupt."""
    refuse_doctype(data[:4096])
    try:
        root = etree.fromstring(as_transitional(data), _PARSER)
    except etree.XMLSyntaxError as error:
        raise _named(error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe()
    return root


def body_of(root: _Element) -> _Element:
    """The w:body of a document part. Raises `Unreadable` corrupt when there is none."""
    body = next((child for child in root if child.tag == BODY), None)
    if body is None:
        body = next(root.iter(BODY), None)  # looks through the whole part
    if body is None:
        raise _no_body()
    return body


def as_transitional(data: bytes) -> bytes:
    """The same part with strict namespaces renamed to the transitional ones."""
    if b"purl.oclc.org" in data[:8192]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def refuse_doctype(head: bytes) -> None:
    """No part of an Office file needs a document type; it is how entity expansion and file reading come in."""
    if b"!" in head and any(mark in head for mark in _DOCTYPE):
        raise _unsafe()


class Feed:
    """A document part parsed as its pieces come, so that what has been read can be let go: memory is bounded by a row, not by the file."""

    def __init__(self, chunks: Iterable[bytes], look: Callable[[bytes], None]) -> None:
        """`look` sees each piece before it is parsed."""
        self._chunks, self._look = iter(chunks), look
        self._parser: Any = etree.XMLPullParser(events=("start",), tag=BODY, **_SAFE)
        self._done = False
        self._waiting = 0
        """Bytes taken in since a child was last complete."""
        self._body: _Element | None = None

    def body(self) -> _Element:
        """The w:body element, its content perhaps still to come. Raises `Unreadable` corrupt when there is none."""
        while self._body is None:
            self._body = next((element for _, element in self._parser.read_events()), None)
            if self._body is None and not self._more():
                raise _no_body()
        if self._body.getroottree().docinfo.internalDTD is not None:
            raise _unsafe()
        return self._body

    def children(self, parent: _Element) -> Iterator[_Element]:
        """The children of the body, or of a table directly in it, each complete except such a table; earlier ones are freed."""
        while not self._done:
            child = next(parent.iterchildren(), None)
            if child is None:
                if self._complete(parent):
                    return
                self._more()
            elif child.tag == TBL or self._complete(child):
                self._waiting = 0
                yield child
                while child.tag == TBL and not self._complete(child) and self._more():
                    pass
                child.clear()
                parent.remove(child)
            else:
                self._more()
        yield from parent

    def finish(self) -> None:
        """Parse to the end, so that damage after the last block is seen too."""
        while self._more():
            pass

    def _complete(self, element: _Element | None) -> bool:
        while element is not None:
            if element.getnext() is not None:
                return True
            element = element.getparent()
        return self._done

    def _more(self) -> bool:
        if self._done:
            return False
        try:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._parser.close()
                self._done = True
                return False
            self._waiting += len(chunk)
            if self._waiting > MAX_BLOCK:
                raise Unreadable("too_large", f"有一个段落或一行表格超过 {MAX_BLOCK >> 20} MB，超出限度，未读取。请拆分后提交。")
            self._look(chunk)
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            raise _named(error) from error
        return True


def _no_body() -> Unreadable:
    return Unreadable("corrupt", "文件的正文部分缺失，不是完整的 Word 文件。请重新导出或上传。")


def _unsafe() -> Unreadable:
    return Unreadable(
        "unsafe_xml", "文件内含文档类型或实体声明（DOCTYPE），正常的 Word 文件不会有，为安全起见未读取。请用 Word 或 WPS 重新另存。"
    )


def _named(error: etree.XMLSyntaxError) -> Unreadable:
    text = str(error).lower()
    if "depth" in text or "huge" in text or "too long" in text or "too large" in text:
        return Unreadable("too_large", "文件内部嵌套过深或单段内容过大，超出限度，未读取。请用 Word 或 WPS 重新另存后提交。")
    if "entity reference loop" in text or "amplification" in text:
        return _unsafe()
    return Unreadable("corrupt", "文件内部的 XML 已损坏，无法读取。请用 Word 或 WPS 打开修复，另存后重新提交。")
