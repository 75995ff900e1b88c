"""From the bytes of files to raw sheets, in a process of its own with limits."""
