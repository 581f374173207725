"""What the forms say: lines, money blocks, indicators, targets and scores by meaning."""
