"""The address of the solutions of a case."""

from django.urls import path

from nattoku.solutions import views

urlpatterns = [path("cases/<str:no>/solutions", views.solutions, name="solutions")]
