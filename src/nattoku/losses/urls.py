"""Addresses of losses: those of a case, and what waits for the representative across cases."""

from django.urls import path

from nattoku.losses import views

urlpatterns = [
    path("cases/<str:no>/losses", views.losses, name="losses"),
    path("decisions", views.decisions, name="decisions"),
]
