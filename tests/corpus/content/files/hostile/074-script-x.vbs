MsgBox "hallo"
