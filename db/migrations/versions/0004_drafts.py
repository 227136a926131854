"""Drafts of questionnaires with their steps, and closing by number of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # In words of SQL: SQLite adds a column with its own check, but Alembic would copy the whole table for it.
    op.execute(
        "ALTER TABLE surveys ADD COLUMN closes_after INTEGER CONSTRAINT surveys_closes_after CHECK (closes_after > 0)"
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("survey_id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "draft_steps",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("draft_id", "number"),
    )
    op.create_index("ix_draft_steps_user_id", "draft_steps", ["user_id"])


def downgrade() -> None:
    op.drop_index("ix_draft_steps_user_id", table_name="draft_steps")
    op.drop_table("draft_steps")
    op.drop_table("drafts")
    op.execute("ALTER TABLE surveys DROP COLUMN closes_after")
