"""Parts a cell that holds two values: target over result, points before score (目标：≥26公里 完成：26.4公里, 20/19.5)."""

from __future__ import annotations

from normalize.vocabulary import Vocabulary, label_key

_LONGEST_LABEL = 8


def two_values(text: str, raw: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The two values of a cell as normalized: by the labels before them, by lines, or by one slash; None when it is not two."""
    labelled = _by_labels(text, vocabulary)
    if labelled is not None:
        return labelled
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    if len(lines) == 2 and "".join(lines) == text.replace(" ", ""):
        return lines[0], lines[1]
    pieces = text.split("/")
    return (pieces[0].strip(), pieces[1].strip()) if len(pieces) == 2 and all(piece.strip() for piece in pieces) else None


def _by_labels(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    colons = [place for place, char in enumerate(text) if char in "：:"]
    starts = [_label_start(text, colon, vocabulary) for colon in colons]
    found = [(start, colon) for start, colon in zip(starts, colons, strict=True) if start is not None]
    if len(found) != 2 or found[0][0] != 0:
        return None
    (_, first), (second, last) = found
    return text[first + 1 : second].strip(" ；;，,、/"), text[last + 1 :].strip()


def _label_start(text: str, colon: int, vocabulary: Vocabulary) -> int | None:
    """Where the longest label before a colon begins that the vocabulary knows."""
    lowest = max(0, colon - _LONGEST_LABEL)
    return next((start for start in range(lowest, colon) if vocabulary.meaning(label_key(text[start:colon])) in ("target", "actual")), None)
