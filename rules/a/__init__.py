"""表内算术: sums, rates and scores within one form."""
