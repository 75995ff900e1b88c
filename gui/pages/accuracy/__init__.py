"""Accuracy: models beside last season's figures, ranges audited, misses, the plan replayed."""
