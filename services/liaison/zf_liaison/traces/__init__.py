"""Traces of this node, merged with those of the peers that answer in time."""
