"""The routes of the check-ins."""

from django.urls import path

from groundswell.checkins.views import ballot, figures, follow_up, plan, referring, releasing

app_name = "checkins"
urlpatterns = [
    path("b/<str:link>/", ballot.ballot, name="ballot"),
    path("desk/check-ins/<int:sprint>/", releasing.open_answers, name="open_answers"),
    path("check-ins/", figures.index, name="figures"),
    path("check-ins/public/", figures.outside, name="public_figures"),
    path("check-ins/figures.csv", figures.as_csv, name="figures_csv"),
    path("check-ins/figures.json", figures.as_json, name="figures_json"),
    path("check-ins/cells/<uuid:cell>/", figures.cell, name="cell_figures"),
    path("check-ins/questions/<slug:key>/<int:version>/", figures.question, name="question_figures"),
    path("check-ins/plan/", plan.plan, name="plan"),
    path("check-ins/plan/change/", plan.change_plan, name="change_plan"),
    path("check-ins/plan/questions/", plan.questions, name="choose_questions"),
    path("check-ins/help/add/", plan.add_help, name="add_help"),
    path("check-ins/help/<uuid:resource>/", plan.change_help, name="change_help"),
    path("check-ins/help/<uuid:resource>/drop/", plan.drop_help, name="drop_help"),
    path("check-ins/refer/", referring.refer, name="refer"),
    path("desk/follow-up/", follow_up.follow_up, name="follow_up"),
    path("desk/check-ups/", follow_up.low_answers, name="low_answers"),
    path("desk/check-ups/open/", follow_up.open_low_answers, name="open_low_answers"),
    path("desk/check-ups/bring/", follow_up.bring_check_ups, name="bring_check_ups"),
    path("desk/check-ups/add/", follow_up.add_check_up, name="add_check_up"),
    path("desk/check-ups/scale/", follow_up.choose_scale, name="choose_scale"),
    path("desk/check-ups/share/", follow_up.share_check_ups, name="share_check_ups"),
    path("desk/check-ups/forget/", follow_up.forget_check_ups, name="forget_check_ups"),
    path("desk/check-ups/<uuid:check_up>/done/", follow_up.see_to_check_up, name="see_to_check_up"),
    path("desk/check-ups/<uuid:check_up>/again/", follow_up.list_check_up_again, name="list_check_up_again"),
    path("desk/check-ups/<uuid:check_up>/concern/", follow_up.concern_of_check_up, name="concern_of_check_up"),
]
