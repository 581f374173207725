"""PDF files that mean no good, written byte by byte: loops, lies, bombs and damage."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from drawn_oddities import ROWS, canvas, done, grid
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def write_pdf(objects: list[bytes]) -> bytes:
    """A file of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(
    content: bytes, *, box: bytes = b"0 0 595 842", resources: bytes = b"<< /Font << /F1 5 0 R >> >>", more: list[bytes] | None = None
) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources %s >>" % (box, resources)
    return write_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(content), FONT, *(more or [])]
    )


TEXT = b"BT /F1 12 Tf 100 700 Td (Total 42) Tj ET\n"


def encrypted() -> bytes:
    out = io.BytesIO()
    page = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner", strength=128))
    page.drawString(100, 700, "hidden")
    return done(out, page)


def empty_password() -> bytes:
    out = io.BytesIO()
    page = Canvas(out, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    page.drawString(100, 700, "readable without a password")
    return done(out, page)


def truncated() -> bytes:
    out, page = canvas()
    grid(page, ROWS)
    return done(out, page)[:300]


def page_tree_loop() -> bytes:
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
            b"<< /Type /Pages /Kids [2 0 R] /Count 9 /Parent 2 0 R >>",
        ]
    )


def page_count_lie() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return write_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page, stream(TEXT), FONT]
    )


def form_loop() -> bytes:
    """Two forms that draw each other."""
    a = stream(
        b"/B Do\n" + TEXT,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /B 7 0 R >> /Font << /F1 5 0 R >> >>",
    )
    b = stream(b"/A Do\n", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A 6 0 R >> >>")
    return one_page(b"/A Do\n", resources=b"<< /Font << /F1 5 0 R >> /XObject << /A 6 0 R >> >>", more=[a, b])


def form_bomb() -> bytes:
    """Each form draws the next ten times: many drawings from a few lines (pdfium itself needs ten times longer a level)."""
    forms = []
    for level in range(5):
        number = 6 + level
        body = b"/X Do\n" * 10 if level < 4 else TEXT
        own = b"/XObject << /X %d 0 R >>" % (number + 1) if level < 4 else b""
        forms.append(stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s /Font << /F1 5 0 R >> >>" % own))
    return one_page(b"/X Do\n", resources=b"<< /XObject << /X 6 0 R >> >>", more=forms)


def enormous_box() -> bytes:
    return one_page(TEXT, box=b"-1000000000 -1000000000 1000000000 1000000000")


def empty_box() -> bytes:
    return one_page(TEXT, box=b"0 0 0 0")


def million_boxes() -> bytes:
    return one_page(TEXT + b"".join(b"%d %d 5 5 re S\n" % (i % 500, i // 500) for i in range(400_000)))


def million_characters() -> bytes:
    return one_page(b"BT /F1 1 Tf 10 TL 10 800 Td " + b"(0123456789012345678901234567890123456789) ' " * 25_000 + b"ET\n")


def fine_mesh() -> bytes:
    """A grid of 700 by 700 positions, each empty."""
    lines = b"".join(b"%d 0 m %d 2100 l S\n0 %d m 2100 %d l S\n" % (3 * i + i, 3 * i + i, 4 * i, 4 * i) for i in range(700))
    return one_page(TEXT + lines, box=b"0 0 3000 3000")


def stream_bomb() -> bytes:
    """Three hundred megabytes of blanks in a few hundred kilobytes."""
    return one_page(TEXT + b" " * 300_000_000)


def wild_numbers() -> bytes:
    return one_page(b"q 1e38 0 0 1e38 0 0 cm 99999999999999999999 1e300 m -1e300 5 l S 0 0 1e30 1e30 re S Q\n" + TEXT)


def missing_page() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return write_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R 9 0 R 3 0 R] /Count 3 >>", page, stream(TEXT), FONT]
    )


def no_pages() -> bytes:
    return write_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def no_text() -> bytes:
    return one_page(b"10 10 100 100 re S\n")


def picture_only() -> bytes:
    """A page that is one picture: a scan."""
    picture = stream(
        b"\xff" * 100 * 140, b"/Type /XObject /Subtype /Image /Width 100 /Height 140 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return one_page(b"q 595 0 0 842 0 0 cm /I Do Q\n", resources=b"<< /XObject << /I 6 0 R >> >>", more=[picture])


def unmapped() -> bytes:
    """A font with a made-up encoding and no ToUnicode."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Lost /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    cid = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Lost /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>"
    described = b"<< /Type /FontDescriptor /FontName /Lost /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
    content = b"BT /F2 12 Tf 100 600 Td <00410042004300440045> Tj ET\n" + TEXT
    return one_page(content, resources=b"<< /Font << /F1 5 0 R /F2 6 0 R >> >>", more=[font, cid, described])


def garbage() -> bytes:
    return b"%PDF-1.4\n" + bytes(range(256)) * 40


HOSTILE: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        encrypted, empty_password, truncated, page_tree_loop, page_count_lie, form_loop, form_bomb, enormous_box, empty_box, million_boxes,
        million_characters, fine_mesh, stream_bomb, wild_numbers, missing_page, no_pages, no_text, picture_only, unmapped, garbage,
    )
}  # fmt: skip
