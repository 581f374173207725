"""The hostile sets are built with the same pieces as the ordinary test files of the reader."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "extract"))
