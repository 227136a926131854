"""Workshops: dates, pools of places, sign-ups, attendance, the outbox, calls and the protocol of deletions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("series", sa.String(length=80), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("accessibility", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("unaccompanied", sa.Boolean(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_rule", sa.String(length=40), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=True),
        sa.Column("follow_up_survey_id", sa.Integer(), nullable=True),
        sa.Column("delete_after_days", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.CheckConstraint("queue_rule IN ('strict', 'next_that_fits')", name="workshops_queue_rule"),
        sa.CheckConstraint("status IN ('draft', 'open', 'closed', 'cancelled')", name="workshops_status"),
        sa.CheckConstraint("delete_after_days >= 0", name="workshops_delete_after_days"),
        sa.CheckConstraint("offer_hours > 0", name="workshops_offer_hours"),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["follow_up_survey_id"],
            ["surveys.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshops_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshops_follow_up_survey_id"), ["follow_up_survey_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshops_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshops_series"), ["series"], unique=False)

    op.create_table(
        "pools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('place', 'online', 'childcare', 'interpreter')", name="pools_kind"),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="pools_taken"),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("pools", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pools_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "signups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("instance_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pin_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pin_failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=True),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("been_before", sa.Boolean(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.CheckConstraint("(state = 'offered') = (offer_until IS NOT NULL)", name="signups_offer_has_its_time"),
        sa.CheckConstraint("state IN ('confirmed', 'waiting', 'offered', 'cancelled')", name="signups_state"),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_hash"),
        sa.UniqueConstraint("token_hash"),
        sa.UniqueConstraint("workshop_id", "instance_hash"),
        sa.UniqueConstraint("workshop_id", "number"),
    )
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.create_index("signups_queue", ["workshop_id", "state", "number"], unique=False)

    op.create_table(
        "workshop_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="workshop_dates_ends_after_it_starts"),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("workshop_dates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_dates_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Uuid(), nullable=True),
        sa.Column("instance_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('came', 'excused', 'none')", name="attendance_state"),
        sa.CheckConstraint("adults >= 0 AND children >= 0", name="attendance_people"),
        sa.ForeignKeyConstraint(
            ["date_id"],
            ["workshop_dates.id"],
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("date_id", "instance_hash"),
        sa.UniqueConstraint("date_id", "signup_id"),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_signup_id"), ["signup_id"], unique=False)

    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["users.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calls_done_by"), ["done_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_signup_id"), ["signup_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "deletions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("rows_deleted", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("deleted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["date_id"],
            ["workshop_dates.id"],
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("deletions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deletions_date_id"), ["date_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deletions_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=True),
        sa.CheckConstraint("state IN ('new', 'sent', 'failed', 'uncertain')", name="outbox_state"),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id"),
        sa.UniqueConstraint("once"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_signup_id"), ["signup_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_workshop_id"), ["workshop_id"], unique=False)
        batch_op.create_index("outbox_due", ["state", "next_try_at"], unique=False)

    op.create_table(
        "signup_pools",
        sa.Column("signup_id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="signup_pools_n"),
        sa.ForeignKeyConstraint(
            ["pool_id"],
            ["pools.id"],
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("signup_id", "pool_id"),
    )
    with op.batch_alter_table("signup_pools", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signup_pools_pool_id"), ["pool_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("signup_pools", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signup_pools_pool_id"))

    op.drop_table("signup_pools")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("outbox_due")
        batch_op.drop_index(batch_op.f("ix_outbox_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_signup_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("deletions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deletions_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_deletions_date_id"))

    op.drop_table("deletions")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_calls_signup_id"))
        batch_op.drop_index(batch_op.f("ix_calls_done_by"))

    op.drop_table("calls")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_signup_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("workshop_dates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_dates_workshop_id"))

    op.drop_table("workshop_dates")
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.drop_index("signups_queue")

    op.drop_table("signups")
    with op.batch_alter_table("pools", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pools_workshop_id"))

    op.drop_table("pools")
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshops_series"))
        batch_op.drop_index(batch_op.f("ix_workshops_network_id"))
        batch_op.drop_index(batch_op.f("ix_workshops_follow_up_survey_id"))
        batch_op.drop_index(batch_op.f("ix_workshops_district_id"))

    op.drop_table("workshops")
