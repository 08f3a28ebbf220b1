//! NSS, by its own tools: the server speaks HTTP rather than echo.

use anyhow::Result;

use crate::interop::{
    Stage,
    process::{Process, free_port},
};

/// A database with the CAs and this key with its certificate. NSS knows certificates by their subjects' names, so that
/// each has a database of its own.
pub(crate) fn database(stage: &Stage, own: Option<&str>) -> Result<String> {
    let name = format!("nss-{}", own.unwrap_or("none"));
    let (directory, database) = (stage.directory.join(&name), format!("sql:{name}"));
    if directory.exists() {
        return Ok(database);
    }
    std::fs::create_dir(&directory)?;
    let mut steps = vec![
        ("certutil", format!("-N -d {database} --empty-password")),
        ("certutil", format!("-A -d {database} -n root -t C,, -i ca.pem")),
        ("certutil", format!("-A -d {database} -n client-root -t T,, -i client-ca.pem")),
        ("certutil", format!("-A -d {database} -n openssl-root -t T,, -i openssl-ca.pem")),
    ];
    if let Some(own) = own {
        steps.push(("pk12util", format!("-d {database} -i {own}.p12 -W password")));
    }
    for (program, arguments) in steps {
        Process::words(stage, program, &arguments)?.wait_success()?;
    }
    Ok(database)
}

pub(crate) fn client(stage: &Stage, port: u16, _ca: &str, own: Option<&str>) -> Result<Process> {
    let database = database(stage, own)?;
    let own = own.map(|own| format!("-n {own}")).unwrap_or_default();
    let arguments = format!("-h 127.0.0.1 -a localhost -p {port} -d {database} -V tls1.3:tls1.3 {own}");
    let mut client = Process::words(stage, "tstclnt", &arguments)?;
    client.say("hello from nss\n")?;
    client.wait_for("hello from nss\n")?;
    // tstclnt goes on until the server closes, which an echo server doesn't do first.
    client.ends_by_force();
    Ok(client)
}

pub(crate) fn server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    let database = database(stage, Some(own))?;
    let port = free_port()?;
    // -r -r: the client's certificate is required.
    let ask = if client_ca.is_some() { "-r -r" } else { "" };
    let arguments = format!("-n {own} -p {port} -d {database} -V tls1.3:tls1.3 -v {ask}");
    let server = Process::words(stage, "selfserv", &arguments)?;
    server.wait_for("About to call accept")?;
    Ok((server, port))
}
