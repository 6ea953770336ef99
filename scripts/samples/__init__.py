"""The synthetic province: the area of Bắc Giang from 2020 to 2025, made from a seed."""
