"""Two buses, one meaning: in-process for the embedded city, RabbitMQ when distributed."""
