"""Addresses of cases that are forms; the case page itself is the board's."""

from django.urls import path

from nattoku.cases import views

urlpatterns = [
    path("intake", views.receive, name="intake"),
]
