"""Other ways to hand something over between two parties, each tuned as its documentation advises."""
