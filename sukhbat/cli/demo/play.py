"""Acting out the plan by the same actions that people use, each as the person whose act it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sukhbat.answers import actions as answers
from sukhbat.answers.actions import DraftText
from sukhbat.answers.rules import LANGUAGES, Confirmed, Kind
from sukhbat.assignments.actions import add_note, assign_question
from sukhbat.assignments.decisions import decline_question, extend_due, redirect_question
from sukhbat.bodies.queries import regions, themes
from sukhbat.bodies.rules import Role
from sukhbat.cli.demo import conference_play, reasons
from sukhbat.cli.demo.content_files import conferences
from sukhbat.cli.demo.day_words import first_day, with_days
from sukhbat.cli.demo.plan import By, Item, Plan
from sukhbat.cli.demo.staff import Staff
from sukhbat.cli.demo.steps import Step, What
from sukhbat.conferences.queries import any_conference
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refused
from sukhbat.people.models import Person
from sukhbat.people.queries import consent_in_force
from sukhbat.questions import moderation
from sukhbat.questions.actions import submit_question, withdraw_question
from sukhbat.questions.callers import enter_question
from sukhbat.questions.closing import close_judged
from sukhbat.questions.intake import Submission
from sukhbat.questions.queries import question
from sukhbat.questions.reminders import note_due_dates
from sukhbat.questions.rules import Source


@dataclass
class Play:
    """One performance. ``skipped`` holds the acts that a rule refused; the item's later acts go with them."""

    plan: Plan
    staff: Staff = field(default_factory=Staff)
    numbers: dict[int, str] = field(default_factory=dict)
    skipped: list[tuple[Step, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        today = local_day(self.plan.steps[-1].at)
        self.theme_ids = {theme.slug: theme.pk for theme in themes(on=today)}
        self.region_ids = {region.slug: region.pk for region in regions()}
        self.stopped: set[int] = set()

    def act(self, step: Step) -> None:
        """Play one step at its moment."""
        if step.item in self.stopped:
            return
        try:
            _ACTS[step.what](self, step)
        except Refused as refused:
            self.stopped.add(step.item)
            self.skipped.append((step, refused.refusal.code))

    def item(self, step: Step) -> Item:
        return self.plan.items[step.item]

    def announce(self, step: Step) -> None:
        times = self.plan.conferences[step.conference]
        text = conferences()[step.conference]
        conference_play.announce(text, times, coordinator=self.coordinator, now=step.at)

    def postpone(self, step: Step) -> None:
        conference_play.postpone(step.conference, coordinator=self.coordinator, now=step.at)

    def close_conference(self, step: Step) -> None:
        conference_play.close(step.conference, coordinator=self.coordinator, now=step.at)

    def close_judged(self, step: Step) -> None:
        close_judged(now=step.at)

    def remind(self, step: Step) -> None:
        note_due_dates(now=step.at)

    def ask(self, step: Step) -> None:
        item = self.item(step)
        key = conferences()[item.conference].slug if item.conference else ""
        conference = any_conference(key) if key else None
        submission = self._submission(step.item, item, now=step.at)
        if item.by is By.OPERATOR:
            operator = self.staff.platform(Role.OPERATOR)
            taken = enter_question(person=operator, submission=submission, conference=conference, now=step.at)
        else:
            person = self.staff.asker(item.asked.language, item.asker)
            taken = submit_question(person=person, submission=submission, conference=conference, now=step.at)
        self.numbers[step.item] = taken.question.number

    def _submission(self, index: int, item: Item, *, now: datetime) -> Submission:
        person = self.staff.asker(item.asked.language, item.asker)
        text = item.asked.text
        if item.fate.masked:
            text = f"{text} {reasons.masked(item.asked.language)}"
        return Submission(
            key=_key(index),
            text=text,
            # Whoever leaves a telephone number in gives a moderator something to look at.
            published_text=text if item.fate.masked else None,
            language=item.asked.language,
            source=Source.WEB,
            theme_id=self.theme_ids[item.matter.theme],
            region_id=self.region_ids[item.region],
            chosen_body_id=self.staff.bodies[item.matter.body].pk if item.chooses_body else None,
            name=person.name,
            hide_name=not item.shows_name,
            contact="+7 701 555 01 01" if item.by is By.OPERATOR else "",
            consent_version=consent_in_force(on=local_day(now)).version,
            is_sample=True,
        )

    def publish(self, step: Step) -> None:
        moderation.publish_question(person=self.moderator, number=self.numbers[step.item], now=step.at)

    def mask(self, step: Step) -> None:
        moderation.mask_question(
            person=self.moderator,
            number=self.numbers[step.item],
            fragments=[reasons.PHONE],
            now=step.at,
        )

    def hide(self, step: Step) -> None:
        moderation.hide_question(
            person=self.moderator, number=self.numbers[step.item], ground=reasons.HIDDEN, now=step.at
        )

    def redirect(self, step: Step) -> None:
        """To the body that can answer, when the rules named another one at first."""
        item, number = self.item(step), self.numbers[step.item]
        found = question(number)
        assert found is not None
        target = self.staff.bodies[item.matter.body]
        if found.body_id == target.pk:
            return
        redirect_question(
            person=self.staff.dispatcher(found.body.slug),
            number=number,
            to_body_id=target.pk,
            reason=reasons.one("redirect", item.asked.language, step.item),
            language=item.asked.language,
            now=step.at,
        )

    def assign(self, step: Step) -> None:
        body = self.item(step).matter.body
        assign_question(
            person=self.staff.dispatcher(body),
            number=self.numbers[step.item],
            executor_id=self.staff.executor(body, step.item).pk,
            now=step.at,
        )

    def note(self, step: Step) -> None:
        item = self.item(step)
        add_note(
            person=self.staff.executor(item.matter.body, step.item),
            number=self.numbers[step.item],
            text=reasons.one("note", item.asked.language, step.item),
            now=step.at,
        )

    def extend(self, step: Step) -> None:
        item = self.item(step)
        extend_due(
            person=self.staff.signatory(item.matter),
            number=self.numbers[step.item],
            days=(2, 3, 5, 8, 10)[step.item % 5],
            reason=reasons.one("extend", item.asked.language, step.item),
            language=item.asked.language,
            now=step.at,
        )

    def decline(self, step: Step) -> None:
        item = self.item(step)
        ground, explanation = reasons.decline(item.asked.language, step.item)
        decline_question(
            person=self.staff.signatory(item.matter),
            number=self.numbers[step.item],
            ground=ground,
            explanation=explanation,
            language=item.asked.language,
            now=step.at,
        )

    def withdraw(self, step: Step) -> None:
        item = self.item(step)
        person = self.staff.asker(item.asked.language, item.asker)
        withdraw_question(person=person, number=self.numbers[step.item], now=step.at)

    def draft(self, step: Step) -> None:
        item = self.item(step)
        binding = "ru" if item.asked.language == "ru" else "kk"
        answers.save_draft(
            person=self.staff.executor(item.matter.body, step.item),
            number=self.numbers[step.item],
            texts=_texts(item, binding, answered_at=step.at),
            confirmed=Confirmed(
                has_facts=True,
                says_what_is_done=True,
                done_by_on=first_day(item.matter.answer[binding], answered_on=local_day(step.at)),
                names_post=True,
                says_how_to_complain=True,
            ),
            binding=binding,
            now=step.at,
        )

    def hand_over(self, step: Step) -> None:
        person = self.staff.executor(self.item(step).matter.body, step.item)
        answers.hand_over(person=person, number=self.numbers[step.item], now=step.at)

    def give_back(self, step: Step) -> None:
        item = self.item(step)
        answers.return_to_executor(
            person=self.staff.signatory(item.matter),
            number=self.numbers[step.item],
            reason=reasons.one("return", item.asked.language, step.item),
            now=step.at,
        )

    def sign(self, step: Step) -> None:
        person = self.staff.signatory(self.item(step).matter)
        answers.sign_answer(person=person, number=self.numbers[step.item], now=step.at)

    @property
    def moderator(self) -> Person:
        return self.staff.platform(Role.MODERATOR)

    @property
    def coordinator(self) -> Person:
        return self.staff.platform(Role.COORDINATOR)


def _key(index: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"sukhbat-demo/question/{index}")


def _texts(item: Item, binding: str, *, answered_at: datetime) -> dict[str, DraftText]:
    day = local_day(answered_at)
    return {
        language: DraftText(
            text=with_days(item.matter.answer[language], answered_on=day, language=language),
            legal_ground=item.matter.legal_ground[language],
            kind=Kind.ORIGINAL if language == binding else Kind.OFFICIAL,
        )
        for language in LANGUAGES
    }


_ACTS: Mapping[What, Callable[[Play, Step], None]] = {
    What.ANNOUNCE: Play.announce,
    What.POSTPONE: Play.postpone,
    What.CLOSE_CONFERENCE: Play.close_conference,
    What.CLOSE_JUDGED: Play.close_judged,
    What.REMIND: Play.remind,
    What.ASK: Play.ask,
    What.PUBLISH: Play.publish,
    What.MASK: Play.mask,
    What.HIDE: Play.hide,
    What.REDIRECT: Play.redirect,
    What.ASSIGN: Play.assign,
    What.NOTE: Play.note,
    What.WITHDRAW: Play.withdraw,
    What.DECLINE: Play.decline,
    What.DRAFT: Play.draft,
    What.HAND_OVER: Play.hand_over,
    What.RETURN: Play.give_back,
    What.EXTEND: Play.extend,
    What.SIGN: Play.sign,
}
