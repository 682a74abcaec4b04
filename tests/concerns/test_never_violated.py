"""People decide and the machine regroups, in any order: after each step every decision in force still holds."""

import random
from datetime import timedelta

import pytest

from sukhbat.concerns.actions import join_concern, part_question
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Concern, Decision
from sukhbat.concerns.regrouping import DecisionViolated
from sukhbat.concerns.splitting import split_concern
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.concerns.undoing import undo_decision
from sukhbat.kernel.refusals import Refused
from sukhbat.questions.models import Question
from tests.concerns.steps import VERSION, ask_many, asker, obeyed, regroup, violations
from tests.people import MONDAY

pytestmark = pytest.mark.django_db
STEPS = 40


class Chance:
    """A person or the machine does something at random; refusals are answers, too."""

    def __init__(self, state, seed):
        self.state, self.dice = state, random.Random(seed)
        self.asked = ask_many(state, 12) + ask_many(state, 3, theme_id=state.roads.pk)
        self.now = MONDAY
        self.done = dict.fromkeys(
            ("join", "part", "merge", "split", "undo", "regroup", "obey", "stream", "redirect"), 0
        )

    def step(self):
        self.now += timedelta(minutes=1)
        name = self.dice.choice([*self.done, "regroup", "regroup", "part", "merge"])
        try:
            getattr(self, name)()
            self.done[name] += 1
        except (Refused, DecisionViolated):
            pass

    def question(self):
        return self.dice.choice(self.asked)

    def concern(self):
        numbers = list(Concern.objects.order_by("number").values_list("number", flat=True))
        return self.dice.choice(numbers) if numbers else 0

    def grouping(self):
        groups = [[] for _ in range(5)]
        for one in self.asked:
            self.dice.choice(groups).append(one)
        return groups

    def join(self):
        one = self.question()
        join_concern(person=asker(one), number=one.number, concern_number=self.concern(), now=self.now)

    def part(self):
        one = self.question()
        person = self.dice.choice([asker(one), self.state.madina])
        part_question(person=person, number=one.number, now=self.now)

    def merge(self):
        merge_concerns(person=self.state.madina, number=self.concern(), into=self.concern(), now=self.now)

    def split(self):
        numbers = [one.number for one in self.dice.sample(self.asked, 6)]
        split_concern(person=self.state.madina, concern_number=self.concern(), numbers=numbers, now=self.now)

    def undo(self):
        acts = list(Decision.objects.order_by("pk").select_related("first"))
        if acts:
            row = self.dice.choice(acts)
            person = asker(row.first) if row.role == "citizen" else self.state.madina
            undo_decision(person=person, act=row.act, now=self.now)

    def regroup(self):
        regroup(*self.grouping(), now=self.now, obey=False)

    def obey(self):
        regroup(*self.grouping(), now=self.now, decisions=obeyed(*self.asked))

    def stream(self):
        concerns = list(Concern.objects.values_list("pk", flat=True))
        if concerns:
            found = [Nearest(one.pk, self.dice.choice(concerns), 0.5) for one in self.asked]
            stand_in_streamed(found=found, version=VERSION, now=self.now)

    def redirect(self):
        one = self.question()
        body = self.dice.choice([self.state.ministry, self.state.other])
        Question.objects.filter(pk=one.pk).update(body=body)
        one.body = body


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_acts_violates_a_decision(state, seed):
    chance = Chance(state, seed)
    kept = list(Question.objects.order_by("pk").values_list("text", "due_on", "number"))
    for _step in range(STEPS):
        before = dict(chance.done)
        chance.step()
        assert violations() == [], [name for name in before if before[name] != chance.done[name]]
    assert list(Question.objects.order_by("pk").values_list("text", "due_on", "number")) == kept
    assert sum(bool(n) for n in chance.done.values()) >= 5
