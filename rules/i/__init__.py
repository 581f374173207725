"""数据合理性: figures and statements that are hard to believe."""
