"""Addresses of setting up."""

from django.urls import path

from nattoku.setup import views

urlpatterns = [
    path("setup", views.overview, name="setup"),
    path("setup/first/<str:key>", views.first, name="setup-first"),
    path("setup/divisions", views.divisions, name="setup-divisions"),
    path("setup/people", views.staff, name="setup-people"),
    path("setup/people/<str:person>", views.colleague, name="setup-colleague"),
    path("setup/duty", views.duty, name="setup-duty"),
    path("setup/rooms", views.rooms, name="setup-rooms"),
    path("setup/mail", views.mail, name="setup-mail"),
    path("setup/hours", views.hours, name="setup-hours"),
    path("setup/timers", views.timers, name="setup-timers"),
    path("setup/first-complaint", views.first_complaint, name="setup-first-complaint"),
]
