#![no_main]

clearbox_fuzz::target!(session);
