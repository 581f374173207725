"""跨年度衔接: this year against the last."""
