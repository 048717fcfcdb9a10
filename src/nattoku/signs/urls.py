"""Addresses of the signs."""

from django.urls import path

from nattoku.signs import views

urlpatterns = [
    path("signs", views.listed, name="signs"),
    path("signs/new", views.new),
    path("signs/purchases", views.bought),
    path("signs/<int:sign>", views.shown),
]
