"""Addresses of late reports."""

from django.urls import path

from nattoku.lateness import views

urlpatterns = [path("me/lateness", views.own), path("lateness", views.judge)]
