"""评价合规性: weights, scores and thresholds."""
