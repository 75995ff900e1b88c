"""What a rule of restocking would have done on the merchant's own past."""
