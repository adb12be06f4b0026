"""Alembic's scripts: how a case's tables came to be what they are, one file a revision."""
