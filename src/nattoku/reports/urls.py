"""Addresses of the report card and the reports; the two doors of 受付 that report in the same breath."""

from django.urls import path

from nattoku.reports import views

urlpatterns = [
    path("intake/door", views.at_the_door, name="intake-door"),
    path("intake/on-the-spot", views.on_the_spot, name="intake-on-the-spot"),
    path("cases/<str:no>/report", views.report, name="report"),
    path("cases/<str:no>/report/told", views.tell, name="report-told"),
    path("cases/<str:no>/report/shared", views.share, name="report-shared"),
    path("cases/<str:no>/report/outside", views.allow_outside, name="report-outside"),
    path("cases/<str:no>/reports", views.reports, name="reports"),
]
