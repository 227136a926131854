"""The tables. What may be seen of them is decided in services; what leaves the house are frozen values, never these rows."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import Address, Counter, Day, Hash, Json, Key, Moment, Name, RandomKey, Slug, Word, reference


class Base(DeclarativeBase):
    pass


class District(Base):
    """A city district as a tile of the map. `valid_until` is set when the city redraws its map; answers keep pointing here."""

    __tablename__ = "districts"

    id: Mapped[Key]
    slug: Mapped[Slug]
    name: Mapped[Name]
    tile_row: Mapped[int]
    tile_column: Mapped[int]
    valid_from: Mapped[Day]
    valid_until: Mapped[date | None]


class Population(Base):
    """How many people (or households) of a group live in a district, with the day and the source of the figure."""

    __tablename__ = "populations"
    __table_args__ = (UniqueConstraint("district_id", "group_name", "as_of"),)

    id: Mapped[Key]
    district_id: Mapped[int] = reference("districts.id", index=True)
    group_name: Mapped[Word]
    people: Mapped[int]
    as_of: Mapped[Day]
    source: Mapped[Name]
    estimated: Mapped[bool]


class Network(Base):
    """A network of a quarter. It lies in one district; a district may hold several."""

    __tablename__ = "networks"

    id: Mapped[Key]
    slug: Mapped[Slug]
    name: Mapped[Name]
    district_id: Mapped[int] = reference("districts.id", index=True)
    planned: Mapped[bool]


class User(Base):
    """A member of staff. Without a password hash the account waits for its one-time link."""

    __tablename__ = "users"

    id: Mapped[Key]
    email: Mapped[Address]
    name: Mapped[Name]
    language: Mapped[Word]
    password_hash: Mapped[str | None]
    active: Mapped[bool]
    failures: Mapped[int]
    locked_until: Mapped[Moment | None]
    created_on: Mapped[Day]


class Role(Base):
    """A role of a user, for one network or, without one, for the whole city."""

    __tablename__ = "roles"
    __table_args__ = (
        Index(
            "roles_once_per_network",
            "user_id",
            "role",
            "network_id",
            unique=True,
            sqlite_where=text("network_id IS NOT NULL"),
            postgresql_where=text("network_id IS NOT NULL"),
        ),
        Index(
            "roles_once_in_the_city",
            "user_id",
            "role",
            unique=True,
            sqlite_where=text("network_id IS NULL"),
            postgresql_where=text("network_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = reference("users.id", ondelete="CASCADE", index=True)
    role: Mapped[Word]
    network_id: Mapped[int | None] = reference("networks.id", index=True)


class Login(Base):
    """A staff member's signed-in browser. Only a hash of the cookie is kept."""

    __tablename__ = "logins"

    token_hash: Mapped[Hash] = mapped_column(primary_key=True)
    user_id: Mapped[int] = reference("users.id", ondelete="CASCADE", index=True)
    signed_in_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]


class OneTimeLink(Base):
    """A link that sets a password once: the first account (no user yet) or a reset."""

    __tablename__ = "one_time_links"

    token_hash: Mapped[Hash] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = reference("users.id", ondelete="CASCADE", index=True)
    expires_at: Mapped[Moment]


class Survey(Base):
    """A survey. `change_number` rises under the lock of this row with every change of its answers."""

    __tablename__ = "surveys"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'open', 'closed')", name="surveys_status"),
        CheckConstraint("partition IN ('network', 'district')", name="surveys_partition"),
        CheckConstraint("closes_after > 0", name="surveys_closes_after"),
    )

    id: Mapped[Key]
    slug: Mapped[Slug]
    status: Mapped[Word]
    network_id: Mapped[int | None] = reference("networks.id", index=True)
    district_id: Mapped[int | None] = reference("districts.id", index=True)
    partition: Mapped[Word]
    """Along what its published totals are cut: by network, else by district."""
    open_results: Mapped[bool]
    """Declared open: its first section says that results are visible at once."""
    change_number: Mapped[Counter]
    version_number: Mapped[int]
    """The version that new answers begin with; 0 where there is only a draft."""
    closes_on: Mapped[date | None]
    """The last day on which it takes answers."""
    closes_after: Mapped[int | None]
    """How many answers a wave takes."""


