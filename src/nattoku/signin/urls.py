"""Addresses of signing in, and of one's own sign-in."""

from django.urls import path

from nattoku.signin.views import colleagues, entering, factors, security

urlpatterns = [
    path("sign-in", entering.sign_in, name="sign-in"),
    path("sign-in/demo", entering.demo, name="sign-in-demo"),
    path("sign-in/second", entering.second, name="sign-in-second"),
    path("sign-in/passkey", entering.passkey, name="sign-in-passkey"),
    path("sign-in/passkey/options", entering.passkey_options, name="sign-in-passkey-options"),
    path("sign-in/reset/<str:secret>", entering.reset, name="sign-in-reset"),
    path("sign-out", entering.sign_out, name="sign-out"),
    path("me/security", security.page, name="security"),
    path("me/security/confirm", security.confirm, name="security-confirm"),
    path("me/security/password", security.password, name="security-password"),
    path("me/security/sessions/end", security.end_session, name="security-end"),
    path("me/security/code", factors.code, name="security-code"),
    path("me/security/code/remove", factors.remove_code, name="security-code-remove"),
    path("me/security/recovery", factors.recovery, name="security-recovery"),
    path("me/security/passkey", factors.new_passkey, name="security-passkey"),
    path("me/security/passkey/options", factors.passkey_options, name="security-passkey-options"),
    path("me/security/passkey/add", factors.add_passkey, name="security-passkey-add"),
    path("me/security/passkey/remove", factors.remove_passkey, name="security-passkey-remove"),
    path("people/reset-links", colleagues.reset_links, name="reset-links"),
]
