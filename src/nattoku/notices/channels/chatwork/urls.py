"""Addresses under hooks/chatwork."""

from django.urls import path

from nattoku.notices.channels.chatwork import views

urlpatterns = [path("", views.hook, name="chatwork-hook")]
