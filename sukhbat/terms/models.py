"""The operator's own calendar days and the terms of the law, both as rows an operator replaces."""

from django.db import models
from django.db.models import F, Q

from sukhbat.terms.rules import Override, StartRule, Term, TermKind, Unit, Words


class CalendarDay(models.Model):
    """A day that the government made free or working; it wins over the country's holidays."""

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    note_kk = models.TextField(blank=True, default="")
    note_ru = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'working' if self.is_working else 'off'}"

    def override(self) -> Override:
        """The row as a value of the rules."""
        return Override(self.is_working, Words(kk=self.note_kk, ru=self.note_ru, en=self.note_en))


class TermRule(models.Model):
    """One version of a term. A later ``valid_from`` takes over, so two rows never both apply to a day."""

    kind = models.TextField(choices=[(kind.value, kind.value) for kind in TermKind])
    days = models.PositiveSmallIntegerField()
    unit = models.TextField(choices=[(unit.value, unit.value) for unit in Unit])
    start = models.TextField(choices=[(start.value, start.value) for start in StartRule])
    law_kk = models.TextField(blank=True, default="")
    law_ru = models.TextField(blank=True, default="")
    law_en = models.TextField(blank=True, default="")
    article = models.TextField(blank=True, default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("kind", "valid_from"), name="one_term_rule_per_kind_and_start"),
            models.CheckConstraint(condition=Q(days__gte=1), name="a_term_has_days"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_term_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(unit__in=[u.value for u in Unit]), name="a_known_term_unit"),
            models.CheckConstraint(
                condition=Q(start__in=[s.value for s in StartRule]), name="a_known_term_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} {self.unit} from {self.valid_from:%Y-%m-%d}"

    def term(self) -> Term:
        """The row as a value of the rules."""
        return Term(
            kind=TermKind(self.kind),
            days=self.days,
            unit=Unit(self.unit),
            start=StartRule(self.start),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            law=Words(kk=self.law_kk, ru=self.law_ru, en=self.law_en),
            article=self.article,
        )
