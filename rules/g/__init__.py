"""填报完整性: what should be filled in and is not."""
