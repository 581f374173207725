"""What names mean: of indicators, projects, stages and figures."""
