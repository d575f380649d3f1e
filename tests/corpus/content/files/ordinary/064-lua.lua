print('Hallo')
