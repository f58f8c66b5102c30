"""Reads what is published about defence diplomacy, and keeps the record of it."""

__version__ = "0.1.0"
