"""Legal periods of petitions: started, ended, restarted, paused and extended, each with its explanation."""
