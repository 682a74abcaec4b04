"""Words for the codes that coordination's pages show: roles, phases, fields, switches."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.directory_rows import Table
from sukhbat.bodies.rules import Role
from sukhbat.conferences.rules import Phase
from sukhbat.kernel.switches import INTAKE, MAIL, PUBLISH_BY_TIME
from sukhbat.terms.rules import StartRule, TermKind

ROLES: Mapping[str, Promise] = {
    Role.OPERATOR: _("operator"),
    Role.HOST: _("host"),
    Role.MODERATOR: _("moderator"),
    Role.DISPATCHER: _("dispatcher"),
    Role.EXECUTOR: _("executor"),
    Role.SIGNATORY: _("signatory"),
    Role.CONTROLLER: _("controller"),
    Role.COORDINATOR: _("coordinator"),
    Role.EDITOR: _("portal editor"),
    Role.AUDITOR: _("auditor"),
    Role.ADMINISTRATOR: _("administrator"),
}
PHASES: Mapping[str, Promise] = {
    Phase.DRAFT: _("Draft"),
    Phase.ANNOUNCED: _("Announced"),
    Phase.COLLECTING: _("Collecting questions"),
    Phase.LIVE: _("On air"),
    Phase.ANSWERING: _("Being answered"),
    Phase.CLOSED: _("Closed"),
    Phase.POSTPONED: _("Postponed"),
    Phase.CANCELLED: _("Cancelled"),
}
LANGUAGES: Mapping[str, Promise] = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}
PARTS: Mapping[str, Promise] = {
    "title": _("title"),
    "summary": _("summary"),
    "description": _("description"),
}
TABLES: Mapping[str, Promise] = {
    Table.REGIONS: _("Regions"),
    Table.BODIES: _("State bodies"),
    Table.THEMES: _("Themes"),
    Table.COMPETENCES: _("Competences"),
    Table.OFFICERS: _("Roles"),
}
FIELDS: Mapping[str, Promise] = {
    "title_kk": _("Title in Kazakh"),
    "title_ru": _("Title in Russian"),
    "title_en": _("Title in English"),
    "summary_kk": _("Summary in Kazakh"),
    "summary_ru": _("Summary in Russian"),
    "summary_en": _("Summary in English"),
    "description_kk": _("Description in Kazakh"),
    "description_ru": _("Description in Russian"),
    "description_en": _("Description in English"),
    "name_kk": _("Name in Kazakh"),
    "name_ru": _("Name in Russian"),
    "name_en": _("Name in English"),
    "slug": _("Address"),
    "body": _("State body"),
    "collecting_at": _("Collecting begins"),
    "starts_at": _("Live part begins"),
    "ends_at": _("Live part ends"),
    "stream_url": _("Address of the stream"),
    "recording_url": _("Address of the recording"),
    "themes": _("Themes"),
    "theme_ids": _("Themes"),
    "respondents": _("Who answers"),
    "kind": _("Kind"),
    "parent": _("Belongs to"),
    "region": _("Region"),
    "successor": _("Successor"),
    "default_body": _("Answers by default"),
    "valid_from": _("In force from"),
    "valid_until": _("In force until"),
    "tile_row": _("Row on the tile map"),
    "tile_col": _("Column on the tile map"),
    "population": _("Population"),
    "theme": _("Theme"),
    "post_kk": _("Post in Kazakh"),
    "post_ru": _("Post in Russian"),
    "post_en": _("Post in English"),
    "from_on": _("From"),
    "until_on": _("Until"),
}
TERMS: Mapping[str, Promise] = {
    TermKind.ANSWER: _("Answer"),
    TermKind.ASSIGN: _("Name an executor"),
    TermKind.REDIRECT: _("Redirect to another body"),
    TermKind.ARBITRATION: _("Coordinator's decision about the body"),
    TermKind.EXTENSION: _("Longest extension"),
    TermKind.MODERATION: _("Check before publication"),
    TermKind.JUDGEMENT_WINDOW: _("Asker's judgement"),
    TermKind.DISPUTE: _("Decision about a dispute"),
    TermKind.SECOND_LOOK: _("New answer after a dispute"),
    TermKind.FIX_GROUPING: _("“Mine is different”"),
    TermKind.ANNOUNCE: _("Announcing a conference ahead"),
    TermKind.COLLECT: _("Collecting questions"),
}
STARTS: Mapping[str, Promise] = {
    StartRule.REGISTRATION: _("registration"),
    StartRule.CONFERENCE_END: _("end of the conference, else registration"),
    StartRule.EVENT: _("the act itself"),
}
SWITCHES: Mapping[str, tuple[Promise, Promise]] = {
    INTAKE: (
        _("Taking questions in"),
        _("Off: people are asked to try again in a moment; their text is kept."),
    ),
    PUBLISH_BY_TIME: (
        _("Publishing unchecked questions when their time is up"),
        _("Off: a question waits for a moderator, however long."),
    ),
    MAIL: (_("Sending mail"), _("Off: letters wait and go out when it is on again.")),
}
