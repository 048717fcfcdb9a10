"""Addresses of orders."""

from django.urls import path

from nattoku.orders import views

urlpatterns = [
    path("orders/new", views.entry),
    path("orders/odds", views.odds),
    path("orders/<path:number>", views.one),
]
