package main

func main() { println("Hallo") }
