"""The law as data and the pure engines that read it: no clock, no database, no network.

Start at `loader.load_law`, which returns one `Law` with every table checked.
"""
