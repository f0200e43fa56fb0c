"""HTTP bodies of the services, shared by the routes and the web front end. Requests forbid unknown fields."""
