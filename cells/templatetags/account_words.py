"""allauth's forms in the site's own words: ``{{ form|in_our_words }}``."""

from django import forms, template
from django.urls import reverse
from django.utils.html import format_html

register = template.Library()

LABELS = {
    "login": "E-mail",
    "email": "E-mail",
    "email2": "The same e-mail again",
    "remember": "Remember me on this device for 90 days",
    "code": "Code",
    "oldpassword": "Current password",
    "password2": "The same password again",
}


@register.filter
def in_our_words(form: forms.BaseForm) -> forms.BaseForm:
    """The same form with our labels, and without the placeholders that repeat them."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = LABELS.get(name, field.label)
    if {"login", "password"} <= form.fields.keys():
        form.fields["password"].help_text = format_html(
            '<a href="{}">Forgotten it?</a>', reverse("account_reset_password")
        )
    return form
