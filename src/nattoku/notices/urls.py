"""Addresses of notices."""

from django.urls import path

from nattoku.notices import views

urlpatterns = [
    path("notices", views.listed, name="notices"),
    path("cases/<str:no>/notices", views.of_case, name="case-notices"),
    path("cases/<str:no>/notices/<str:ref>/again", views.again, name="notice-again"),
]
