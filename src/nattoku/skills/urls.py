"""Addresses of one's own skills."""

from django.urls import path

from nattoku.skills import views

urlpatterns = [path("me/skills", views.mine)]
