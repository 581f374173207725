"""What page ends part: tables and paragraphs put together again, headers and page numbers set aside."""
