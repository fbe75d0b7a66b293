"""Views: request in, response out."""
