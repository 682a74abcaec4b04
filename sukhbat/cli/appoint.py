"""``sukhbat appoint``: the first roles of an installation, before anybody can grant one in the pages."""

from argparse import ArgumentParser, Namespace

from sukhbat.cli.environment import ready
from sukhbat.cli.words import CommandError, say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", help="address of the person; an account is made when there is none")
    parser.add_argument(
        "role", help="administrator, coordinator, moderator, dispatcher, executor, signatory, …"
    )
    parser.add_argument("body", help="slug of the body")
    parser.add_argument("--name", default="", help="name, for a new account")
    parser.add_argument("--language", default="", choices=("kk", "ru", "en"), help="for a new account")
    parser.add_argument("--post", default="", help="name of the post, shown under what a signatory signs")
    parser.add_argument(
        "--coordinating", action="store_true", help="also make this body the one that coordinates"
    )


def run(options: Namespace) -> int:
    """Grant the role from today on; the same again changes nothing."""
    with ready():
        from django.db import transaction

        from sukhbat.bodies.founding import name_coordinator
        from sukhbat.cli.appointing import appoint
        from sukhbat.kernel import clock

        now = clock.now()
        texts = {
            "email": options.email,
            "name": options.name,
            "language": options.language or "kk",
            "body": options.body,
            "role": options.role,
            "post_kk": options.post,
            "post_ru": options.post,
            "post_en": options.post,
        }
        with transaction.atomic():
            if refusal := appoint(texts, now=now):
                raise CommandError(refusal)
            if options.coordinating:
                name_coordinator(slug=options.body, now=now)
    say(f"{options.email} is {options.role} of {options.body} from today on.")
    return 0
