"""Addresses of the telephone."""

from django.urls import path

from nattoku.phone import views

urlpatterns = [path("phone/live", views.live, name="phone-live")]
