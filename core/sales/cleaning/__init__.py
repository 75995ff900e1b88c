"""From mapped sheets to clean sales, every row accounted for."""
