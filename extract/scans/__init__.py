"""Pages that are pictures: found, made straight, and their text recognized."""
