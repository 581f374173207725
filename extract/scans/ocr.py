"""Text of a scanned page: lines are cut out cell by cell, recognized, and become characters with places and confidence."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import cv2
import numpy as np

from extract.page.sheet import Glyphs, Sheet
from extract.scans.picture import SCALE, Picture, Scan, Strip, read_scan, strips

_PAD = 4  # pixels of paper around a line of text


def read_scanned_page(gray: Picture, *, page: int, width: float, height: float) -> Sheet:
    """A sheet from a page drawn in grey at `scan.DPI`; width and height are the page's, in points."""
    scan = read_scan(gray)
    lines = strips(scan)
    return Sheet(page, width, height, _glyphs(lines, _recognize(scan, lines)), scan.rules, image_share=1.0, reader="ocr")


@cache
def _recognizer() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    recognizer = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1).text_rec
    recognizer.rec_image_shape = [3, 48, 48]  # the least width: most cells hold a short number
    recognizer.rec_batch_num = 1  # a batch is padded to its widest line, which costs more than it saves
    return recognizer


def _recognize(scan: Scan, lines: list[Strip]) -> list[tuple[str, float]]:
    """Text and confidence of each line."""
    if not lines:
        return []
    crops = [_color(_crop(scan, line)) for line in lines]
    results, _ = _recognizer()(crops)
    return [(str(text), float(score)) for text, score, *_ in results]


def _crop(scan: Scan, line: Strip) -> Picture:
    """The line on white paper; a low stroke such as 一 gets a line's height around it."""
    x0, top, x1, bottom = line
    part = np.where(_near_ink(scan, line), scan.picture[top:bottom, x0:x1], 255).astype(np.uint8)
    tall = bottom - top
    spare = max(0, (min(x1 - x0, 30) - tall) // 2) if tall < 18 else 0
    return np.pad(part, ((_PAD + spare, _PAD + spare), (_PAD, _PAD)), constant_values=255)


def _near_ink(scan: Scan, line: Strip) -> Any:
    """True around printed pixels: keeps the soft edges of characters, drops what is left of ruling lines."""
    x0, top, x1, bottom = line
    return cv2.dilate(scan.ink[top:bottom, x0:x1], np.ones((3, 3), np.uint8)) > 0


def _color(gray: Picture) -> Picture:
    """Three equal channels, as the recognizer wants them."""
    return np.repeat(gray[:, :, None], 3, axis=2)


def _curl(text: str) -> str:
    """Straight double quotes curled where a curly one stands in the same line: the recognizer mixes them."""
    if '"' not in text or not ("“" in text or "”" in text):
        return text
    inside, out = False, []
    for character in text:
        if character == '"':
            character = "”" if inside else "“"
        if character in "“”":
            inside = character == "“"
        out.append(character)
    return "".join(out)


def _glyphs(lines: list[Strip], texts: list[tuple[str, float]]) -> Glyphs:
    """Characters spread over their lines by their widths: a Chinese character is twice as wide as a digit."""
    characters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    confidence: list[float] = []
    sizes: dict[int, float] = {}
    for (x0, top, x1, bottom), (text, score) in zip(lines, texts, strict=True):
        text = _curl(unicodedata.normalize("NFC", text).strip())
        if not text:
            continue
        sizes[len(characters)] = (bottom - top) * SCALE
        shares = np.array([2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text], np.float64)
        stops = x0 + (x1 - x0) * np.concatenate(([0.0], np.cumsum(shares) / shares.sum()))
        for character, begin, end in zip(text, stops, stops[1:], strict=False):
            characters.append(character)
            boxes.append((begin * SCALE, top * SCALE, end * SCALE, bottom * SCALE))
            confidence.append(score)
        characters.append("\n")
        boxes.append((x1 * SCALE, top * SCALE, x1 * SCALE, bottom * SCALE))
        confidence.append(score)
    text = "".join(characters)
    places = np.array(boxes, np.float32).reshape(-1, 4)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    return Glyphs(
        text=text,
        codes=codes,
        x0=places[:, 0],
        top=places[:, 1],
        x1=places[:, 2],
        bottom=places[:, 3],
        visible=codes > 32,
        sizes=sizes,
        confidence=np.array(confidence, np.float32),
    )
