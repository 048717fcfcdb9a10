"""Nattoku (納得): complaint handling that ends when the customer says so."""

__version__ = "0.1.0"
