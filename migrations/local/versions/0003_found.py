"""Jobs in the order they were found."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_index("ix_job_opportunities_found_at", "job_opportunities", ["found_at"], unique=False)
