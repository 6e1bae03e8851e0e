"""Add-ons with which `base` and `instruct` need four steps and no guidance: their training, export and scores."""
