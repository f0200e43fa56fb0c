"""Tests of the front end against a node written by hand."""
