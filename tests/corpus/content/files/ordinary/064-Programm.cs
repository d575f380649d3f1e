using System;
class A { static void Main() { Console.WriteLine(1); } }
