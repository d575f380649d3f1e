package tiere;

public class Igel {
    public static void main(String[] a) {
        System.out.println("Hallo");
    }
}
