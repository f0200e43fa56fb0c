"""Petitions between agencies: hand-overs and their evidence, objections, joint matters with one combined answer, disputes."""
