"""What may be held against what: objects, statements, sentences and copies."""
