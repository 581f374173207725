"""跨报告矛盾: reports of one department against each other."""
