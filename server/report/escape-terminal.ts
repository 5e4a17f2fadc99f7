/**
 * Dataset text → text that is safe to print. A terminal obeys control sequences, and bidirectional
 * or invisible characters show something else than what is there.
 */

// Controls, then what reorders or hides, breaks lines, shows nothing, or is no character at all.
const unsafe =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

export function escapeTerminal(text: string): string {
  return text.replace(unsafe, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`);
}
