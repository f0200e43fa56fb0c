"""Composition: the `zf` command, one service, one node, or a whole city in one process."""
