#![no_main]

clearbox_fuzz::target!(record, 1);
