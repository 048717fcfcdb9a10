"""Addresses of the credo and the stance."""

from django.urls import path

from nattoku.credo import views

urlpatterns = [
    path("credo", views.credo),
    path("credo/read", views.read),
    path("credo/decision", views.decision),
    path("credo/check", views.check),
    path("credo/training", views.training),
]
