#![no_main]

clearbox_fuzz::target!(server, 4);
