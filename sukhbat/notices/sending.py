"""The outbox to the mail server: at least once, one letter per transaction, nothing waits for a bad one.

A letter stays locked while it is handed over. Killed in between, it is sent again with the same
Message-ID, and no other letter is.
"""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.header import Header

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from sukhbat.kernel.switches import MAIL, is_on
from sukhbat.notices.letters import words_of
from sukhbat.notices.models import Letter
from sukhbat.notices.rules import State, wait_after
from sukhbat.notices.wording import NothingLeftError, Words

AT_ONCE = 50
UNWORDED_WAITS = timedelta(hours=1)
log = structlog.get_logger("sukhbat.notices")


class MailServerUnreachableError(Exception):
    """There is no mail server to talk to; letters wait as they are."""


def send_waiting(*, now: datetime, limit: int = AT_ONCE, stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due; how many letters were tried. Many processes may run it: each letter goes out of one.

    MailServerUnreachableError when no connection can be made; no letter is charged with an attempt then.
    """
    if not is_on(MAIL) or not _due(now).exists():
        return 0
    server = get_connection()
    try:
        server.open()
    except OSError as error:
        raise MailServerUnreachableError(type(error).__name__) from error
    done, goes_on = 0, True
    try:
        while goes_on and done < limit and not stop():
            with transaction.atomic():
                letter = _due(now).select_for_update(skip_locked=True).order_by("next_try_at", "id").first()
                if letter is None:
                    break
                goes_on = _send(letter, server, now=now)
                done += 1
    finally:
        _close(server)
    return done


def _due(now: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(state=State.WAITING, next_try_at__lte=now)


def _send(letter: Letter, server: BaseEmailBackend, *, now: datetime) -> bool:
    """Try one locked letter and note how it went; False when the connection is gone."""
    if (words := _worded(letter, now=now)) is None:
        return True
    letter.attempts += 1
    goes_on = True
    try:
        server.send_messages([_message(letter, words)])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as refused:
        _refused(letter, *_reply(refused), now=now)
    except smtplib.SMTPSenderRefused as refused:
        _later(letter, f"{refused.smtp_code} sender refused", now=now)
    except OSError as error:  # also every other error of smtplib, and a broken connection
        _later(letter, type(error).__name__, now=now)
        goes_on = False
    except Exception as error:
        _later(letter, type(error).__name__, now=now)
        log.error("letter_failed", letter=str(letter.pk), exc_info=error)
    else:
        letter.state, letter.sent_at, letter.last_error = State.SENT, now, ""
    letter.save(update_fields=["attempts", "state", "sent_at", "last_error", "next_try_at"])
    return goes_on


def _worded(letter: Letter, *, now: datetime) -> Words | None:
    """The words of a letter; None when they cannot be made now.

    That is our fault and no attempt of the letter: it waits, however long the mending takes. Only a letter that has
    nothing to tell any more is given up at once.
    """
    try:
        with transaction.atomic():
            return words_of(letter)
    except NothingLeftError:
        letter.state, letter.last_error = State.GIVEN_UP, "nothing left to tell"
        letter.save(update_fields=["state", "last_error"])
        return None
    except Exception as error:
        letter.next_try_at = now + UNWORDED_WAITS
        letter.last_error = type(error).__name__
        letter.save(update_fields=["next_try_at", "last_error"])
        log.error("letter_unworded", letter=str(letter.pk), exc_info=error)
        return None


def _reply(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> tuple[int, str]:
    """The server's code and words (RFC 5321, 4.2)."""
    if isinstance(error, smtplib.SMTPDataError):
        code, words = error.smtp_code, error.smtp_error
    else:
        code, words = next(iter(error.recipients.values()))
    return code, words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _refused(letter: Letter, code: int, words: str, *, now: datetime) -> None:
    """5yz is for good (RFC 5321, 4.2.1); anything else may go better later."""
    if 500 <= code < 600:
        letter.state, letter.last_error = State.BOUNCED, f"{code} {words}"[:200]
        log.warning("letter_bounced", letter=str(letter.pk), code=code)
    else:
        _later(letter, f"{code} {words}", now=now)


def _later(letter: Letter, error: str, *, now: datetime) -> None:
    letter.last_error = error[:200]
    if (wait := wait_after(letter.attempts)) is None:
        letter.state = State.GIVEN_UP
        log.error("letter_given_up", letter=str(letter.pk), attempts=letter.attempts)
    else:
        letter.next_try_at = now + wait


def _message(letter: Letter, words: Words) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice comes back
        "Content-Language": letter.language,
    }
    if words.stop_url:
        headers |= {
            "List-Unsubscribe": f"<{words.stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(_folded(words.subject), words.text, to=[letter.to], headers=headers)
    message.attach_alternative(words.html, "text/html")
    return message


def _folded(subject: str) -> str:
    """The subject in encoded words (RFC 2047) of which the first leaves room for the header's name.

    Left to itself, Python folds a Cyrillic subject after an empty first line, which some readers show.
    """
    return Header(subject, "utf-8", header_name="Subject").encode().replace("\n ", " ")


def _close(server: BaseEmailBackend) -> None:
    """Say goodbye; a server that is gone already does not undo what was sent."""
    try:
        server.close()
    except OSError:
        log.info("mail_server_left_first")
