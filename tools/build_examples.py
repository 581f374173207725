"""Builds examples/ from tools/content/*.toml: Word through python-docx, PDF from the Word files through LibreOffice.

    python tools/build_examples.py            # needs LibreOffice (soffice) and a Chinese font

The built files are committed, so nobody needs to run this to use them. The same content gives the same Word bytes.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import tomllib
import zipfile
from pathlib import Path

from docx.document import Document as WordDocument

from tools import word
from tools.layouts import Content, reports_of

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "tools" / "content"
EXAMPLES = ROOT / "examples"
EPOCH = (2025, 4, 1, 0, 0, 0)


def main() -> None:
    """Build every dossier described under tools/content."""
    shutil.rmtree(EXAMPLES, ignore_errors=True)
    for description in sorted(CONTENT.glob("*.toml")):
        dossier = tomllib.loads(description.read_text(encoding="utf8"))
        if dossier["layout"] == "one file":
            build_one_file(dossier)
        else:
            build_separate_files(dossier)


def build_one_file(dossier: Content) -> None:
    """All reports in one Word file, and the same file as PDF."""
    target = EXAMPLES / f"{dossier['file']}.docx"
    save(word.draw(reports_of(dossier)), target)
    to_pdf(target)


def build_separate_files(dossier: Content) -> None:
    """One file a report; every third one only as PDF, as departments do."""
    for number, layout in enumerate(reports_of(dossier)):
        target = EXAMPLES / dossier["file"] / f"{number + 1:02}{layout.name}.docx"
        save(word.draw([layout]), target)
        if number % 3 == 2:
            to_pdf(target)
            target.unlink()


def save(document: WordDocument, target: Path) -> None:
    """Write with fixed times inside the package, so that equal content is equal bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in package.infolist():
            out.writestr(zipfile.ZipInfo(entry.filename, EPOCH), package.read(entry), zipfile.ZIP_DEFLATED)


def to_pdf(source: Path) -> None:
    """The PDF beside the Word file, printed by LibreOffice with a profile of its own."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is needed to rebuild the example PDFs")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                office,
                "--headless",
                f"-env:UserInstallation=file://{profile}",
                "--convert-to",
                "pdf",
                "--outdir",
                str(source.parent),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )


if __name__ == "__main__":
    main()
