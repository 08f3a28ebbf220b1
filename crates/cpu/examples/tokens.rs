//! Prints the name of each token, and whether this build can have it on this CPU.

fn main() {
    #[cfg(target_arch = "x86_64")]
    for (name, here) in clearbox_cpu::x86_64::tokens() {
        println!("{name}\t{}", if here { "yes" } else { "no" });
    }
}
