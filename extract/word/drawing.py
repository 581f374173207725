"""Drawings, pictures and embedded objects in a paragraph: the text boxes in them, and what of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from extract.word.names import FALLBACK, TEXT_BOX, chosen

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_IMAGES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_UNREADABLE = {
    "{urn:schemas-microsoft-com:vml}textpath": ("unread_art", "文中的艺术字未读取，其中的文字不参与核对。"),
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t": ("unread_drawing", "文中的绘图里有文字未读取，不参与核对。"),
    _CHART: ("unread_chart", "文中的图表未读取，图表里的数字不参与核对。"),
    _DIAGRAM: ("unread_diagram", "文中的 SmartArt 图示未读取，其中的文字不参与核对。"),
    _OBJECT: ("embedded_object", "文中嵌入的对象（如 Excel 表）未读取，其中的内容不参与核对。"),
}


def text_boxes(drawing: _Element) -> Iterator[_Element]:
    """The text boxes directly in a drawing; those inside another come when that one is read, a fallback not at all."""
    for box in drawing.iter(TEXT_BOX):
        if _is_shown(box, drawing):
            yield box


def unreadable(drawing: _Element) -> Iterator[tuple[str, str]]:
    """Code and Chinese sentence for everything in a drawing that may carry words and is not read."""
    for child in drawing.iter(*_UNREADABLE):
        yield _UNREADABLE[child.tag]


def has_picture(drawing: _Element) -> bool:
    """Whether a drawing shows an image."""
    return next(drawing.iter(*_IMAGES), None) is not None


def _is_shown(box: _Element, top: _Element) -> bool:
    at = box.getparent()
    while at is not None and at is not top:
        if at.tag == TEXT_BOX:
            return False
        if at.tag == FALLBACK and (alternate := at.getparent()) is not None and chosen(alternate) is not at:
            return False
        at = at.getparent()
    return True
