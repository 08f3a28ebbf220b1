// Writes the key and the certificate of a key store (PKCS#12) as PEM: `NAME.p12` to `NAME.key` and `NAME.pem`.
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.util.Base64;

public class Export {
    static void write(String file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(der);
        Files.writeString(Path.of(file), "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    public static void main(String[] args) throws Exception {
        char[] password = "password".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(args[0] + ".p12")) {
            store.load(in, password);
        }
        Key key = store.getKey("own", password);
        write(args[0] + ".key", "PRIVATE KEY", key.getEncoded());
        write(args[0] + ".pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
        System.out.println(key.getAlgorithm() + ", " + key.getFormat());
    }
}
