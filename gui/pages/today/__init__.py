"""Today: what runs out, rises and fades, what money lies still, what changed since last time."""
