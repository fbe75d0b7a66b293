"""How forms are drawn: every ``{{ form }}`` of the site goes through ``templates/forms/``."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
