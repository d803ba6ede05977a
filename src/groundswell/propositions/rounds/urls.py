"""The routes of rounds."""

from django.urls import path

from groundswell.propositions.rounds.views import alone, leading, opinions, rounds, statements, suggesting, voting

app_name = "rounds"
urlpatterns = [
    path("b/ideas/<str:link>/", alone.ideas, name="ideas_alone"),
    path("b/late-ideas/<str:link>/", alone.late, name="late_ideas"),
    path("b/votes/<str:link>/", voting.one, name="vote"),
    path("b/votes/<str:link>/all/", voting.every, name="vote_all"),
    path("b/votes/<str:link>/done/", voting.done, name="vote_done"),
    path("b/votes/<str:link>/suggest/", suggesting.suggest, name="suggest"),
    path("b/votes/<str:link>/why/<int:number>/", suggesting.give_reason, name="give_reason"),
    path("b/rounds/suggested/", suggesting.suggested, name="suggested"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/prepare/", leading.prepare, name="prepare"),
    path("rounds/<uuid:round_id>/", rounds.one, name="round"),
    path("rounds/<uuid:round_id>/opinions/", opinions.opinions, name="opinions"),
    path("rounds/<uuid:round_id>/opinions/<slug:form>/", opinions.export, name="export_opinions"),
    path("rounds/<uuid:round_id>/end/", leading.end, name="end"),
    path("rounds/<uuid:round_id>/move/", leading.move, name="move"),
    path("rounds/<uuid:round_id>/proposition/", leading.follow, name="follow"),
    path("rounds/<uuid:round_id>/put-off/", leading.put_off, name="put_off"),
    path("rounds/<uuid:round_id>/statements/", statements.statements, name="statements"),
    path("rounds/<uuid:round_id>/statements/<int:number>/", statements.withdraw, name="withdraw_statement"),
    path("rounds/<uuid:round_id>/suggested/<uuid:suggestion>/", statements.decide, name="decide_suggestion"),
]
