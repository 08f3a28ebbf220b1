//! A TLS 1.3 peer on rustls with aws-lc-rs, for `cargo xtask interop`: `client PORT` or `server`, then CA, chain and key (or
//! - for none). PEER_GROUPS has the code points of groups; a client connects PEER_CONNECTIONS times and resumes its session.

#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, Stream,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    server::WebPkiClientVerifier,
    version::TLS13,
};
use x509_parser::parse_x509_certificate;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["client", port, ca, chain, key] => client(port.parse()?, ca, chain, key),
        ["server", ca, chain, key] => server(ca, chain, key),
        _ => Err("client PORT CA CHAIN KEY, or server CA CHAIN KEY".into()),
    }
}

fn client(port: u16, ca: &str, chain: &str, key: &str) -> Result<()> {
    let config = ClientConfig::builder_with_provider(provider()?).with_protocol_versions(&[&TLS13])?;
    let config = config.with_root_certificates(roots(ca)?);
    let config = Arc::new(match own(chain, key)? {
        Some((chain, key)) => config.with_client_auth_cert(chain, key)?,
        None => config.with_no_client_auth(),
    });
    let connections = env::var("PEER_CONNECTIONS").map_or(Ok(1), |count| count.parse())?;
    for _ in 0..connections {
        let mut connection = ClientConnection::new(config.clone(), ServerName::try_from("localhost")?)?;
        let mut socket = TcpStream::connect(("127.0.0.1", port))?;
        let mut stream = Stream::new(&mut connection, &mut socket);
        stream.write_all(b"hello from rustls\n")?;
        let mut line = String::new();
        BufReader::new(&mut stream).read_line(&mut line)?;
        print!("echoed: {line}");
        connection.send_close_notify();
        connection.complete_io(&mut socket)?;
    }
    Ok(())
}

fn server(ca: &str, chain: &str, key: &str) -> Result<()> {
    let config = ServerConfig::builder_with_provider(provider()?).with_protocol_versions(&[&TLS13])?;
    let config = match ca {
        "-" => config.with_no_client_auth(),
        ca => {
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots(ca)?), provider()?);
            config.with_client_cert_verifier(verifier.build()?)
        }
    };
    let (chain, key) = own(chain, key)?.ok_or("a server needs a certificate")?;
    let config = Arc::new(config.with_single_cert(chain, key)?);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("port {}", listener.local_addr()?.port());
    for socket in listener.incoming() {
        if let Err(error) = serve(config.clone(), socket?) {
            eprintln!("failed: {error}");
        }
    }
    Ok(())
}

/// Sends back what comes, until the client closes.
fn serve(config: Arc<ServerConfig>, mut socket: TcpStream) -> Result<()> {
    let mut connection = ServerConnection::new(config)?;
    while connection.is_handshaking() {
        connection.complete_io(&mut socket)?;
    }
    if let Some([client, ..]) = connection.peer_certificates() {
        let (_, client) = parse_x509_certificate(client)?;
        let name = client.subject().iter_common_name().next().ok_or("a client without a name")?;
        println!("client is {}", name.as_str()?);
    }
    let mut stream = Stream::new(&mut connection, &mut socket);
    let mut buffer = [0; 1024];
    loop {
        match stream.read(&mut buffer)? {
            0 => break,
            length => stream.write_all(&buffer[..length])?,
        }
    }
    connection.send_close_notify();
    connection.complete_io(&mut socket)?;
    Ok(())
}

/// aws-lc-rs, with the groups of PEER_GROUPS.
fn provider() -> Result<Arc<CryptoProvider>> {
    let mut provider = aws_lc_rs::default_provider();
    if let Ok(points) = env::var("PEER_GROUPS") {
        provider.kx_groups.clear();
        for point in points.split(':') {
            let point = u16::from_str_radix(point.trim_start_matches("0x"), 16)?;
            let known = aws_lc_rs::ALL_KX_GROUPS.iter().find(|group| u16::from(group.name()) == point);
            provider.kx_groups.push(*known.ok_or("a group that rustls doesn't know")?);
        }
    }
    Ok(Arc::new(provider))
}

fn roots(path: &str) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path)? {
        roots.add(certificate?)?;
    }
    Ok(roots)
}

type Own = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn own(chain: &str, key: &str) -> Result<Option<Own>> {
    if chain == "-" {
        return Ok(None);
    }
    let chain = CertificateDer::pem_file_iter(chain)?.collect::<std::result::Result<_, _>>()?;
    Ok(Some((chain, PrivateKeyDer::from_pem_file(key)?)))
}
