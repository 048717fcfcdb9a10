"""The JSON API: assembled from the rooms' routers; OpenAPI 3.1, tokens, problem details."""

from nattoku.api.api import api, urls

__all__ = ["api", "urls"]
