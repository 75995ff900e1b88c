"""What to order, how much and by when, with its reasons."""
