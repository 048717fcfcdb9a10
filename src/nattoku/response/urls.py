"""The address of the three explanations of a case."""

from django.urls import path

from nattoku.response import views

urlpatterns = [path("cases/<str:no>/explanations", views.explanations, name="explanations")]
