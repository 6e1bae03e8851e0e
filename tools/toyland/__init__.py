"""Toyland: the drawn world of the bundled checkpoints, and how they are trained and scored."""
