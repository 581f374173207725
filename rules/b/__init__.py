"""表间勾稽: the same figure in two forms."""
