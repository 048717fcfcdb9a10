"""Addresses of taking former ledgers in."""

from django.urls import path

from nattoku.imports import views

urlpatterns = [
    path("imports", views.ledgers, name="imports"),
    path("imports/<str:upload>", views.ledger, name="import"),
    path("imports/<str:upload>/rows.csv", views.rows, name="import-rows"),
]