class Version(Base):
    """A questionnaire as it was published. Never changed: a trigger refuses it."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    id: Mapped[Key]
    survey_id: Mapped[int] = reference("surveys.id")
    number: Mapped[int]
    content: Mapped[Json]
    published_on: Mapped[Day]


class Draft(Base):
    """A questionnaire being written: the next version of a survey, at most one for each. Its row is locked by everyone who edits it.

    The preview's token is made from the random id with the secret key; here is only its hash.
    """

    __tablename__ = "drafts"

    id: Mapped[RandomKey]
    survey_id: Mapped[int] = reference("surveys.id", unique=True)
    based_on: Mapped[int]
    """The version it was made from; 0 for a survey that has none."""
    step: Mapped[int]
    """The step that holds now; those after it were undone."""
    last_step: Mapped[int]
    """The highest number ever given: a number never stands for two contents."""
    token_hash: Mapped[Hash] = mapped_column(unique=True)


class DraftStep(Base):
    """A draft as it was after one edit."""

    __tablename__ = "draft_steps"

    draft_id: Mapped[UUID] = reference("drafts.id", ondelete="CASCADE", primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[Json]
    user_id: Mapped[int | None] = reference("users.id", ondelete="SET NULL", index=True)
    made_at: Mapped[Moment]


class Wave(Base):
    """One round of a survey. At most one is open, and answers belong to it."""

    __tablename__ = "waves"
    __table_args__ = (
        UniqueConstraint("survey_id", "number"),
        Index(
            "waves_one_open",
            "survey_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
    )

    id: Mapped[Key]
    survey_id: Mapped[int] = reference("surveys.id")
    number: Mapped[int]
    name: Mapped[Name]
    opened_on: Mapped[Day]
    closed_on: Mapped[date | None]


class Answer(Base):
    """One person's answer. No address, no time of day, no link to who it was. A withdrawn one keeps its place and loses its content."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("survey_id", "instance_hash"),
        Index("answers_by_change", "survey_id", "change_number"),
        CheckConstraint("channel IN ('phone', 'assisted', 'paper')", name="answers_channel"),
    )

    id: Mapped[RandomKey]
    survey_id: Mapped[int] = reference("surveys.id")
    version_id: Mapped[int] = reference("versions.id")
    wave_id: Mapped[int] = reference("waves.id", index=True)
    network_id: Mapped[int | None] = reference("networks.id")
    district_id: Mapped[int | None] = reference("districts.id")
    language: Mapped[Word]
    channel: Mapped[Word]
    day: Mapped[Day]
    content: Mapped[str | None] = mapped_column(Text)
    change_number: Mapped[int] = mapped_column(BigInteger)
    instance_hash: Mapped[Hash]
    content_hash: Mapped[Hash]
    withdrawn: Mapped[bool]


class Receipt(Base):
    """Leads from a receipt code (its hash) to an answer; only for those who asked for one."""

    __tablename__ = "receipts"

    code_hash: Mapped[Hash] = mapped_column(primary_key=True)
    answer_id: Mapped[UUID] = reference("answers.id", ondelete="CASCADE", index=True)


class Image(Base):
    """A picture, sealed. It waits for its answer under the hash of its form, for a day at most; in an answer it keeps neither that nor a time."""

    __tablename__ = "images"
    __table_args__ = (
        CheckConstraint("(answer_id IS NULL) = (instance_hash IS NOT NULL)", name="images_waits_under_its_form"),
        CheckConstraint("(answer_id IS NULL) = (waits_until IS NOT NULL)", name="images_waits_for_a_while"),
    )

    id: Mapped[RandomKey]
    survey_id: Mapped[int] = reference("surveys.id")
    answer_id: Mapped[UUID | None] = reference("answers.id", ondelete="CASCADE", index=True)
    instance_hash: Mapped[Hash | None] = mapped_column(index=True)
    waits_until: Mapped[Moment | None] = mapped_column(index=True)
    content: Mapped[bytes]


class Cut(Base):
    """The figures of one part of a survey as they were last released to an audience; they hold until the next batch is whole."""

    __tablename__ = "cuts"
    __table_args__ = (UniqueConstraint("wave_id", "part", "audience"),)

    id: Mapped[Key]
    survey_id: Mapped[int] = reference("surveys.id", index=True)
    wave_id: Mapped[int] = reference("waves.id")
    part: Mapped[int]
    """The network or district, as the survey's partition says; 0 for answers that belong to none."""
    audience: Mapped[Word]
    change_number: Mapped[int] = mapped_column(BigInteger)
    """Changes up to this number are in."""
    figures: Mapped[Json]


