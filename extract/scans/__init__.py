"""Pages that are pictures: found, made straight, and their text recognized."""

import os

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # onnxruntime would write to the home folder and call its maker when imported
