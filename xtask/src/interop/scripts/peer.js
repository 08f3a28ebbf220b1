// A TLS 1.3 peer on Node's OpenSSL: `client PORT` or `server`, then CA, chain and key (or - for none). PEER_GROUPS names
// groups; a client connects PEER_CONNECTIONS times and resumes its session.
const tls = require('tls');
const fs = require('fs');
const [role, ...rest] = process.argv.slice(2);
const read = (path) => (path === '-' ? undefined : fs.readFileSync(path));
const ecdhCurve = process.env.PEER_GROUPS || undefined;
const fail = (error) => { console.error(`failed: ${error.message}`); process.exit(1); };

if (role === 'client') {
  const [port, ca, cert, key] = rest;
  const options = {
    port, host: '127.0.0.1', servername: 'localhost', minVersion: 'TLSv1.3', ecdhCurve,
    ca: read(ca), cert: read(cert), key: read(key),
  };
  const connect = (left, session) => {
    const socket = tls.connect({ ...options, session }, () => socket.write('hello from node\n'));
    let heard = '';
    socket.on('session', (newer) => { session = newer; });
    socket.on('data', (data) => {
      heard += data;
      if (heard.endsWith('\n')) { console.log(`echoed: ${heard.trim()}`); socket.end(); }
    });
    socket.on('close', () => { if (left > 1) connect(left - 1, session); });
    socket.on('error', fail);
  };
  connect(Number(process.env.PEER_CONNECTIONS || 1));
} else {
  const [ca, cert, key] = rest;
  const options = {
    minVersion: 'TLSv1.3', ecdhCurve, cert: read(cert), key: read(key), ca: read(ca), requestCert: ca !== '-',
  };
  const server = tls.createServer(options, (socket) => {
    const peer = socket.getPeerCertificate();
    if (peer && peer.subject) console.log(`client is ${peer.subject.CN}`);
    socket.on('data', (data) => socket.write(data));
    socket.on('error', (error) => console.error(`failed: ${error.message}`));
  });
  server.on('tlsClientError', (error) => console.error(`failed: ${error.message}`));
  server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
}
