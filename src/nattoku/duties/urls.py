"""Addresses of the duties."""

from django.urls import path

from nattoku.duties import views

urlpatterns = [
    path("duties", views.month),
    path("duties/customers", views.owed),
    path("duties/decisions", views.decisions),
    path("duties/feed", views.feed),
    path("duties/<str:division>/done", views.done),
    path("duties/<str:division>/events", views.events),
    path("customers/<str:customer>/care", views.care),
    path("calendar/<str:secret>.ics", views.ics),
]
