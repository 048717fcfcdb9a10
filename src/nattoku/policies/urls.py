"""Addresses of the policies and of the calendar."""

from django.urls import path

from nattoku.policies import views

urlpatterns = [
    path("policies", views.policies, name="policies"),
    path("policies/calendar", views.calendar, name="calendar"),
    path("policies/<str:key>", views.policy, name="policy"),
]
