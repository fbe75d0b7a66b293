"""Every form is drawn with its labels, helps and errors wired together."""

import re

from django import forms


class MeetingForm(forms.Form):
    place = forms.CharField(help_text="Seen by this cell’s members only.")
    starts = forms.TimeField()
    told = forms.BooleanField(label="Tell the members", required=False)
    ways = forms.ChoiceField(choices=[("r", "In a room")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("The hall is taken that day.")


def test_help_and_error_are_named_by_the_field_they_belong_to():
    html = str(MeetingForm({"starts": "late"}))
    field = re.search(r'<input[^>]*name="place"[^>]*>', html)
    assert field
    assert 'aria-describedby="id_place_helptext id_place_error"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    for target in ("id_place_helptext", "id_place_error", "id_starts_error"):
        assert html.count(f'id="{target}"') == 1


def test_error_summary_counts_links_to_each_field_and_takes_the_focus():
    html = str(MeetingForm({"starts": "late"}))
    assert '<div class="errors" tabindex="-1" autofocus>' in html
    assert "Four things to put right. Nothing has been saved yet." in html
    assert "<li>The hall is taken that day.</li>" in html
    for link in re.findall(r'href="#(\w+)"', html):
        assert f'id="{link}"' in html


def test_form_without_errors_has_no_summary():
    assert "to put right" not in str(MeetingForm())


def test_what_was_typed_is_escaped_and_kept():
    html = str(MeetingForm({"starts": '"><script>'}))
    assert "<script>" not in html
    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_optional_fields_say_so():
    assert "(optional)" not in str(MeetingForm()["place"].as_field_group())
    optional = forms.Form()
    optional.fields["about"] = forms.CharField(required=False)
    assert "(optional)" in str(optional["about"].as_field_group())
