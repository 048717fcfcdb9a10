"""Addresses of the surveys; `q/…` is the customers'."""

from django.urls import path

from nattoku.surveys import asked_views, views

urlpatterns = [
    path("q/<str:secret>", asked_views.page),
    path("surveys", views.listed, name="surveys"),
    path("surveys/new", views.new),
    path("surveys/<int:survey>", views.shown),
    path("surveys/<int:survey>/paper", views.paper),
    path("cases/<str:no>/survey", views.of_case),
]
