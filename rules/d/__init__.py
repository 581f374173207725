"""Rule family, one file a rule."""
