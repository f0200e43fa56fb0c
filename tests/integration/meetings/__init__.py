"""A package, so that what stands for all tests of this folder ends with the folder and frees its connections."""
