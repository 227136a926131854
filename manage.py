"""The operator's console. `python manage.py --help` lists what it can do; everything is done by services."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import settings
from db import migrate
from services import accounts, house, surveys
from services.may import Role


def main(words: list[str] | None = None) -> int:
    arguments = _parser().parse_args(words)
    try:
        if arguments.migrates:
            migrate.migrate(house.engine())
        return int(arguments.do(arguments) or 0)
    except (
        settings.Misconfigured,
        accounts.NotAccepted,
        surveys.UnknownSurvey,
        surveys.NotPossible,
        LookupError,
        OSError,
    ) as problem:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
        return 1
    finally:
        house.close()


def _migrate(_: argparse.Namespace) -> None:
    print("The database is up to date.")


def _seed_demo(_: argparse.Namespace) -> None:
    from demo import seeding

    seeding.seed()


def _create_user(arguments: argparse.Namespace) -> None:
    networks = _network_ids()
    if arguments.network and arguments.network not in networks:
        raise LookupError(
            f"there is no network {arguments.network!r}; there are: {', '.join(sorted(networks)) or 'none'}"
        )
    user_id = accounts.create_user(
        arguments.email, arguments.name, [(Role(arguments.role), networks.get(arguments.network))]
    )
    print(f"Set the password within seven days:\n{settings.current().public_url}/reset/{accounts.link_for(user_id)}")


def _network_ids() -> dict[str, int]:
    from services import places

    return {network.slug: network.id for network in places.networks()}


def _export(arguments: argparse.Namespace) -> None:
    from services import exporting

    exporting.write(arguments.slug, arguments.format, arguments.output)


def _import_form(arguments: argparse.Namespace) -> int:
    """Tables that the form asks for are looked for beside it."""
    from i18n import forms as sentences
    from i18n.catalogue import words
    from services import forms

    imported = forms.take_form(arguments.file, slug=arguments.slug, partition=arguments.partition)
    own = words(arguments.language)
    for note in imported.notes:
        print(sentences.line(note, own))
    if imported.draft:
        asked = sum(1 for _ in imported.draft.questionnaire.questions())
        print(sentences.taken(imported.draft.survey.slug, asked, own))
        return 0
    for reason in imported.reasons:
        print(sentences.line(reason, own), file=sys.stderr)
    print(sentences.refused(len(imported.reasons), own), file=sys.stderr)
    return 1


def _generate(arguments: argparse.Namespace) -> None:
    from demo import generating

    generating.generate(arguments.slug, arguments.answers)


def _retention(_: argparse.Namespace) -> None:
    """The running app does the same every hour."""
    from services import forgetting, images, posting

    deleted = forgetting.forget_due()
    for one in deleted:
        print(f"{one.slug}: {one.rows} rows of {one.what} deleted, counts kept")
    if copies := posting.clear_folder():
        print(f"{copies} copies of mails deleted from the outbox folder")
    if pictures := images.forget_waited():
        print(f"{pictures} pictures deleted that waited for an answer too long")
    if not deleted and not copies and not pictures:
        print("Nothing was due.")


def _check(_: argparse.Namespace) -> int:
    from services import checking

    if not migrate.is_current(house.engine()):
        print("The database needs `manage.py migrate`.")
        return 1
    problems = checking.invariants()
    print("\n".join(problems) or "All is well.")
    return 1 if problems else 0


def _pack_assets(_: argparse.Namespace) -> None:
    from web import streamlit_files

    streamlit_files.pack()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, do: Callable[[argparse.Namespace], int | None], words: str, migrates: bool = True
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        added.set_defaults(do=do, migrates=migrates)
        return added

    command("migrate", _migrate, "bring the database to the newest schema")
    command("seed-demo", _seed_demo, "fill an empty database with the demonstration (only with DEMO=1)")
    user = command("create-user", _create_user, "make an account and print its one-time link")
    user.add_argument("email")
    user.add_argument("--name", required=True)
    user.add_argument("--role", choices=[role.value for role in Role], required=True)
    user.add_argument("--network", default="", help="the slug of the network for which the role holds")
    export = command("export", _export, "write the answers of a survey to a file")
    export.add_argument("slug")
    export.add_argument("--format", choices=["csv", "xlsx"], default="csv")
    export.add_argument("-o", "--output", type=Path, required=True)
    form = command("import-form", _import_form, "make a draft survey of an XLSForm, or list all that is wrong with it")
    form.add_argument("file", type=Path, metavar="FILE", help=".xlsx, .xls, .csv or .md")
    form.add_argument("--slug", default="", help="the address of the survey; without one it is made of the title")
    form.add_argument(
        "--partition", choices=["district", "network"], default="district", help="what results are cut by"
    )
    form.add_argument("--language", choices=["de", "en"], default="de", help="of what is said about the form")
    generate = command("generate", _generate, "add synthetic answers for benchmarks")
    generate.add_argument("slug")
    generate.add_argument("--answers", type=int, required=True)
    command(
        "retention",
        _retention,
        "delete what is no longer needed of sign-ups and pictures, now instead of within the hour",
    )
    command("check", _check, "prove what must always be true of places and waiting lists", migrates=False)
    command("pack-assets", _pack_assets, "compress Streamlit's files once into the data folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
