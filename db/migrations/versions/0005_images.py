"""Pictures of answers, and those that wait for one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "images",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("instance_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(answer_id IS NULL) = (instance_hash IS NOT NULL)", name="images_waits_under_its_form"),
        sa.CheckConstraint("(answer_id IS NULL) = (waits_until IS NOT NULL)", name="images_waits_for_a_while"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"]),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("answer_id", "instance_hash", "waits_until"):
        op.create_index(f"ix_images_{column}", "images", [column])


def downgrade() -> None:
    op.drop_table("images")
