"""The address of a case's deadlines."""

from django.urls import path

from nattoku.deadlines import views

urlpatterns = [path("cases/<str:no>/deadlines", views.deadlines, name="deadlines")]
