"""Packages on their way to another agency."""
