"""The routes of evidence. What has a word of its own stands before what is named by a period."""

from django.urls import path

from groundswell.evidence.views import reading, registering

app_name = "evidence"
urlpatterns = [
    path("evidence/", reading.evidence, name="evidence"),
    path("evidence/registered/", registering.interventions, name="interventions"),
    path("evidence/registered/new/", registering.register, name="register"),
    path("evidence/registered/<uuid:intervention>/", registering.intervention, name="intervention"),
    path("evidence/rates/", registering.rates, name="rates"),
    path("evidence/<slug:period>/", reading.period, name="period"),
    path("evidence/<slug:period>/cost/", reading.cost, name="cost"),
    path("evidence/<slug:period>/table.csv", reading.as_csv, name="csv"),
    path("evidence/<slug:period>/data.json", reading.as_json, name="json"),
    path("evidence/<slug:period>/<slug:number>/", reading.counted, name="counted"),
]
