"""Dossiers written without knowledge of the rules."""
