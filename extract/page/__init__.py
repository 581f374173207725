"""One PDF page: what is drawn on it, and the tables and lines of text made of that."""
