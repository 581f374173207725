"""The parts of the Word reader: package, styles, numbering, text and tables of a .docx."""
