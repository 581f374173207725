"""What stands beside its labels instead of under headers: amounts, indicators in blocks, and tables on their side."""
