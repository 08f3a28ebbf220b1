#![no_main]

clearbox_fuzz::target!(client, 4);
