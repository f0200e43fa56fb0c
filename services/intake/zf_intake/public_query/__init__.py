"""What a petitioner reads with number and code: plain steps, masked, without a hint whether a number exists."""
