"""The command line: the contract of README.md over core.pipeline."""
