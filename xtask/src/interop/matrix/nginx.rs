//! nginx, as a server of one sentence.

use std::fs;

use anyhow::Result;

use crate::interop::{
    Stage,
    process::{Process, free_port, wait_for_port},
};

fn configuration(port: u16, own: &str, client_ca: Option<&str>) -> String {
    let ask = client_ca
        .map(|ca| format!("ssl_client_certificate ../{ca}; ssl_verify_client on; ssl_verify_depth 2;"))
        .unwrap_or_default();
    format!(
        "daemon off; master_process off; pid nginx.pid; error_log stderr;\n\
         events {{}}\n\
         http {{\n\
           access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\n\
           uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n\
           server {{\n\
             listen 127.0.0.1:{port} ssl; ssl_protocols TLSv1.3; ssl_early_data on;\n\
             ssl_certificate ../{own}.pem; ssl_certificate_key ../{own}.key; {ask}\n\
             location / {{ return 200 'hello $ssl_client_s_dn'; }}\n\
           }}\n\
         }}\n"
    )
}

pub(crate) fn server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    let directory = stage.directory.join("nginx");
    fs::create_dir_all(&directory)?;
    let port = free_port()?;
    fs::write(directory.join("nginx.conf"), configuration(port, own, client_ca))?;
    let prefix = directory.display().to_string();
    let server = Process::start(stage, "nginx", &["-p", &prefix, "-c", "nginx.conf"])?;
    wait_for_port(port)?;
    Ok((server, port))
}
