// A TLS 1.3 peer on Java's JSSE: `client PORT` or `server`, then CA, chain and key (PEM, PKCS#8), or - for none. A client
// connects PEER_CONNECTIONS times and resumes its session. PEER_REKEY=1 updates the keys before data.
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.cert.Certificate;
import java.security.spec.*;
import java.util.Base64;
import javax.net.ssl.*;

public class Peer {
    static final char[] PASSWORD = "password".toCharArray();

    static PrivateKey key(String file) throws Exception {
        String base64 = Files.readString(Path.of(file)).replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END.*", "");
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        for (String algorithm : new String[] {"EC", "EdDSA", "RSA"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Of another kind.
            }
        }
        return KeyFactory.getInstance("RSASSA-PSS").generatePrivate(spec);
    }

    static SSLContext context(String ca, String chain, String key) throws Exception {
        TrustManager[] trust = null;
        if (!ca.equals("-")) {
            KeyStore roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            try (InputStream in = new FileInputStream(ca)) {
                roots.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(roots);
            trust = factory.getTrustManagers();
        }
        KeyManager[] keys = null;
        if (!chain.equals("-")) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            try (InputStream in = new FileInputStream(chain)) {
                Certificate[] certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).toArray(new Certificate[0]);
                own.setKeyEntry("own", key(key), PASSWORD, certificates);
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(own, PASSWORD);
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, trust, null);
        return context;
    }

    static void talk(SSLSocketFactory factory, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) factory.createSocket("localhost", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3"});
            socket.setSSLParameters(parameters);
            rekey(socket);
            socket.getOutputStream().write("hello from java\n".getBytes());
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            System.out.println("echoed: " + reader.readLine());
        }
    }

    // A second "handshake" is a KeyUpdate of both directions.
    static void rekey(SSLSocket socket) throws IOException {
        if ("1".equals(System.getenv("PEER_REKEY"))) {
            socket.startHandshake();
            socket.startHandshake();
        }
    }

    static void answer(SSLSocket socket, boolean asked) throws IOException {
        socket.startHandshake();
        if (asked) {
            X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            System.out.println("client is " + peer.getSubjectX500Principal().getName().replaceFirst("CN=", ""));
        }
        rekey(socket);
        socket.getInputStream().transferTo(socket.getOutputStream());
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("client")) {
            SSLSocketFactory factory = context(args[2], args[3], args[4]).getSocketFactory();
            String connections = System.getenv().getOrDefault("PEER_CONNECTIONS", "1");
            for (int left = Integer.parseInt(connections); left > 0; left--) {
                talk(factory, Integer.parseInt(args[1]));
            }
            return;
        }
        SSLServerSocketFactory factory = context(args[1], args[2], args[3]).getServerSocketFactory();
        try (SSLServerSocket server = (SSLServerSocket) factory.createServerSocket(0)) {
            server.setEnabledProtocols(new String[] {"TLSv1.3"});
            server.setNeedClientAuth(!args[1].equals("-"));
            System.out.println("port " + server.getLocalPort());
            while (true) {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    answer(socket, !args[1].equals("-"));
                }
            }
        }
    }
}
