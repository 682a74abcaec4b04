"""Passes for a rehearsal, made on the server's machine: only for a conference of samples."""

from datetime import datetime, timedelta

from sukhbat.bodies.queries import regions
from sukhbat.cli.rehearse.guests import Guests
from sukhbat.cli.words import CommandError
from sukhbat.conferences.models import Conference
from sukhbat.conferences.queries import any_conference, live_conferences
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.passes import issue_pass
from sukhbat.people.models import ConsentText
from sukhbat.people.queries import consent_in_force
from sukhbat.people.rehearsal import MOST, enrol_rehearsal_people
from sukhbat.questions.queries import Filters, public_questions

PUBLIC = 100
LONGEST = timedelta(hours=12)


def sample_conference(slug: str) -> Conference:
    """A conference of samples by its address. CommandError for any other."""
    found = any_conference(slug)
    if found is None:
        raise CommandError(f"There is no conference {slug}.")
    if not found.is_sample:
        raise CommandError(
            f"{slug} is no sample: a rehearsal puts made-up questions into sample conferences only."
        )
    return found


def live_sample(*, now: datetime) -> str:
    """The address of the sample conference that is live now. CommandError when there is none."""
    found = next((row for row in live_conferences(now=now) if row.is_sample), None)
    if found is None:
        raise CommandError("No sample conference is live now; name one with --conference.")
    return found.slug


def invite(*, slug: str, people: int, lasts: timedelta, origin: str, now: datetime) -> Guests:
    """Passes of so many sample people. CommandError for a conference in earnest, or numbers out of reason."""
    found = sample_conference(slug)
    if not 1 <= people <= MOST:
        raise CommandError(f"A rehearsal has 1 to {MOST} people.")
    if lasts > LONGEST:
        raise CommandError("Passes hold for twelve hours at most.")
    try:
        consent = consent_in_force(on=local_day(now)).version
    except ConsentText.DoesNotExist:
        raise CommandError("No consent text is in force yet, so nobody can ask.") from None
    ids = enrol_rehearsal_people(count=people)
    newest = public_questions(Filters(conference_id=found.pk, stage="in_work"), limit=PUBLIC)
    return Guests(
        conference=slug,
        until=now + lasts,
        consent=consent,
        passes=tuple(issue_pass(person_id=key, conference_id=found.pk, now=now, lasts=lasts) for key in ids),
        origin=origin,
        themes=tuple(link.theme.slug for link in found.theme_links.all()),
        regions=tuple(region.slug for region in regions()),
        numbers=tuple(question.number for question in newest),
    )
