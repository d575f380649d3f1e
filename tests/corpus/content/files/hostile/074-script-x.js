WScript.Echo('x');
