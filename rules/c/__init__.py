"""表文不符: the forms against the prose."""
