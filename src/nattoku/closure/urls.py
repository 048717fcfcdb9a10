"""The address of the end of a case."""

from django.urls import path

from nattoku.closure import views

urlpatterns = [path("cases/<str:no>/closure", views.closure, name="closure")]
