"""The first hour: from an empty directory to a company that can receive a complaint."""
