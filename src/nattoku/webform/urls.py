"""Short addresses a customer can type in; the pages for those who lead stand beside them."""

from django.urls import path

from nattoku.webform import views

urlpatterns = [
    path("contact", views.form, name="webform"),
    path("contact/qr", views.codes, name="webform-codes"),
    path("contact/look", views.look, name="webform-look"),
    path("contact/words", views.consent, name="webform-consent"),
    path("contact/received/<str:receipt>", views.received, name="webform-received"),
    path("contact/<str:division>", views.form, name="webform-of"),
]
