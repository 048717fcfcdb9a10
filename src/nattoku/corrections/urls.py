"""The page on which a mix-up or a misdirected message is put right."""

from django.urls import path

from nattoku.corrections import views

urlpatterns = [path("cases/<str:no>/corrections", views.corrections, name="corrections")]
