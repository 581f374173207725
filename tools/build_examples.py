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
from typing import Any

from docx.document import Document as WordDocument

from tools import forms_docx

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


def build_one_file(dossier: dict[str, Any]) -> None:
    """All reports in one Word file, and the same file as PDF."""
    document = forms_docx.new_document()
    for number, (_, draw) in enumerate(reports_of(dossier)):
        if number:
            forms_docx.new_page(document)
        draw(document)
    target = EXAMPLES / f"{dossier['file']}.docx"
    save(document, target)
    to_pdf(target)


def build_separate_files(dossier: dict[str, Any]) -> None:
    """One file a report; every third one only as PDF, as departments do."""
    for number, (name, draw) in enumerate(reports_of(dossier)):
        document = forms_docx.new_document()
        draw(document)
        target = EXAMPLES / dossier["file"] / f"{number + 1:02}{name}.docx"
        save(document, target)
        if number % 3 == 2:
            to_pdf(target)
            target.unlink()


def reports_of(dossier: dict[str, Any]) -> list[tuple[str, Any]]:
    """(file name, drawing function) of each report in the order departments bind them."""
    parts: list[tuple[str, Any]] = [
        ("基础数据表", lambda word: forms_docx.draw_basics(word, dossier)),
        ("整体支出绩效自评表", lambda word: forms_docx.draw_overall(word, dossier)),
    ]
    for project in dossier["projects"]:
        parts.append((f"项目自评表-{project['name']}", lambda word, project=project: forms_docx.draw_project(word, dossier, project)))
    for narrative in dossier["narratives"]:
        name = "整体自评报告" if narrative["kind"] == "overall" else f"项目评价报告-{narrative['project']}"
        parts.append((name, lambda word, narrative=narrative: forms_docx.draw_narrative(word, narrative)))
    return parts


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
