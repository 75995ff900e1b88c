"""Charts: a frozen value in, a picture out."""
