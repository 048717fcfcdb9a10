"""Addresses of customers."""

from django.urls import path

from nattoku.customers import views

urlpatterns = [
    path("customers", views.listed, name="customers"),
    path("customers/suggest", views.suggested, name="customers-suggest"),
    path("customers/new", views.new, name="customers-new"),
    path("customers/<str:customer>", views.shown, name="customer"),
    path("customers/<str:customer>/edit", views.edit, name="customer-edit"),
    path("customers/<str:customer>/reach", views.reach, name="customer-reach"),
    path("customers/<str:customer>/refusals", views.refusals, name="customer-refusals"),
    path("customers/<str:customer>/background", views.background, name="customer-background"),
    path("customers/<str:customer>/contracts", views.contracts, name="customer-contracts"),
]
