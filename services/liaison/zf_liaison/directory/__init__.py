"""The agencies and units this node knows, and the people a matter may be given to."""
