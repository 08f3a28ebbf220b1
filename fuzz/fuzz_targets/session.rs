#![no_main]

clearbox_fuzz::target!(session, 1);
