#![no_main]

clearbox_fuzz::target!(message, 1);
