"""People of this agency, how they sign in, and the tokens their requests carry."""
