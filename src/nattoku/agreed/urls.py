"""Addresses of what was agreed."""

from django.urls import path

from nattoku.agreed import views

urlpatterns = [
    path("cases/<str:no>/agreed", views.of_case),
    path("customers/<str:customer>/agreed", views.of_customer),
]
