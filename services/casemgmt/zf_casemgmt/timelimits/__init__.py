"""Legal periods of a case: started, stopped, restarted and extended, each with its explanation."""
