"""HTTP edge of a service: one transaction per request, permissions on every route, problems instead of stack traces."""
