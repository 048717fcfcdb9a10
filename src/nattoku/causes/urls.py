"""The address of the drill of a case."""

from django.urls import path

from nattoku.causes import views

urlpatterns = [path("cases/<str:no>/drill", views.drill, name="drill")]
