"""What the verbs of meetings are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Words

WORDS: dict[str, Words] = {
    "add_speaker": _("Somebody who spoke in a meeting was named"),
    "ask_to_do": _("Somebody was asked to do what nobody had taken on"),
    "ask_speaker": _("A speaker was asked about a quote"),
    "destroy_words": _("What was said in a meeting was destroyed"),
    "draft_quote": _("A quote was drafted"),
    "end_item": _("An action item was said to be done, or given up"),
    "keep_meeting": _("A meeting was kept, with its transcript where there is one"),
    "link_recording": _("A recording was linked, or a stream announced"),
    "publish_quote": _("A quote was published, as its speaker agreed to it"),
    "raise_item": _("An action item was noted"),
    "redraft_quote": _("A quote was written anew"),
    "rewrite_item": _("An action item was written anew, because its words were taken back"),
    "say_who_spoke": _("It was said who spoke in a meeting, and they were asked"),
    "take_out_speaker": _("In a meeting that nobody keeps any more, somebody was to be named no longer"),
    "unlink_recording": _("The link to a recording was taken away"),
    "withdraw_quote": _("A quote was taken down by the one who keeps it"),
}
