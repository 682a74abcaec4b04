"""Person, the proofs of identity behind one, and the versions of consent."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from sukhbat.kernel.ids import uuid7


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: object
    ) -> "Person":
        """A person with an unusable password unless one is given: people sign in by code or passkey."""
        person = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone with an account. What they may do for a body is an Officer row, never a flag here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Always lower case, so that one address is one person.
    email = models.EmailField(null=True, blank=True, unique=True)
    phone = models.CharField(max_length=20, null=True, blank=True)
    name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=2, default="kk")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_in_lower_case"),
            models.UniqueConstraint(fields=["phone"], name="one_person_per_phone"),
            models.CheckConstraint(
                condition=models.Q(language__in=["kk", "ru", "en"]), name="person_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or "…"

    @property
    def is_staff(self) -> bool:
        """Django's admin is not part of the product; nobody is its staff."""
        return False


class Identity(models.Model):
    """A proof of who a person is. The provider's subject is kept only as a keyed hash."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    provider = models.CharField(max_length=40)
    subject_hash = models.CharField(max_length=64)
    verified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject_hash"], name="one_person_per_identity")
        ]


class ConsentText(models.Model):
    """A version of what people agree to; data of the operator, never edited once used."""

    version = models.PositiveIntegerField(unique=True)
    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField()
    valid_from = models.DateField()
