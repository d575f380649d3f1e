mutter(anna, mia).
