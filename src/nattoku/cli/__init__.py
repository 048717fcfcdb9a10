"""The command line: assembled from the rooms' groups."""

from nattoku.cli.main import main

__all__ = ["main"]
