"""Open alarms of the node's exchange: raised once, cleared by themselves when the cause is gone."""
