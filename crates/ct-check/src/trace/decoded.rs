//! Instructions, decoded once each: what the tracer has to know of them.

use iced_x86::{Code, Decoder, DecoderOptions, Instruction, Mnemonic, OpKind, Register};

/// The general registers as the signal's context has them.
pub(super) type Registers = [libc::greg_t; 23];

/// No instruction is longer.
const MAX_LEN: usize = 15;

/// An instruction and the operands of it that are in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoded {
    instruction: Instruction,
    pub(super) is_forbidden: bool,
    memory_operands: u8,
}

/// Decodes the instruction at `ip`, which is about to be executed.
#[allow(unsafe_code)]
pub(super) fn decode(ip: u64) -> Decoded {
    // SAFETY: the processor is about to execute what stands there, and code is followed by more than 14 other bytes.
    let bytes = unsafe { core::slice::from_raw_parts(ip as *const u8, MAX_LEN) };
    let instruction = Decoder::with_ip(64, bytes, ip, DecoderOptions::NONE).decode();
    let mut memory_operands = 0;
    if uses_memory(&instruction) {
        for operand in 0..instruction.op_count().min(8) {
            memory_operands |= u8::from(is_memory(instruction.op_kind(operand))) << operand;
        }
    }
    Decoded { instruction, is_forbidden: is_forbidden(&instruction), memory_operands }
}

impl Decoded {
    pub(super) fn ip(&self) -> u64 {
        self.instruction.ip()
    }

    /// A number that stands for the addresses that the instruction uses: that of the stack, and those of its operands.
    pub(super) fn addresses(&self, registers: &Registers) -> u64 {
        let mut sum = registers[libc::REG_RSP as usize] as u64;
        let mut rest = self.memory_operands;
        while rest != 0 {
            let operand = rest.trailing_zeros();
            rest &= rest - 1;
            let address =
                self.instruction.virtual_address(operand, 0, |name, _, _| Some(value(registers, name)));
            sum = sum.rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ address.unwrap_or(0);
        }
        sum
    }
}

/// Not those that compute an address only, or do nothing with it.
fn uses_memory(instruction: &Instruction) -> bool {
    !matches!(instruction.mnemonic(), Mnemonic::Lea | Mnemonic::Nop)
}

fn is_memory(kind: OpKind) -> bool {
    !matches!(
        kind,
        OpKind::Register
            | OpKind::NearBranch16
            | OpKind::NearBranch32
            | OpKind::NearBranch64
            | OpKind::FarBranch16
            | OpKind::FarBranch32
            | OpKind::Immediate8
            | OpKind::Immediate8_2nd
            | OpKind::Immediate16
            | OpKind::Immediate32
            | OpKind::Immediate64
            | OpKind::Immediate8to16
            | OpKind::Immediate8to32
            | OpKind::Immediate8to64
            | OpKind::Immediate32to64
    )
}

/// Division, whose time depends on the numbers; and what goes to addresses that are in a vector, which the notes
/// don't have. What isn't decoded can't be judged.
fn is_forbidden(instruction: &Instruction) -> bool {
    let divides = matches!(instruction.mnemonic(), Mnemonic::Div | Mnemonic::Idiv);
    divides || instruction.is_vsib() || instruction.code() == Code::INVALID
}

/// The value of a register that is part of an address. Segments begin at 0, but for the thread's own: there it doesn't
/// matter, as long as it is the same for all secrets.
fn value(registers: &Registers, name: Register) -> u64 {
    let index = match name.full_register() {
        Register::RAX => libc::REG_RAX,
        Register::RBX => libc::REG_RBX,
        Register::RCX => libc::REG_RCX,
        Register::RDX => libc::REG_RDX,
        Register::RSI => libc::REG_RSI,
        Register::RDI => libc::REG_RDI,
        Register::RBP => libc::REG_RBP,
        Register::RSP => libc::REG_RSP,
        Register::R8 => libc::REG_R8,
        Register::R9 => libc::REG_R9,
        Register::R10 => libc::REG_R10,
        Register::R11 => libc::REG_R11,
        Register::R12 => libc::REG_R12,
        Register::R13 => libc::REG_R13,
        Register::R14 => libc::REG_R14,
        Register::R15 => libc::REG_R15,
        _ => return 0,
    };
    registers[index as usize] as u64
}

impl core::fmt::Display for Decoded {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.instruction)
    }
}
