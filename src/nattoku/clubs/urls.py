"""Addresses of the clubs."""

from django.urls import path

from nattoku.clubs import views

urlpatterns = [
    path("clubs", views.clubs),
    path("clubs/<str:division>", views.club),
    path("cases/<str:no>/bond", views.bond),
]
