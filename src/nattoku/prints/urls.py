"""Addresses of what is printed."""

from django.urls import path

from nattoku.prints import views

urlpatterns = [
    path("intake/paper", views.slip, name="intake-paper"),
    path("cases/<str:no>/print", views.report, name="print"),
    path("cases/<str:no>/written", views.written, name="written"),
]
