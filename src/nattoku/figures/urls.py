"""Address of the figures."""

from django.urls import path

from nattoku.figures import views

urlpatterns = [path("figures", views.figures)]
