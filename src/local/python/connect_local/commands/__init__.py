"""The commands behind make's targets, one module each: ``python -m connect_local.commands.demo``."""
