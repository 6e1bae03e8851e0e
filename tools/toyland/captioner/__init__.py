"""The captioner: says in Toyland's words what a picture shows."""
