/**
 * Dataset text → text that is safe to print. A terminal obeys control sequences, and bidirectional
 * or invisible characters show something else than what is there.
 */

// C0 and DEL and C1, then what reorders, hides or is not a character.
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;

export function escapeTerminal(text: string): string {
  return text.replace(unsafe, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`);
}
