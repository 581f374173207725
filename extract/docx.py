"""Reading Word (.docx): one pass over the document part, with its styles, numbering and notes beside it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from extract.registry import Upload, extractor
from extract.word.body import Walk
from extract.word.needed import needed_document
from extract.word.numbering import Numbering
from extract.word.package import Package
from extract.word.plain import Sight
from extract.word.sides import Sides
from extract.word.xml import Feed, as_transitional, body_of, parse
from model import Document, Problem, Unreadable

SMALL = 64 << 10
"""A document part up to this many bytes is parsed as it is: to look for what nobody needs would cost what it saves."""
WHOLE = 8 << 20
"""A document part up to this many bytes is parsed at once; a larger one piece by piece, each row let go when read."""


@extractor(".docx", magic=b"PK\x03\x04")
def read_docx(upload: Upload) -> Document:
    """Read a Word file. Raises `Unreadable` when the archive or its main part cannot be read; lesser damage becomes problems."""
    package = Package(upload.archive)
    document_id = upload.document_id
    sides = Sides(package, document_id)
    numbering = Numbering(sides.numbering)
    sight = Sight(sides.styles.hidden, hiding_default=sides.styles.paragraph_default.hidden)
    walk = Walk(document_id, sides.styles, numbering, sight, sides.notes)
    _read(package, sight, walk)
    if not walk.blocks:
        raise _nothing(walk)
    return Document(
        document_id=document_id,
        name=upload.name,
        format="docx",
        sha256=upload.sha256,
        size_bytes=len(upload.data),
        blocks=tuple(walk.blocks),
        problems=(*sides.problems, *_told(document_id, numbering, walk), *walk.problems),
        readers=("lxml",),
        partial=walk.partial,
    )


_LEFT_OUT = {
    "unread_pictures": "文中有 {} 处图片，图片里的文字未读取。",
    "hidden_text": "文中有 {} 处隐藏文字，未读取。",
    "tracked_changes": "文中有 {} 处尚未接受的删除或移动修订，按接受修订后的内容读取。",
}


def _told(document_id: str, numbering: Numbering, walk: Walk) -> Iterator[Problem]:
    """What the whole document says once."""
    for form in sorted(numbering.unknown):
        message = f"自动编号格式 {form} 不认识，编号按阿拉伯数字读取。"
        yield Problem(document_id=document_id, stage="extract", code="unknown_number_format", message=message)
    for code, count in walk.left_out.items():
        if count:
            yield Problem(document_id=document_id, stage="extract", code=code, message=_LEFT_OUT[code].format(count))


def _nothing(walk: Walk) -> Unreadable:
    """Why a file without any text cannot be used."""
    if walk.partial:
        return Unreadable("unsupported", "文件的正文整个是嵌入的另一份文档，未读取。请用 Word 打开，另存为普通 .docx 后重新提交。")
    if walk.left_out["unread_pictures"]:
        return Unreadable("no_text", "文件里只有图片，没有文字。请提交含文字的报告，或先做文字识别。")
    return Unreadable("no_text", "文件里没有任何文字。请检查是否导出了空白文档，重新提交含文字的报告。")


def _read(package: Package, sight: Sight, walk: Walk) -> None:
    """Walk through the document part: parsed to its end before when it is small, else as it is read."""
    if package.size(package.main) > WHOLE:
        feed = Feed(map(as_transitional, package.chunks(package.main)), sight.look)
        walk.body(feed.body(), feed.children)
        feed.finish()
    else:
        walk.body(body_of(_parsed(package.part(package.main), sight)), iter)


def _parsed(data: bytes, sight: Sight) -> _Element:
    """What is needed of a part, parsed; its bytes are let go before anything is read, so that their room is used again."""
    if len(data) > SMALL:
        data = needed_document(data)
    sight.look(data)
    return parse(data)
