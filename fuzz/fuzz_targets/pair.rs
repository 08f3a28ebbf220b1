#![no_main]

clearbox_fuzz::target!(pair, 16);
