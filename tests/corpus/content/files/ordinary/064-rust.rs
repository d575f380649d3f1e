fn main() { println!("Hallo"); }
