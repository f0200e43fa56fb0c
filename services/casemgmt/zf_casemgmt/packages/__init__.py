"""Packages that arrived from another agency: opened, checked, accepted or returned."""
