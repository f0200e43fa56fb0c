"""A year of joint meetings and supervised tasks of one city, in simulated time (`zf demo calendar`)."""
