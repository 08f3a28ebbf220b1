// A TLS 1.3 peer on Java's JSSE: `client PORT` or `server`, then CA (PEM) and key store (PKCS#12), or - for none.
import java.io.*;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.*;

public class Peer {
    static final char[] PASSWORD = "password".toCharArray();

    static SSLContext context(String ca, String store) throws Exception {
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
        if (!store.equals("-")) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            try (InputStream in = new FileInputStream(store)) {
                own.load(in, PASSWORD);
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(own, PASSWORD);
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, trust, null);
        return context;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("client")) {
            SSLSocketFactory factory = context(args[2], args[3]).getSocketFactory();
            try (SSLSocket socket = (SSLSocket) factory.createSocket("localhost", Integer.parseInt(args[1]))) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setProtocols(new String[] {"TLSv1.3"});
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write("hello from java\n".getBytes());
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                System.out.println("echoed: " + reader.readLine());
            }
            return;
        }
        SSLServerSocketFactory factory = context(args[1], args[2]).getServerSocketFactory();
        try (SSLServerSocket server = (SSLServerSocket) factory.createServerSocket(0)) {
            server.setEnabledProtocols(new String[] {"TLSv1.3"});
            server.setNeedClientAuth(!args[1].equals("-"));
            System.out.println("port " + server.getLocalPort());
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                if (!args[1].equals("-")) {
                    X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                    System.out.println("client is " + peer.getSubjectX500Principal().getName().replaceFirst("CN=", ""));
                }
                socket.getInputStream().transferTo(socket.getOutputStream());
            }
        }
    }
}
