"""Addresses of the month."""

from django.urls import path

from nattoku.monthly import views

urlpatterns = [
    path("monthly", views.monthly, name="monthly"),
    path("monthly/<str:month>.xlsx", views.file, name="monthly-file"),
]