class RawRight(Base):
    """Who besides coordinators sees every answer of a survey at once."""

    __tablename__ = "raw_rights"

    user_id: Mapped[int] = reference("users.id", ondelete="CASCADE", primary_key=True)
    survey_id: Mapped[int] = reference("surveys.id", primary_key=True)


class Download(Base):
    """An export that somebody ordered; made when it is fetched."""

    __tablename__ = "downloads"

    id: Mapped[RandomKey]
    user_id: Mapped[int] = reference("users.id", ondelete="CASCADE", index=True)
    survey_id: Mapped[int] = reference("surveys.id")
    order: Mapped[Json]
    ordered_at: Mapped[Moment]


class Setting(Base):
    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Json]


class Audit(Base):
    """Who did what to whom among the staff. Nothing of residents."""

    __tablename__ = "audit"

    id: Mapped[Key]
    at: Mapped[Moment] = mapped_column(index=True)
    user_id: Mapped[int | None] = reference("users.id", ondelete="SET NULL", index=True)
    action: Mapped[Word]
    subject: Mapped[Name]
    details: Mapped[Json]


class Workshop(Base):
    """A workshop. Its row is locked by everyone who takes or gives back places; `last_number` rises under that lock."""

    __tablename__ = "workshops"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'open', 'closed', 'cancelled')", name="workshops_status"),
        CheckConstraint("queue_rule IN ('strict', 'next_that_fits')", name="workshops_queue_rule"),
        CheckConstraint("offer_hours > 0", name="workshops_offer_hours"),
        CheckConstraint("delete_after_days >= 0", name="workshops_delete_after_days"),
    )

    id: Mapped[Key]
    slug: Mapped[Slug]
    status: Mapped[Word]
    district_id: Mapped[int] = reference("districts.id", index=True)
    network_id: Mapped[int | None] = reference("networks.id", index=True)
    series: Mapped[str | None] = mapped_column(String(80), index=True)
    title: Mapped[Json]
    text: Mapped[Json]
    place: Mapped[Name]
    accessibility: Mapped[Json]
    languages: Mapped[Json]
    """Languages spoken there, as a list of tags."""
    asks: Mapped[Json]
    """What its form asks beside places, as a list: `step_free`, `food`, `organisation`, `been_before`."""
    unaccompanied: Mapped[bool]
    """Children may come without an adult; a parent signs them up all the same."""
    questions: Mapped[Json]
    """Its own questions as a questionnaire. They stay as they are once somebody has signed up."""
    opens_at: Mapped[Moment | None]
    closes_at: Mapped[Moment | None]
    changes_until: Mapped[Moment | None]
    queue_rule: Mapped[Word]
    offer_hours: Mapped[int | None]
    """Whoever moves up confirms within so many hours; None: they are in at once."""
    follow_up_survey_id: Mapped[int | None] = reference("surveys.id", index=True)
    delete_after_days: Mapped[int]
    last_number: Mapped[int]
    created_on: Mapped[Day]


class WorkshopDate(Base):
    """One date of a workshop. A sign-up is for all of them."""

    __tablename__ = "workshop_dates"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="workshop_dates_ends_after_it_starts"),)

    id: Mapped[Key]
    workshop_id: Mapped[int] = reference("workshops.id", index=True)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]


