"""Finding in one box: numbers, persons by keyed hash, and Chinese text, with every hit filtered by permission in the database.

A service declares the three tables with the mixins of `tables`, writes entries with `store`, and reads pages with `find`.
"""
