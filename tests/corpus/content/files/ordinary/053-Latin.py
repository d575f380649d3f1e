# Grφίe
print('Grφίe')
