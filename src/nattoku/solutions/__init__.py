"""Weighing solutions with their grounds, presenting one, hearing the answer, carrying it out."""
