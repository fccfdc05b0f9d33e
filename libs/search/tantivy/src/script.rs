// SPDX-License-Identifier: Apache-2.0
//! What a character is to the tokeniser, and how it is folded for comparison.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::UnicodeNormalization;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Class {
    /// Between words.
    Gap,
    /// Part of a word of letters, digits and marks.
    Word,
    /// Of a script that writes no spaces between words, or whose words carry their particles: pairs.
    Pair,
    /// Invisible inside a word: soft hyphens, joiners, the Catalan middle dot.
    Nothing,
}

pub fn class(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Class::Word } else { Class::Gap };
    }
    match c {
        '\u{AD}' | '\u{B7}' | '\u{200C}' | '\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{2060}'
        | '\u{FEFF}' => Class::Nothing,
        _ if writes_in_pairs(c) => Class::Pair,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ => Class::Gap,
    }
}

/// Han, kana, bopomofo, Hangul; Thai, Lao, Burmese, Khmer.
fn writes_in_pairs(c: char) -> bool {
    match c as u32 {
        0x0E3F | 0x0E4F | 0x0E5A | 0x0E5B | 0x30FB => false,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17D3 | 0x17DC..=0x17FF => true,
        0x1100..=0x11FF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0x3130..=0x318F => true,
        0x3005..=0x3007 | 0x3041..=0x30FF | 0x3100..=0x312F | 0x31A0..=0x31BF => true,
        0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => true,
        0xFF66..=0xFFDC | 0x20000..=0x3FFFF => true,
        _ => false,
    }
}

/// Belongs to the character before it: one unit of a pair is a character with its marks.
pub fn joins_the_one_before(c: char) -> bool {
    matches!(c as u32, 0x1160..=0x11FF | 0xD7B0..=0xD7FF | 0xFF9E | 0xFF9F) || is_combining_mark(c)
}

/// Compatibility forms, case, and the diacritics of Latin, Greek, Cyrillic, Arabic and Hebrew are made
/// one; marks that are letters of their own (dakuten, vowel signs) stay.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|b| b.to_ascii_lowercase() as char));
        return;
    }
    let mut strips = false;
    let folded = word.nfkd().flat_map(char::to_lowercase).filter(|&c| keeps(c, &mut strips)).nfc();
    for c in folded {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            'ς' => out.push('σ'),
            _ => out.push(c),
        }
    }
}

/// `strips`: the last letter is of a script whose diacritics are left out.
fn keeps(c: char, strips: &mut bool) -> bool {
    if class(c) == Class::Nothing {
        return false;
    }
    match c as u32 {
        0x0300..=0x036F | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF => !*strips,
        0x064B..=0x065F | 0x0670 | 0x0640 => false,
        0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7 => false,
        code => {
            *strips = code < 0x0530 || (0x1D00..0x2000).contains(&code);
            true
        }
    }
}
