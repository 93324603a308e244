from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "caicach.kernel.audit"
    label = "audit"
