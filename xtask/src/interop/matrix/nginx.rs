//! nginx, as a server of files.

use std::fs;

use anyhow::Result;

use super::{Client, negotiated, our_client};
use crate::interop::{
    Case, Stage,
    process::{Process, free_port},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("connect → nginx", |stage| connect(stage, Client::Anonymous)),
        Case::new("connect → nginx client certificate", |stage| connect(stage, Client::WithCertificate)),
    ]
}

fn configuration(port: u16, client: Client) -> String {
    let ask = match client {
        Client::Anonymous => "",
        Client::WithCertificate => "ssl_client_certificate ../client-ca.pem; ssl_verify_client on;",
    };
    format!(
        "daemon off; master_process off; pid nginx.pid; error_log stderr;\n\
         events {{}}\n\
         http {{\n\
           access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\n\
           uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n\
           server {{\n\
             listen 127.0.0.1:{port} ssl; ssl_protocols TLSv1.3;\n\
             ssl_certificate ../server.pem; ssl_certificate_key ../server.key; {ask}\n\
             location / {{ return 200 'hello $ssl_client_s_dn'; }}\n\
           }}\n\
         }}\n"
    )
}

fn connect(stage: &Stage, with: Client) -> Result<String> {
    let directory = stage.directory.join("nginx");
    fs::create_dir_all(&directory)?;
    let port = free_port()?;
    fs::write(directory.join("nginx.conf"), configuration(port, with))?;
    let prefix = directory.display().to_string();
    let _server = Process::start(stage, "nginx", &["-p", &prefix, "-c", "nginx.conf"])?;
    crate::interop::process::wait_for_port(port)?;
    let mut client = our_client(stage, port, with)?;
    client.say("GET / HTTP/1.0\r\n\r\n")?;
    client.wait_for(if with == Client::WithCertificate { "hello CN=client.example" } else { "hello " })?;
    client.say_no_more();
    negotiated(&client.wait_success()?)
}
