"""`gouji show FILE --html`: a picture of what was read, so that one sees at once where reading went wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from extract import Upload, extract
from gouji.commands.named import bytes_of
from gouji.console import plain
from gouji.exits import PUBLISHED, UNREAD_FILES
from gouji.in_worker import quiet_libraries
from model import Document, Unreadable
from publish.picture import PageImage, picture_of
from publish.words import ERRORS

MOST_PAGES = 60
SCALES = ((12, 1.5), (30, 1.2), (MOST_PAGES, 1.0))
"""Pixels a point, by the number of pages."""


def show_picture(path: Path) -> int:
    """Write the picture to standard output, or beside the working folder's files when that is a terminal. Returns the exit code."""
    quiet_libraries()
    data = bytes_of(path)
    try:
        document = extract(Upload(name=path.name, data=data))
    except Unreadable as error:
        typer.echo(plain(f"未能读取：{path}（{ERRORS.get(error.error, error.error)}）{error.message}"), err=True)
        return UNREAD_FILES
    html = picture_of(document, _pages(document, data))
    if sys.stdout.isatty():
        target = Path(f"{path.stem}-读取图.html")
        target.write_text(html, encoding="utf-8", errors="replace")
        typer.echo(plain(f"读取图已写入 {target}，用浏览器打开即可。"), err=True)
    else:
        sys.stdout.buffer.write(html.encode("utf-8", "replace"))
    return PUBLISHED


def _pages(document: Document, data: bytes) -> tuple[PageImage, ...]:
    """The pages of a PDF as drawn, the first of very many."""
    if document.format != "pdf":
        return ()
    from extract.render import open_pages

    images = []
    with open_pages(data) as pages:
        count = min(len(pages), MOST_PAGES)
        scale = next(scale for most, scale in SCALES if count <= most)
        for page in range(1, count + 1):
            try:
                width, height = pages.size(page)
                images.append(PageImage(page=page, png=pages.picture(page, scale=scale), width=width, height=height))
            except (ValueError, RuntimeError):  # a page that cannot be drawn: the others still are
                continue
    return tuple(images)
