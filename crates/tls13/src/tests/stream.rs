//! The blocking stream, over a pair of sockets.

use std::{
    io::{ErrorKind, Read, Write},
    os::unix::net::UnixStream,
    string::String,
    sync::Arc,
    thread, vec,
    vec::Vec,
};

use rustls_pki_types::UnixTime;

use super::pair::{TestRandom, server_name};
use crate::{ClientConfig, Credential, Credentials, Error, Roots, ServerConfig, Stream, Trust};

/// Settings that are valid by the system's clock, which streams use.
fn configs() -> (Arc<ClientConfig>, ServerConfig) {
    let valid = clearbox_demo_pki::Validity::days_around(UnixTime::now().as_secs(), 1);
    let rng = &mut TestRandom(7);
    let authority = clearbox_demo_pki::Authority::new("Test CA", valid, rng).unwrap();
    let issued = authority.issue(&["server.example"], valid, rng).unwrap();
    let credential = Arc::new(Credential::new(issued.chain, &issued.key).unwrap());
    let roots = Roots::from_certificates([authority.certificate()]).unwrap();
    let client = ClientConfig::new(Trust::Roots(roots));
    (Arc::new(client), ServerConfig::new(Credentials::One(credential)))
}

fn tls_error(error: &std::io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}

//? 6-1 6.1-5
#[test]
fn streams_carry_data_update_keys_and_close() {
    let (client, server) = configs();
    let (here, there) = UnixStream::pair().unwrap();
    let echo = thread::spawn(move || {
        let mut stream = Stream::accept(Arc::new(server), there, ()).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        stream.write_all(&all).unwrap();
        stream.close().unwrap();
    });
    let mut stream = Stream::connect(client, server_name(), here, ()).unwrap();
    let data: Vec<u8> = (0..200_000u32).map(|i| i as u8).collect();
    stream.write_all(&data[..100_000]).unwrap();
    stream.update_keys(true).unwrap();
    stream.write_all(&data[100_000..]).unwrap();
    stream.close().unwrap();
    assert_eq!(stream.write(b"x").unwrap_err().kind(), ErrorKind::InvalidInput);
    let mut back = Vec::new();
    stream.read_to_end(&mut back).unwrap();
    assert!(back == data);
    assert_eq!(stream.read(&mut [0; 8]).unwrap(), 0, "the end stays the end");
    echo.join().unwrap();
}

#[test]
fn a_stream_that_is_cut_off_is_an_error() {
    let (client, server) = configs();
    let (here, there) = UnixStream::pair().unwrap();
    let cut = thread::spawn(move || {
        let mut stream = Stream::accept(Arc::new(server), there, ()).unwrap();
        stream.write_all(b"half of it").unwrap();
    });
    let mut stream = Stream::connect(client, server_name(), here, ()).unwrap();
    let mut heard = String::new();
    let error = stream.read_to_string(&mut heard).unwrap_err();
    assert_eq!((error.kind(), tls_error(&error)), (ErrorKind::UnexpectedEof, Some(&Error::Truncated)));
    cut.join().unwrap();
}

//? 6-2
#[test]
fn alerts_reach_the_other_stream() {
    let (_, server) = configs();
    let distrustful = Arc::new(ClientConfig::new(Trust::Roots(Roots::default())));
    let (here, there) = UnixStream::pair().unwrap();
    let refused =
        thread::spawn(move || Stream::accept(Arc::new(server), there, ()).unwrap().handshake().unwrap_err());
    let error = Stream::connect(distrustful, server_name(), here, ()).unwrap().handshake().unwrap_err();
    assert!(matches!(tls_error(&error), Some(Error::Certificate(_))));
    let at_server = refused.join().unwrap();
    let unknown_ca = crate::code_points::AlertDescription::UNKNOWN_CA;
    assert_eq!(tls_error(&at_server), Some(&Error::AlertReceived(unknown_ca)));
}

#[test]
fn a_stream_does_not_answer_questions() {
    let (client, mut server) = configs();
    server.credentials = Credentials::Application;
    let (here, there) = UnixStream::pair().unwrap();
    let asking = thread::spawn(move || Stream::accept(Arc::new(server), there, ()).unwrap().handshake());
    let mut stream = Stream::connect(client, server_name(), here, ()).unwrap();
    let error = stream.handshake().unwrap_err();
    assert_eq!(tls_error(&error), Some(&Error::HandshakeInterrupted { state: "WAIT_SH" }));
    assert!(matches!(tls_error(&asking.join().unwrap().unwrap_err()), Some(Error::NotNow(_))));
}

#[test]
fn settings_that_can_not_work_are_refused_at_once() {
    let (client, server) = configs();
    type Edit = fn(&mut ClientConfig);
    let edits: [Edit; 4] = [
        |config| config.suites.clear(),
        |config| config.groups.clear(),
        |config| config.protocols = vec![vec![]],
        |config| config.protocols = vec![vec![b'x'; 256]],
    ];
    for edit in edits {
        let mut config = (*client).clone();
        edit(&mut config);
        let (here, _there) = UnixStream::pair().unwrap();
        let error = Stream::connect(Arc::new(config), server_name(), here, ()).unwrap_err();
        assert!(matches!(error, Error::Configuration(_)));
    }
    let mut config = server.clone();
    config.suites.clear();
    let (here, _there) = UnixStream::pair().unwrap();
    assert!(matches!(Stream::accept(Arc::new(config), here, ()).unwrap_err(), Error::Configuration(_)));
}

#[test]
fn credentials_have_to_fit_together() {
    let valid = super::pair::valid();
    let rng = &mut TestRandom(8);
    let one = clearbox_demo_pki::self_signed(&["a.example"], valid, rng).unwrap();
    let other = clearbox_demo_pki::self_signed(&["b.example"], valid, rng).unwrap();
    assert!(Credential::new(one.chain.clone(), &one.key).is_ok());
    for (chain, key) in [
        (one.chain.clone(), &other.key),
        (vec![], &one.key),
        (one.chain.clone(), &rustls_pki_types::PrivatePkcs8KeyDer::from(vec![0x30, 0]).into()),
    ] {
        assert!(matches!(Credential::new(chain, key), Err(Error::Configuration(_))));
    }
    let garbage = vec![vec![0x30, 0].into()];
    assert!(matches!(Credential::new(garbage, &one.key), Err(Error::Certificate(_))));
    assert!(matches!(Credential::with_remote_key(one.chain, vec![]), Err(Error::Configuration(_))));
}
