"""What the narratives say: figures, sums, rates, growth and products stated in words."""
