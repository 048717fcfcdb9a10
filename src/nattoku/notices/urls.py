"""Addresses of notices."""

from django.urls import path

from nattoku.notices import hearing_views, views

urlpatterns = [
    path("me/hearing", hearing_views.hearing_page, name="hearing"),
    path("me/accounts", hearing_views.add, name="account-add"),
    path("me/accounts/<str:account>/remove", hearing_views.remove, name="account-remove"),
    path("me/accounts/<str:account>/test", hearing_views.try_out, name="account-test"),
    path("sw.js", hearing_views.service_worker, name="service-worker"),
    path("app.webmanifest", hearing_views.manifest, name="manifest"),
    path("notices", views.listed, name="notices"),
    path("cases/<str:no>/notices", views.of_case, name="case-notices"),
    path("cases/<str:no>/notices/read", views.read, name="notices-read"),
    path("cases/<str:no>/notices/<str:ref>/again", views.again, name="notice-again"),
]
