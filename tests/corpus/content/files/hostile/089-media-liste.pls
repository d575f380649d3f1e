[playlist]
File1=http://boese.example/a.mp3
NumberOfEntries=1
