"""Addresses of the introductions."""

from django.urls import path

from nattoku.introductions import views

urlpatterns = [path("introductions", views.introductions), path("customers/<str:customer>/introduction", views.one)]
