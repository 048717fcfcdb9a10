"""The page of what customers read of the company."""

from django.urls import path

from nattoku.people import views

urlpatterns = [path("company", views.described, name="company")]
