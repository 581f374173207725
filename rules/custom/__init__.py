"""An office's own relations, written as data."""
