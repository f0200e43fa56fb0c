"""服务承诺 (S-028): what is promised in public with its limit, and a record of every breach with cause and person."""
