#![no_main]

clearbox_fuzz::target!(meddler, 16);
