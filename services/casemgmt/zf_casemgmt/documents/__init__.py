"""Official documents of a case: issued from templates, uploaded, or received with a package."""
