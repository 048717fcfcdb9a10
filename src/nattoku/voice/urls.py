"""Addresses of the ideas."""

from django.urls import path

from nattoku.voice import views

urlpatterns = [path("voice", views.ideas), path("voice/<str:idea>", views.idea)]
