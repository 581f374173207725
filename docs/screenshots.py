"""Makes the README's pictures from a run over the examples: the page, one finding with both sides, and the workbook.

python docs/screenshots.py        (needs Chromium, LibreOffice and the extra gouji[browser])
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COLOURS = 220
WIDTH, HEIGHT = 1440, 900


def main() -> None:
    """Run gouji over the examples and write docs/images/*.png."""
    sys.path.insert(0, str(ROOT))
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        subprocess.run([sys.executable, "-m", "gouji", "run", "examples", "--out", out, "--quiet"], cwd=ROOT, check=False)
        shoot_page(out / "latest" / "report.html")
        shoot_workbook(out / "latest" / "疑点清单.xlsx", out)


def shoot_page(page: Path) -> None:
    """The whole page, then the finding that shows most: one side in a table, the other in prose."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CHROMIUM

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        tab.goto(page.as_uri())
        tab.wait_for_selector("body[data-ready]")
        save(tab.screenshot(), "page.png")
        tab.evaluate("(id) => { location.hash = id; document.querySelector('main').scrollIntoView(); }", telling(tab))
        tab.wait_for_timeout(300)
        save(tab.screenshot(), "finding.png")
        browser.close()


def telling(tab: Any) -> str:
    """Id of the finding with the fewest sides, at least one of them in a table and one in prose."""
    return str(
        tab.evaluate(
            """() => {
            const found = JSON.parse(document.getElementById("main").textContent).findings;
            const mixed = found.filter((f) => f.ev.some((e) => e.row !== undefined) && f.ev.some((e) => e.row === undefined && e.start !== undefined));
            return (mixed.sort((a, b) => a.ev.length - b.ev.length)[0] || found[0]).id;
        }"""
        )
    )


def shoot_workbook(workbook: Path, folder: Path) -> None:
    """The findings sheet as LibreOffice shows it on paper, its first columns."""
    import pypdfium2

    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook], check=True, capture_output=True)
    document = pypdfium2.PdfDocument(folder / f"{workbook.stem}.pdf")
    picture = document[0].render(scale=1.6).to_pil()
    edge = picture.convert("L").point(lambda shade: 255 if shade < 250 else 0).getbbox()
    left, top, right, bottom = edge or (0, 0, *picture.size)
    cut = picture.crop((left - 12, top - 12, right + 12, min(bottom + 12, top + 820)))
    save_picture(cut, "workbook.png")


def save(png: bytes, name: str) -> None:
    """Write a screenshot with few colours, so that it stays small."""
    import io

    from PIL import Image

    save_picture(Image.open(io.BytesIO(png)), name)


def save_picture(picture: Any, name: str) -> None:
    """Write a picture below docs/images."""
    path = IMAGES / name
    picture.convert("RGB").quantize(COLOURS, method=2, dither=0).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
