"""Merges and splits: proposed, decided, kept through every regrouping, and taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sukhbat.concerns.actions import join_concern, part_question
from sukhbat.concerns.merging import merge_concerns
from sukhbat.concerns.models import Decision, Membership, MergeProposal
from sukhbat.concerns.proposing import accept_merge, decline_merge, propose_merge
from sukhbat.concerns.queries import concern_by_number
from sukhbat.concerns.regrouping import Report
from sukhbat.concerns.splitting import split_concern
from sukhbat.concerns.streaming import Nearest, stand_in_streamed
from sukhbat.concerns.undoing import undo_decision
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from tests.concerns.steps import VERSION, ask_many, asker, concern_of, keys, regroup, standing, violations
from tests.people import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
REASON = "Екеуі де бір мәселе туралы."


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


@pytest.fixture
def asked(state):
    """Three questions in one concern, four in another."""
    asked = ask_many(state, 7)
    regroup(asked[:3], asked[3:])
    return asked


def merge(state, one, other, person=None):
    return merge_concerns(person=person or state.gulnar, number=one.number, into=other.number, now=LATER)


def last_act():
    return Decision.objects.order_by("-pk").first().act


def test_a_merge_moves_everyone_and_the_old_number_leads_on(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    assert merge(state, first, second) == second
    assert standing(second) == keys(asked)
    assert concern_by_number(first.number) == second
    assert Membership.objects.get(question=asked[0]).origin == first
    entry = entries_about(f"concern/{first.number}").get()
    assert (entry.event, entry.actor_role) == ("concern:merged", "signatory")
    assert entry.facts == {
        "body": "min-digital",
        "into": second.number,
        "into_body": "min-digital",
        "questions": 3,
    }
    assert refusal(lambda: merge(state, first, second)) == "same_concern"


def test_a_merge_survives_regroupings_that_find_two(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    merge(state, first, second, person=state.madina)
    assert regroup(asked[:3], asked[3:], obey=False) == Report()
    newcomers = ask_many(state, 2)
    report = regroup([*asked[:3], newcomers[0]], [*asked[3:], newcomers[1]], obey=False, now=LATER)
    assert report == Report(joined=2)
    assert {concern_of(one) for one in newcomers} == {second}
    # The part goes on as a part: what comes to it stands in the merged concern, with its origin.
    assert Membership.objects.get(question=newcomers[0]).origin == first
    assert regroup([*asked, *newcomers], now=LATER) == Report()
    assert stand_in_streamed(
        found=[Nearest((late := ask_many(state, 1)[0]).pk, first.pk, 0.7)], version=VERSION, now=LATER
    )
    assert concern_of(late) == second
    assert violations() == []


def test_a_merge_is_taken_back_whole(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    merge(state, first, second)
    newcomer = ask_many(state, 1)[0]
    regroup([*asked[:3], newcomer], asked[3:], obey=False)
    assert undo_decision(person=state.gulnar, act=last_act(), now=LATER) == 4
    assert standing(first) == keys([*asked[:3], newcomer])
    assert standing(second) == keys(asked[3:])
    assert concern_by_number(first.number) == first
    first.refresh_from_db()
    assert (first.ended_at, first.merged_into) == (None, None)
    assert refusal(lambda: undo_decision(person=state.gulnar, act=last_act(), now=LATER)) == "undone"
    assert entries_about(f"concern/{first.number}").last().facts["what"] == "merge"
    merge(state, second, first)
    assert standing(first) == keys([*asked, newcomer])


def test_three_in_a_line_come_apart_where_the_line_is_cut(state, asked):
    more = ask_many(state, 2)
    regroup(asked[:3], asked[3:], more)
    one, two, three = concern_of(asked[0]), concern_of(asked[3]), concern_of(more[0])
    merge(state, one, two)
    act = last_act()
    merge(state, two, three)
    assert standing(three) == keys([*asked, *more])
    assert concern_by_number(one.number) == three
    undo_decision(person=state.gulnar, act=act, now=LATER)
    assert (standing(one), standing(three)) == (keys(asked[:3]), keys([*asked[3:], *more]))
    assert violations() == []


def test_who_left_one_of_the_two_stays_out_of_both(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    part_question(person=asker(asked[0]), number=asked[0].number, now=LATER)
    join_concern(person=asker(asked[0]), number=asked[0].number, concern_number=second.number, now=LATER)
    merge(state, first, second)
    assert concern_of(asked[0]) is None
    assert standing(second) == keys(asked[1:])
    assert violations() == []
    regroup(asked, obey=False)
    assert concern_of(asked[0]) is None


def test_a_merge_against_an_officials_split_is_refused(state, asked):
    report = split_concern(
        person=state.gulnar,
        concern_number=concern_of(asked[3]).number,
        numbers=[asked[3].number, asked[4].number],
        now=LATER,
    )
    assert refusal(lambda: merge(state, report.to, report.concern)) == "kept_apart"
    assert refusal(lambda: merge(state, report.concern, report.to)) == "kept_apart"
    undo_decision(person=state.gulnar, act=last_act(), now=LATER)
    assert standing(report.concern) == keys(asked[3:])
    assert violations() == []


def test_a_split_survives_regroupings_that_find_one(state, asked):
    concern = concern_of(asked[3])
    out = asked[3:5]
    report = split_concern(
        person=state.gulnar,
        concern_number=concern.number,
        numbers=[*(one.number for one in out), asked[0].number],
        now=LATER,
    )
    assert report.numbers == [one.number for one in out]
    assert (standing(report.to), standing(concern)) == (keys(out), keys(asked[5:]))
    assert regroup(asked[:3], asked[3:], obey=False) == Report()
    assert (standing(report.to), standing(concern)) == (keys(out), keys(asked[5:]))
    entry = entries_about(f"concern/{concern.number}").get()
    assert entry.facts == {"body": "min-digital", "questions": 2, "to": report.to.number}


def test_a_single_question_taken_out_stands_alone(state, asked):
    concern = concern_of(asked[0])
    report = split_concern(
        person=state.madina, concern_number=concern.number, numbers=[asked[0].number], now=LATER
    )
    assert (report.to, concern_of(asked[0])) == (None, None)
    numbers = [one.number for one in asked]

    def split(these):
        return lambda: split_concern(
            person=state.madina, concern_number=concern.number, numbers=these, now=LATER
        )

    assert refusal(split(numbers[:1])) == "nobody"
    assert refusal(split(numbers[1:3])) == "everybody"


def test_a_split_cuts_the_joins_of_those_it_takes_out(state, asked):
    concern = concern_of(asked[3])
    late = ask_many(state, 2)
    for one in late:
        join_concern(person=asker(one), number=one.number, concern_number=concern.number, now=LATER)
    split_concern(
        person=state.gulnar,
        concern_number=concern.number,
        numbers=[asked[3].number, late[0].number],
        now=LATER,
    )
    assert concern_of(late[0]) == concern_of(asked[3]) != concern
    assert concern_of(late[1]) == concern
    assert violations() == []
    tie = Decision.objects.get(kind="together", undoing=None, first=late[1])
    assert tie.second == asked[4]


def test_across_bodies_nothing_moves_and_only_the_coordinator_decides(state, asked):
    theirs = ask_many(state, 2, theme_id=state.roads.pk)
    regroup(asked[:3], asked[3:], theirs)
    first, second = concern_of(asked[0]), concern_of(theirs[0])
    assert refusal(lambda: merge(state, first, second)) == "not_coordinator"
    merge(state, first, second, person=state.madina)
    assert (standing(first), standing(second)) == (keys(asked[:3]), keys(theirs))
    assert entries_about(f"concern/{first.number}").get().facts["questions"] == 0
    assert regroup([*asked[:3], *theirs], asked[3:]) == Report()
    assert undo_decision(person=state.madina, act=last_act(), now=LATER) == 0


def test_an_executor_proposes_and_a_signatory_decides(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])

    def propose(person, reason=REASON):
        return propose_merge(person=person, number=first.number, into=second.number, reason=reason, now=LATER)

    assert refusal(lambda: propose(state.aigerim)) == "not_executor"
    assert refusal(lambda: propose(state.timur)) == "not_executor"
    assert refusal(lambda: propose(state.erlan, "қысқа")) == "bad_reason"
    proposal = propose(state.erlan)
    assert propose(state.erlan) == proposal
    assert entries_about(f"concern/{first.number}").get().event == "concern:merge_proposed"

    def accept(person):
        return lambda: accept_merge(person=person, proposal_id=proposal.pk, now=LATER)

    assert refusal(accept(state.erlan)) == "own_proposal"
    assert refusal(accept(state.saule)) == "not_signatory"
    assert accept(state.gulnar)() == second
    assert standing(second) == keys(asked)
    assert refusal(accept(state.madina)) == "decided"
    proposal.refresh_from_db()
    assert (proposal.verdict, proposal.decided_by) == ("merged", state.gulnar)
    assert refusal(lambda: accept_merge(person=state.gulnar, proposal_id=uuid4(), now=LATER)) == "no_proposal"


def test_a_declined_proposal_changes_nothing_and_may_come_again(state, asked):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    proposal = propose_merge(
        person=state.erlan, number=first.number, into=second.number, reason=REASON, now=LATER
    )
    decline_merge(person=state.gulnar, proposal_id=proposal.pk, now=LATER)
    assert concern_of(asked[0]) == first
    assert entries_about(f"concern/{first.number}").last().event == "concern:merge_declined"
    propose_merge(person=state.erlan, number=first.number, into=second.number, reason=REASON, now=LATER)
    assert MergeProposal.objects.count() == 2


@pytest.mark.parametrize("who", ["aigerim", "erlan", "saule", "timur", "zarina", "dana", "aliya"])
def test_only_a_signatory_or_the_coordinator_decides(state, asked, who):
    first, second = concern_of(asked[0]), concern_of(asked[3])
    person = state.people[who]
    assert refusal(lambda: merge(state, first, second, person=person)) == "not_signatory"
    assert (
        refusal(
            lambda: split_concern(
                person=person, concern_number=first.number, numbers=[asked[0].number], now=LATER
            )
        )
        == "not_signatory"
    )
    merge(state, first, second, person=state.gulnar)
    assert refusal(lambda: undo_decision(person=person, act=last_act(), now=LATER)) == "not_yours_to_undo"


def test_what_the_coordinator_decided_no_signatory_takes_back(state, asked):
    merge(state, concern_of(asked[0]), concern_of(asked[3]), person=state.madina)
    assert (
        refusal(lambda: undo_decision(person=state.gulnar, act=last_act(), now=LATER)) == "not_yours_to_undo"
    )
