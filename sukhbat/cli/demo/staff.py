"""Who acts in which body of the sample state, found once before the history is played."""

from dataclasses import dataclass, field

from sukhbat.bodies.models import Body
from sukhbat.bodies.queries import bodies
from sukhbat.bodies.rules import Role
from sukhbat.cli.demo.content_files import Matter
from sukhbat.cli.demo.directory import EXECUTORS, askers, posts_of
from sukhbat.kernel import clock
from sukhbat.people.enrolment import Enrolled, people_by_email
from sukhbat.people.models import Person
from sukhbat.web.demo.cast import PLATFORM, staff_address

# Everybody of the play is in the directory already.
_NOBODY_NEW = Enrolled()


@dataclass
class Staff:
    """The people of the play; each address is looked up once."""

    askers: dict[str, list[Person]] = field(default_factory=askers)
    bodies: dict[str, Body] = field(
        default_factory=lambda: {body.slug: body for body in bodies(on=clock.local_day(clock.now()))}
    )
    _known: dict[str, Person] = field(default_factory=dict)

    def asker(self, language: str, number: int) -> Person:
        """Somebody who asks in a language; whoever asks in English speaks Kazakh or Russian, too."""
        spoken = language if language in self.askers else ("kk", "ru")[number % 2]
        return self.askers[spoken][number % len(self.askers[spoken])]

    def platform(self, role: Role) -> Person:
        return self._person(role, 1, PLATFORM)

    def dispatcher(self, body: str) -> Person:
        return self._person(Role.DISPATCHER, 1, body)

    def executor(self, body: str, item: int) -> Person:
        return self._person(Role.EXECUTOR, item % EXECUTORS + 1, body)

    def signatory(self, matter: Matter) -> Person:
        """The one whose post the sample answer names."""
        posts = [post["kk"] for post in posts_of(matter.body)]
        return self._person(Role.SIGNATORY, posts.index(matter.post["kk"]) + 1, matter.body)

    def _person(self, role: Role, number: int, body: str) -> Person:
        address = staff_address(role.value, number, body)
        if address not in self._known:
            self._known |= people_by_email(wanted={address: _NOBODY_NEW})
        return self._known[address]