class Pool(Base):
    """Places of one kind. Taking is one conditional update; the check is the last line of defence."""

    __tablename__ = "pools"
    __table_args__ = (
        CheckConstraint("taken BETWEEN 0 AND capacity", name="pools_taken"),
        CheckConstraint("kind IN ('place', 'online', 'childcare', 'interpreter')", name="pools_kind"),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = reference("workshops.id", index=True)
    kind: Mapped[Word]
    language: Mapped[str | None] = mapped_column(String(40))
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    capacity: Mapped[int]
    taken: Mapped[int]


class SignUp(Base):
    """One family's sign-up. Token, code and PIN are made from the random id with the secret key; here are only their hashes."""

    __tablename__ = "signups"
    __table_args__ = (
        UniqueConstraint("workshop_id", "instance_hash"),
        UniqueConstraint("workshop_id", "number"),
        Index("signups_queue", "workshop_id", "state", "number"),
        CheckConstraint("state IN ('confirmed', 'waiting', 'offered', 'cancelled')", name="signups_state"),
        CheckConstraint("(state = 'offered') = (offer_until IS NOT NULL)", name="signups_offer_has_its_time"),
    )

    id: Mapped[RandomKey]
    workshop_id: Mapped[int] = reference("workshops.id")
    instance_hash: Mapped[Hash]
    content_hash: Mapped[Hash]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    code_hash: Mapped[Hash] = mapped_column(unique=True)
    pin_hash: Mapped[Hash]
    pin_failures: Mapped[int]
    locked_until: Mapped[Moment | None]
    state: Mapped[Word]
    number: Mapped[int]
    """The place in line: rises within the workshop, given under its lock, never changed."""
    passed: Mapped[int]
    """How often somebody behind went ahead, as the workshop's rule allows."""
    offer_until: Mapped[Moment | None]
    language: Mapped[Word]
    name: Mapped[Name]
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    organisation: Mapped[str | None] = mapped_column(String(200))
    party: Mapped[Json]
    answers: Mapped[Json]
    been_before: Mapped[bool | None]
    """The voluntary "waren Sie schon einmal dabei?"."""
    changes: Mapped[int]
    """How often it was changed; the SEQUENCE of its calendar file."""
    created_on: Mapped[Day]


class SignUpPool(Base):
    """How many places of a pool a sign-up holds (confirmed, offered) or waits for. A cancelled one has none."""

    __tablename__ = "signup_pools"
    __table_args__ = (CheckConstraint("n > 0", name="signup_pools_n"),)

    signup_id: Mapped[UUID] = reference("signups.id", ondelete="CASCADE", primary_key=True)
    pool_id: Mapped[int] = reference("pools.id", index=True, primary_key=True)
    n: Mapped[int]


class Attendance(Base):
    """Who of a sign-up came on a date; a walk-in has no sign-up. A later mark wins, whichever phone it comes from."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("date_id", "signup_id"),
        UniqueConstraint("date_id", "instance_hash"),
        CheckConstraint("state IN ('came', 'excused', 'none')", name="attendance_state"),
        CheckConstraint("adults >= 0 AND children >= 0", name="attendance_people"),
    )

    id: Mapped[RandomKey]
    date_id: Mapped[int] = reference("workshop_dates.id")
    signup_id: Mapped[UUID | None] = reference("signups.id", ondelete="CASCADE", index=True)
    instance_hash: Mapped[Hash | None]
    """Of a walk-in, so that a repeated mark counts once."""
    name: Mapped[str | None] = mapped_column(String(200))
    """Of a walk-in, if told."""
    state: Mapped[Word]
    adults: Mapped[int]
    children: Mapped[int]
    marked_at: Mapped[Moment]


class Message(Base):
    """A mail to be sent, written in the transaction that is its reason. `uncertain` from the moment the worker takes it until it knows."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_due", "state", "next_try_at"),
        CheckConstraint("state IN ('new', 'sent', 'failed', 'uncertain')", name="outbox_state"),
    )

    id: Mapped[RandomKey]
    workshop_id: Mapped[int] = reference("workshops.id", index=True)
    signup_id: Mapped[UUID] = reference("signups.id", ondelete="CASCADE", index=True)
    kind: Mapped[Word]
    language: Mapped[Word]
    recipient: Mapped[str] = mapped_column(String(254))
    payload: Mapped[Json]
    state: Mapped[Word]
    attempts: Mapped[int]
    next_try_at: Mapped[Moment]
    taken_at: Mapped[Moment | None]
    problem: Mapped[str] = mapped_column(String(300))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    """What must not be said twice, such as the reminder of a date."""


class Call(Base):
    """Somebody without an e-mail address has to hear of a change from a human being."""

    __tablename__ = "calls"

    id: Mapped[Key]
    workshop_id: Mapped[int] = reference("workshops.id", index=True)
    signup_id: Mapped[UUID] = reference("signups.id", ondelete="CASCADE", index=True)
    kind: Mapped[Word]
    payload: Mapped[Json]
    created_on: Mapped[Day]
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = reference("users.id", ondelete="SET NULL", index=True)


class Deletion(Base):
    """The protocol: what was deleted of a workshop's sign-ups when, and the counts that stay. Nobody's name."""

    __tablename__ = "deletions"

    id: Mapped[Key]
    workshop_id: Mapped[int] = reference("workshops.id", index=True)
    date_id: Mapped[int | None] = reference("workshop_dates.id", index=True)
    """The date whose attendance went; None: all sign-ups."""
    what: Mapped[Word]
    rows_deleted: Mapped[int]
    counts: Mapped[Json]
    deleted_on: Mapped[Day]
