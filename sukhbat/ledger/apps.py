from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "sukhbat.ledger"
    label = "ledger"
