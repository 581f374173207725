"""Dossiers written by hand, of sectors, provinces and forms no rule was made on."""
