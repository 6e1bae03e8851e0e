"""The judge: a small classifier that says what a picture shows, without knowing how it was made."""
