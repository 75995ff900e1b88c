"""Settings: language, colours, the shop's calendar; what this program is."""
