print('Größe:', 3.5)
