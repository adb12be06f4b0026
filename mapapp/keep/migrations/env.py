"""What Alembic runs first: our connection, and its transaction, are the caller's."""

from __future__ import annotations

from alembic import context

from mapapp.keep.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
