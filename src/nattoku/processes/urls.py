"""Addresses of the process and of what its orders say."""

from django.urls import path

from nattoku.processes import views

urlpatterns = [
    path("processes", views.overview, name="processes"),
    path("processes/late", views.late, name="processes-late"),
    path("processes/cases", views.charts, name="processes-cases"),
    path("processes/odds", views.odds, name="processes-odds"),
    path("processes/<str:what>.csv", views.table, name="processes-table"),
    path("cases/<str:no>/usual", views.usual, name="usual"),
]
