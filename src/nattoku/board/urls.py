"""Addresses of the boards and of the case page; each has a `live` that answers 204 while nothing is new."""

from django.urls import path

from nattoku.board import views

urlpatterns = [
    path("", views.day, name="day"),
    path("beside", views.day_beside, name="day-beside"),
    path("live", views.day_live, name="day-live"),
    path("leader", views.leader, name="leader"),
    path("leader/live", views.leader_live, name="leader-live"),
    path("representative", views.representative, name="representative"),
    path("representative/live", views.representative_live, name="representative-live"),
    path("cases", views.cases, name="cases"),
    path("cases/live", views.cases_live, name="cases-live"),
    path("promises", views.promises, name="promises"),
    path("cases/<str:no>", views.case, name="case"),
    path("cases/<str:no>/live", views.case_live, name="case-live"),
]
