"""What produced a result: hashes over the code, the forms and the library versions, so that a change of any makes it again."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from rules.settings import RuleSettings

_READING = ("model", "extract", "normalize")
_READING_LIBRARIES = (
    "lxml",
    "msgspec",
    "numpy",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "rapidocr-onnxruntime",
    "opencv-python-headless",
)
_CHECKING = ("model", "rules")
_LAYOUT = ("model", "publish")
_PUBLISHING = ("model", "rules", "publish", "gouji")


@cache
def reading_fingerprint() -> str:
    """Of everything between a file's bytes and its reports."""
    return _fingerprint(_READING, _READING_LIBRARIES)


@cache
def rules_fingerprint() -> str:
    """Of the rules alone."""
    return _fingerprint(_CHECKING, ("msgspec",))


def checking_fingerprint(settings: RuleSettings) -> str:
    """Of everything between reports and findings, the settings included."""
    chosen = msgspec.json.encode(settings, order="deterministic")
    return hashlib.sha256(rules_fingerprint().encode() + chosen).hexdigest()[:16]


@cache
def layout_fingerprint() -> str:
    """Of what turns reports and findings into rows."""
    return _fingerprint(_LAYOUT, ("msgspec",))


@cache
def publishing_fingerprint() -> str:
    """Of everything between findings and the published files."""
    return _fingerprint(_PUBLISHING, ("pyarrow", "xlsxwriter", "jinja2"))


@cache
def _fingerprint(packages: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for package in packages:
        for path in _sources(package):
            digest.update(f"{package}/{path.name}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in libraries:
        try:
            digest.update(f"{library}={metadata.version(library)}\n".encode())
        except metadata.PackageNotFoundError:
            digest.update(f"{library}=-\n".encode())
    return digest.hexdigest()[:16]


def _sources(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(found) + (_added_forms() if package == "normalize" else [])


def _added_forms() -> list[Path]:
    """Form files of the user's own: they change what is read as well."""
    if not os.environ.get("GOUJI_FORMS"):
        return []
    from normalize.form_files import added_form_files

    return list(added_form_files())
