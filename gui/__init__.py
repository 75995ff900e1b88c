"""The window: pages over the session, which holds the latest value of each stage of core."""
